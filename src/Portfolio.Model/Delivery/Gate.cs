using Portfolio.Model.Distributions;

namespace Portfolio.Model.Delivery;

/// <summary>The gate at the end of a stage.</summary>
public static class Gate
{
    /// <summary>
    /// Passes where <c>d·Q − √(1 − d²)·Φ⁻¹(u) ≥ −Φ⁻¹(g)</c>: over initiatives of all qualities a share g passes, and the more
    /// the gate discriminates (d), the more of them are good ones.
    /// </summary>
    /// <param name="probability">Chance g over all qualities; 0 never passes, 1 always.</param>
    /// <param name="discrimination">Correlation d of the gate's verdict with quality, 0–0.99.</param>
    /// <param name="quality">Quality Q, a standard normal number.</param>
    /// <param name="uniform">The gate's draw u.</param>
    public static bool Passes(double probability, double discrimination, double quality, double uniform)
    {
        if (probability is <= 0 or >= 1)
            return probability >= 1;

        var verdict = discrimination * quality - Math.Sqrt(1 - discrimination * discrimination) * StandardNormal.Quantile(uniform);
        return verdict >= -StandardNormal.Quantile(probability);
    }
}
