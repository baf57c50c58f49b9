namespace Portfolio.Model.Statistics;

/// <summary>The interval that holds 95 % of a normal distribution.</summary>
public static class Normal95
{
    /// <summary>Half its width in standard deviations: the quantile at 0.975.</summary>
    public const double Quantile = 1.959963984540054;
}
