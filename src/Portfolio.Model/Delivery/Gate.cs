using System.Runtime.CompilerServices;
using Portfolio.Model.Distributions;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Delivery;

/// <summary>
/// The gate at the end of a stage: passed where <c>d·Q − √(1 − d²)·Φ⁻¹(u) ≥ −Φ⁻¹(g)</c>. Over initiatives of all qualities a
/// share g passes, and the more the gate discriminates (d), the more of them are good ones.
/// </summary>
/// <param name="Discrimination">Correlation d of the verdict with quality, 0–0.99.</param>
/// <param name="Noise"><c>√(1 − d²)</c>.</param>
/// <param name="Bar"><c>−Φ⁻¹(g)</c>: ∞ where nobody passes, −∞ where everybody does.</param>
public readonly record struct Gate<T>(T Discrimination, T Noise, T Bar)
    where T : unmanaged, ILanes<T>
{
    /// <summary>Where an initiative passes.</summary>
    /// <param name="quality">Its quality Q, standard normal.</param>
    /// <param name="luck">Φ⁻¹ of the gate's draw u.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public T Passed(T quality, T luck) => Discrimination * quality - Noise * luck >= Bar;
}

/// <summary>Makes gates.</summary>
public static class Gate
{
    /// <summary>The gate with a chance g over all qualities and a discrimination d.</summary>
    public static Gate<Lanes1> Of(double probability, double discrimination) => new(
        discrimination,
        Math.Sqrt(1 - discrimination * discrimination),
        probability <= 0 ? double.PositiveInfinity : probability >= 1 ? double.NegativeInfinity : -StandardNormal.Quantile(probability));

    /// <summary>Whether an initiative passes.</summary>
    /// <param name="probability">Chance g over all qualities; 0 never passes, 1 always.</param>
    /// <param name="discrimination">Correlation d of the gate's verdict with quality, 0–0.99.</param>
    /// <param name="quality">Quality Q, a standard normal number.</param>
    /// <param name="uniform">The gate's draw u.</param>
    public static bool Passes(double probability, double discrimination, double quality, double uniform) =>
        Lanes1.Bits(Of(probability, discrimination).Passed(quality, StandardNormal.Quantile(uniform))) != 0;
}
