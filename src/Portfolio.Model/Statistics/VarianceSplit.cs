using System.Numerics;

namespace Portfolio.Model.Statistics;

/// <summary>A variance by its sources: the law of total variance, Var Y = Var E[Y | parameters] + E Var[Y | parameters].</summary>
/// <remarks>
/// Unbiased also where draws differ in size. With N values in draws of n each, M = Σn², T₁ = Σy², T₂ = Σ(sum of a draw)² and
/// T₃ = (Σy)², expectations are E T₁ = N(μ² + p + c), E T₂ = M(μ² + p) + N·c and E T₃ = N²μ² + M·p + N·c; p and c solve them
/// (Searle, Casella and McCulloch, "Variance Components", 1992, ch. 3: the method of moments of a one-way layout).
/// </remarks>
/// <param name="Parameter">What the uncertain parameters bring; an estimate may fall below 0. Not-a-number where no draw has two values.</param>
/// <param name="Chance">What chance brings within a draw.</param>
/// <param name="StandardError">Monte Carlo standard error of the mean, which counts that values of one draw are alike.</param>
public readonly record struct VarianceSplit(double Parameter, double Chance, double StandardError)
{
    /// <summary>The split of exact sums, in squared units.</summary>
    /// <param name="moments">Over all values.</param>
    /// <param name="draws">Over the draws they belong to.</param>
    public static VarianceSplit Of(Moments moments, SquaredSums draws)
    {
        double n = moments.Count;
        double m = draws.Counts;
        if (m <= n || m >= n * n)
            return new VarianceSplit(double.NaN, double.NaN, moments.StandardError);
        var within = draws.Counts * (BigInteger)moments.SumOfSquares - moments.Count * (BigInteger)draws.Sums;
        var chance = (double)within / (n * (m - n));
        var parameter = n * (n - 1) * (moments.Variance - chance) / (n * n - m);
        return new VarianceSplit(parameter, chance, Math.Sqrt(Math.Max(0, m * parameter + n * chance)) / n);
    }

    /// <summary>As many independent values as the mean is worth: none fewer than 1, none more than there are.</summary>
    public long EffectiveCount(Moments moments) =>
        double.IsNaN(Chance) || !(StandardError > 0)
            ? moments.Count
            : (long)Math.Clamp(Math.Round(moments.Variance / (StandardError * StandardError)), 1, moments.Count);
}
