namespace Portfolio.Analysis.Comparing;

/// <summary>The normal 95 % interval of a mean.</summary>
static class Interval95
{
    const double Z95 = 1.959963984540054;

    /// <summary>Its ends; not-a-number where the standard error is.</summary>
    public static (double Low, double High) Of(double mean, double standardError) => (mean - Z95 * standardError, mean + Z95 * standardError);
}
