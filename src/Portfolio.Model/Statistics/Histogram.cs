namespace Portfolio.Model.Statistics;

/// <summary>Counts by bin, for the bins that occur. Merging is exact, so that order and grouping do not matter.</summary>
public sealed class Histogram
{
    int[] bins = [];
    int[] counts = [];
    int used;

    /// <summary>The bins that occur, rising.</summary>
    public ReadOnlySpan<int> Bins => bins.AsSpan(0, used);

    /// <summary>The count of each bin.</summary>
    public ReadOnlySpan<int> Counts => counts.AsSpan(0, used);

    /// <summary>Adds the bins of some values, in any order; sorts them in place.</summary>
    public void Add(Span<int> values)
    {
        values.Sort();
        Span<int> each = values.Length <= 256 ? stackalloc int[values.Length] : new int[values.Length];
        var distinct = 0;
        foreach (var bin in values)
        {
            if (distinct > 0 && values[distinct - 1] == bin)
            {
                each[distinct - 1]++;
                continue;
            }

            values[distinct] = bin;
            each[distinct++] = 1;
        }

        Add(values[..distinct], each[..distinct]);
    }

    /// <summary>Adds another histogram.</summary>
    public void Add(Histogram other) => Add(other.Bins, other.Counts);

    /// <summary>Adds counts of rising bins.</summary>
    public void Add(ReadOnlySpan<int> otherBins, ReadOnlySpan<int> otherCounts)
    {
        if (otherBins.IsEmpty)
            return;
        if (used == 0)
        {
            (bins, counts, used) = (otherBins.ToArray(), otherCounts.ToArray(), otherBins.Length);
            return;
        }

        var (mergedBins, mergedCounts) = (new int[used + otherBins.Length], new int[used + otherBins.Length]);
        int mine = 0, theirs = 0, next = 0;
        while (mine < used || theirs < otherBins.Length)
        {
            var bin = theirs == otherBins.Length || (mine < used && bins[mine] <= otherBins[theirs]) ? bins[mine] : otherBins[theirs];
            mergedBins[next] = bin;
            if (mine < used && bins[mine] == bin)
                mergedCounts[next] += counts[mine++];
            if (theirs < otherBins.Length && otherBins[theirs] == bin)
                mergedCounts[next] += otherCounts[theirs++];
            next++;
        }

        (bins, counts, used) = (mergedBins, mergedCounts, next);
    }

    /// <summary>The bins of several quantiles, which must rise: the smallest bin at or below which a share of all counts lies.</summary>
    public void Quantiles(ReadOnlySpan<double> probabilities, Span<int> quantiles)
    {
        var total = 0L;
        foreach (var count in Counts)
            total += count;

        var index = -1;
        var below = 0L;
        for (var i = 0; i < probabilities.Length; i++)
        {
            var rank = Rank(probabilities[i], total);
            while (below < rank)
                below += counts[++index];
            quantiles[i] = bins[index];
        }
    }

    /// <summary>Rank, from 1, of the value that is the quantile of n values: ⌈p·n⌉.</summary>
    public static long Rank(double probability, long n) => Math.Clamp((long)Math.Ceiling(probability * n - 1e-9), 1, Math.Max(1, n));
}
