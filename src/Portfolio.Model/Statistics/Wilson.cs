namespace Portfolio.Model.Statistics;

/// <summary>Wilson's score interval of a proportion.</summary>
/// <remarks>Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).</remarks>
public static class Wilson
{
    /// <summary>The 95 % interval of a share seen in n trials; (0, 1) without a trial.</summary>
    public static (double Low, double High) Interval(double share, long trials)
    {
        if (trials == 0)
            return (0, 1);
        const double z = Normal95.Quantile;
        var spread = z * z / trials;
        var centre = (share + spread / 2) / (1 + spread);
        var half = z / (1 + spread) * Math.Sqrt(share * (1 - share) / trials + spread / (4 * trials));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
