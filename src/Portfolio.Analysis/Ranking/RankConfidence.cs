using System.Numerics;
using System.Runtime.InteropServices;
using Portfolio.Model.Randomness;

namespace Portfolio.Analysis.Ranking;

/// <summary>How sure a ranking of estimates is, the largest first, where each has an error and the errors may hang together.</summary>
/// <remarks>
/// The truth is taken as normal around the means, with their covariance. Probabilities but those of <see cref="AboveNext"/> are shares of 10,000 draws of it,
/// with a standard error of at most 0.005, the same for a seed. Draws belong to ranks, so it does not matter in which order the estimates are named.
/// </remarks>
public sealed class RankConfidence
{
    /// <summary>Most estimates of a ranking.</summary>
    public const int MostEstimates = 200;

    /// <summary>Draws of the truth.</summary>
    public const int Samples = 10_000;

    RankConfidence(RankedEstimates ranked, RankTally tally)
    {
        (Order, AtPlace, Whole) = (ranked.Order, tally.AtPlace, tally.Whole);
        AboveNext = [.. Enumerable.Range(0, Order.Count - 1).Select(ranked.AboveNext)];
    }

    /// <summary>Which estimate has each rank; of equal means the one named first comes first.</summary>
    public IReadOnlyList<int> Order { get; }

    /// <summary>Probability that the one ranked k-th truly is k-th; those that tie share their places equally.</summary>
    public IReadOnlyList<double> AtPlace { get; }

    /// <summary>Probability that the one ranked first truly is the largest; a tie of two counts half, one of more its equal share.</summary>
    public double First => AtPlace[0];

    /// <summary>
    /// Probability that the one ranked k-th truly is above the next: Φ(d/s) with the difference d of their means and its standard error s;
    /// where s is 0, 1, or ½ if d is too. One fewer than there are estimates.
    /// </summary>
    public IReadOnlyList<double> AboveNext { get; }

    /// <summary>Probability that the whole order is right; those that tie are in each order equally often.</summary>
    public double Whole { get; }

    /// <summary>How sure a ranking is.</summary>
    /// <param name="means">1 to 200 estimates, between ±1e300.</param>
    /// <param name="covariance">Of the estimates, that is, of the means and not of single replications; positive semidefinite, it may be singular.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <exception cref="ArgumentException">Something is not so; the message names the estimate and the number.</exception>
    public static RankConfidence Of(ReadOnlySpan<double> means, double[,] covariance, ulong seed)
    {
        EstimateChecks.Check(means, covariance);
        var ranked = new RankedEstimates(means, covariance);
        var (columns, tally, values) = (ranked.Factor(), new RankTally(ranked.Means), new double[means.Length]);
        for (var sample = 0u; sample < Samples; sample++)
        {
            Fill(values, ranked.Means, columns, new Draws(seed, 0, sample));
            tally.Add(values);
        }

        return new RankConfidence(ranked, tally);
    }

    static void Fill(double[] values, double[] means, double[][] columns, Draws draws)
    {
        Array.Clear(values);
        for (var k = 0; k < columns.Length; k++)
            AddMultiple(values, columns[k], draws.Normal(RandomStream.Ranking, k));
        AddMultiple(values, means, 1);
    }

    /// <summary>Nearly all the time goes here. Elements do not meet and nothing is fused, so the result is the same at any width.</summary>
    static void AddMultiple(Span<double> values, ReadOnlySpan<double> column, double factor)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(values);
        var wideColumn = MemoryMarshal.Cast<double, Vector<double>>(column);
        for (var i = 0; i < wide.Length; i++)
            wide[i] += factor * wideColumn[i];
        for (var i = wide.Length * Vector<double>.Count; i < values.Length; i++)
            values[i] += factor * column[i];
    }
}
