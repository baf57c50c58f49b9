using Portfolio.Model.Distributions;

namespace Portfolio.Analysis.Ranking;

/// <summary>Estimates from the largest mean to the smallest, taken as normal around their means.</summary>
sealed class RankedEstimates
{
    /// <summary>A difference that varies no more than this share of what its two vary is one of rounding: 2⁻⁴⁶.</summary>
    const double Rounding = 1.0 / (1L << 46);

    /// <summary>So many standard errors are certainty: doubles hold nothing between the probability and 1.</summary>
    const double Certain = 40;

    readonly double[,] covariance;

    public RankedEstimates(ReadOnlySpan<double> means, double[,] covariance)
    {
        var unranked = means.ToArray();
        Order = [.. Enumerable.Range(0, unranked.Length).OrderByDescending(i => unranked[i])];
        Means = [.. Order.Select(i => unranked[i])];
        this.covariance = new double[Order.Length, Order.Length];
        for (var i = 0; i < Order.Length; i++)
        {
            for (var j = 0; j < Order.Length; j++)
                this.covariance[i, j] = covariance[Order[i], Order[j]];
        }
    }

    /// <summary>Which estimate has each rank; of equal means the one that was named first comes first.</summary>
    public int[] Order { get; }

    /// <summary>Means by rank.</summary>
    public double[] Means { get; }

    /// <summary>Probability that the one of a rank truly is above that of the next.</summary>
    public double AboveNext(int rank)
    {
        var difference = Means[rank] - Means[rank + 1];
        if (difference == 0)
            return 0.5;
        var error = Math.Sqrt(VarianceOfDifference(rank, rank + 1));
        return error == 0 ? 1 : StandardNormal.Probability(Math.Min(difference / error, Certain));
    }

    /// <summary>What turns standard normals into deviations, as columns by rank; those that never differ have the very same.</summary>
    public double[][] Factor()
    {
        var columns = SingularFactor.Of(covariance);
        for (var i = 1; i < Means.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (VarianceOfDifference(i, j) == 0)
                    CopyRow(columns, j, i);
            }
        }

        return columns;
    }

    double VarianceOfDifference(int i, int j)
    {
        var apart = covariance[i, i] + covariance[j, j];
        var variance = apart - covariance[i, j] - covariance[j, i];
        return variance > Rounding * apart ? variance : 0;
    }

    static void CopyRow(double[][] columns, int from, int to)
    {
        foreach (var column in columns)
            column[to] = column[from];
    }
}
