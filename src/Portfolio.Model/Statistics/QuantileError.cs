namespace Portfolio.Model.Statistics;

/// <summary>The Monte Carlo standard error of a quantile.</summary>
/// <remarks>
/// The rank of the true quantile among n replications is binomial, so the quantiles at p ± √(p(1 − p)/n) lie about one standard error
/// to either side; half their distance is taken. Nothing is assumed of the distribution.
/// </remarks>
public static class QuantileError
{
    /// <summary>The probabilities a standard error to either side, or several.</summary>
    public static (double Low, double High) Around(double probability, long n, double errors = 1)
    {
        var spread = n == 0 ? 1 : errors * Math.Sqrt(probability * (1 - probability) / n);
        return (Math.Max(0, probability - spread), Math.Min(1, probability + spread));
    }

    /// <summary>The standard error of a quantile of sorted values.</summary>
    public static double Of(ReadOnlySpan<double> sorted, double probability)
    {
        var (low, high) = Around(probability, sorted.Length);
        return 0.5 * (At(sorted, high) - At(sorted, low));
    }

    static double At(ReadOnlySpan<double> sorted, double probability) => sorted[(int)Histogram.Rank(probability, sorted.Length) - 1];
}
