namespace Portfolio.Analysis.Ranking;

/// <summary>What estimates must be before they are ranked.</summary>
static class EstimateChecks
{
    /// <summary>Largest size of a mean or a covariance: sums of some stay finite.</summary>
    const double Largest = 1e300;

    /// <summary>So far, relative to what they are compared with, may covariances be from what they ought to be by rounding.</summary>
    const double Rounding = 1e-9;

    /// <summary>Whether there is a covariance for every two means, all are finite, and each could be one.</summary>
    /// <exception cref="ArgumentException">It is not so; the message names the estimate and the number.</exception>
    public static void Check(ReadOnlySpan<double> means, double[,] covariance)
    {
        var n = means.Length;
        if (n is < 1 or > RankConfidence.MostEstimates)
            throw new ArgumentException($"{n} estimates are not allowed; allowed: 1 to {RankConfidence.MostEstimates}", nameof(means));
        if (covariance.GetLength(0) != n || covariance.GetLength(1) != n)
            throw new ArgumentException($"{covariance.GetLength(0)} × {covariance.GetLength(1)} covariances for {n} estimates", nameof(covariance));
        for (var i = 0; i < n; i++)
        {
            if (!(Math.Abs(means[i]) <= Largest))
                throw new ArgumentException($"estimate {i}: mean {means[i]} is not allowed; allowed: {-Largest} to {Largest}", nameof(means));
            if (!(covariance[i, i] is >= 0 and <= Largest))
                throw new ArgumentException($"estimate {i}: variance {covariance[i, i]} is not allowed; allowed: 0 to {Largest}", nameof(covariance));
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                CheckPair(covariance, i, j);
        }
    }

    static void CheckPair(double[,] covariance, int i, int j)
    {
        var largest = Math.Sqrt(covariance[i, i]) * Math.Sqrt(covariance[j, j]);
        if (!(Math.Abs(covariance[i, j]) <= largest * (1 + Rounding)))
            throw new ArgumentException($"estimates {i} and {j}: covariance {covariance[i, j]} is not allowed; allowed: {-largest} to {largest}", nameof(covariance));
        if (!(Math.Abs(covariance[i, j] - covariance[j, i]) <= largest * Rounding))
            throw new ArgumentException($"estimates {i} and {j}: covariance is {covariance[i, j]} and {covariance[j, i]}", nameof(covariance));
    }
}
