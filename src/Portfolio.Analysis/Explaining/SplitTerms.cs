using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Explaining;

/// <summary>What a difference is split into, each a weighted sum of the outcome under all sets of changes.</summary>
sealed class SplitTerms
{
    readonly double[][] weights;

    SplitTerms(int changes)
    {
        (Changes, Pairs) = (changes, changes * (changes - 1) / 2);
        var worths = Enumerable.Range(0, 1 << changes).Select(set => Of(Unit(changes, set))).ToArray();
        weights = [.. Enumerable.Range(0, worths[0].Length).Select(term => worths.Select(each => each[term]).ToArray())];
    }

    /// <summary>Number of changes.</summary>
    public int Changes { get; }

    /// <summary>Number of pairs of changes.</summary>
    public int Pairs { get; }

    /// <summary>Number of terms: totals, what is alone, what is together, pairs.</summary>
    public int Count => 3 * Changes + Pairs;

    /// <summary>The terms of so many changes.</summary>
    public static SplitTerms For(int changes) => new(changes);

    /// <summary>The terms of an outcome.</summary>
    /// <param name="worth">The outcome under every set of changes.</param>
    public static double[] Of(ReadOnlySpan<double> worth)
    {
        double[] total = ShapleyValues.Of(worth), alone = ShapleyValues.Alone(worth);
        return [.. total, .. alone, .. total.Zip(alone, (all, own) => all - own), .. PairsOf(worth)];
    }

    /// <summary>A term of one replication, in whole numbers of a fraction of the outcome's unit.</summary>
    public long Of(int term, ReadOnlySpan<long> worth, double fractions)
    {
        var (sum, weight) = (0.0, weights[term]);
        for (var set = 0; set < worth.Length; set++)
            sum += weight[set] * worth[set];
        return (long)Math.Round(sum * fractions);
    }

    /// <summary>Parts of a unit that a term of one replication resolves, for its error only.</summary>
    public static double Fractions(SeriesKind kind) => kind == SeriesKind.Count ? 1024 : 8;

    static IEnumerable<double> PairsOf(ReadOnlySpan<double> worth)
    {
        var pairs = ShapleyValues.Pairs(worth);
        return
            from one in Enumerable.Range(0, pairs.GetLength(0))
            from other in Enumerable.Range(one + 1, pairs.GetLength(0) - one - 1)
            select pairs[one, other];
    }

    static double[] Unit(int changes, int set)
    {
        var unit = new double[1 << changes];
        unit[set] = 1;
        return unit;
    }
}
