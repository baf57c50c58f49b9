using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Comparing;

/// <summary>The normal 95 % interval of a mean.</summary>
static class Interval95
{
    /// <summary>Its ends; not-a-number where the standard error is.</summary>
    public static (double Low, double High) Of(double mean, double standardError) => (mean - Normal95.Quantile * standardError, mean + Normal95.Quantile * standardError);
}
