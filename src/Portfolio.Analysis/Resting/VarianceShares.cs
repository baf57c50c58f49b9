using Portfolio.Analysis.Explaining;
using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Resting;

/// <summary>The variance of an outcome shared out over its sources by Shapley values, with errors by the jackknife.</summary>
/// <remarks>
/// Owen, "Sobol' indices and Shapley value", SIAM/ASA J. Uncertainty Quantification 2 (2014); Song, Nelson and Staum, "Shapley effects for global
/// sensitivity analysis", the same journal, 4 (2016). Jackknife: Efron and Stein, "The jackknife estimate of variance", Annals of Statistics 9 (1981).
/// </remarks>
static class VarianceShares
{
    /// <summary>The share of each source; they add up to 1. None where the variance is 0 or not known.</summary>
    /// <param name="batches">Sums of separate replications.</param>
    /// <param name="whole">The sums of all of them.</param>
    public static IReadOnlyList<Effect> Of(IReadOnlyList<PickFreezeSums> batches, PickFreezeSums whole)
    {
        if (SharesOf(whole) is not { } shares)
            return [];
        var without = batches.Where(batch => batch.Count > 0).Select(batch => SharesOf(whole.Without(batch))).ToList();
        return [.. shares.Select((share, source) => Effects.Of(whole.Count, share, ErrorOf([.. without.Select(each => each?[source] ?? double.NaN)])))];
    }

    static double[]? SharesOf(PickFreezeSums sums)
    {
        var variances = sums.ClosedVariances();
        return variances[^1] > 0 ? ShapleyValues.Of([.. variances.Select(variance => variance / variances[^1])]) : null;
    }

    /// <summary>Standard error from what is estimated without each batch in turn; not-a-number below two batches.</summary>
    static double ErrorOf(double[] without)
    {
        if (without.Length < 2)
            return double.NaN;
        var mean = without.Average();
        return Math.Sqrt(without.Sum(each => (each - mean) * (each - mean)) * (without.Length - 1) / without.Length);
    }
}
