using System.Runtime.CompilerServices;
namespace Portfolio.Model.Statistics;

/// <summary>Counts by bin, kept in short pages of neighbouring bins, of which only those that occur exist. Merging is exact, so that order and grouping do not matter.</summary>
public sealed class Histogram
{
    /// <summary>Stands for a value that is not defined and is not counted.</summary>
    public const int Undefined = int.MinValue;

    const int PageBits = 5;
    const int PageLength = 1 << PageBits;

    int[]?[] pages = [];
    int firstPage;

    /// <summary>The bins that occur, rising.</summary>
    public ReadOnlySpan<int> Bins
    {
        get
        {
            var bins = new List<int>();
            Visit((bin, _) => bins.Add(bin));
            return bins.ToArray();
        }
    }

    /// <summary>The count of each bin that occurs.</summary>
    public ReadOnlySpan<int> Counts
    {
        get
        {
            var counts = new List<int>();
            Visit((_, count) => counts.Add(count));
            return counts.ToArray();
        }
    }

    /// <summary>Adds the bins of some values, in any order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<int> values)
    {
        // Most values of a month are like the one before: a site less or more, or nothing at all.
        for (var i = 0; i < values.Length;)
        {
            var bin = values[i];
            var run = 1;
            while (i + run < values.Length && values[i + run] == bin)
                run++;
            if (bin != Undefined)
                Count(bin) += run;
            i += run;
        }
    }

    /// <summary>Adds another histogram.</summary>
    public void Add(Histogram other)
    {
        for (var page = 0; page < other.pages.Length; page++)
        {
            if (other.pages[page] is not { } theirs)
                continue;
            var mine = Page(other.firstPage + page);
            for (var i = 0; i < PageLength; i++)
                mine[i] += theirs[i];
        }
    }

    /// <summary>Adds counts of bins.</summary>
    public void Add(ReadOnlySpan<int> bins, ReadOnlySpan<int> counts)
    {
        for (var i = 0; i < bins.Length; i++)
            Count(bins[i]) += counts[i];
    }

    /// <summary>The bins of several quantiles, which must rise: the smallest bin at or below which a share of all counts lies.</summary>
    public void Quantiles(ReadOnlySpan<double> probabilities, Span<int> quantiles)
    {
        var total = 0L;
        foreach (var page in pages)
        {
            foreach (var count in page ?? [])
                total += count;
        }

        var next = 0;
        var below = 0L;
        for (var page = 0; page < pages.Length && next < probabilities.Length; page++)
        {
            for (var i = 0; pages[page] is { } counts && i < PageLength; i++)
            {
                below += counts[i];
                while (next < probabilities.Length && below >= Rank(probabilities[next], total))
                    quantiles[next++] = ((firstPage + page) << PageBits) + i;
            }
        }
    }

    /// <summary>Rank, from 1, of the value that is the quantile of n values: ⌈p·n⌉.</summary>
    public static long Rank(double probability, long n) => Math.Clamp((long)Math.Ceiling(probability * n - 1e-9), 1, Math.Max(1, n));

    ref int Count(int bin)
    {
        var place = (bin >> PageBits) - firstPage;
        var page = (uint)place < (uint)pages.Length && pages[place] is { } known ? known : Page(bin >> PageBits);
        return ref page[bin & (PageLength - 1)];
    }

    int[] Page(int number)
    {
        if (pages.Length == 0)
            (firstPage, pages) = (number, new int[1][]);
        var (first, end) = (Math.Min(firstPage, number), Math.Max(firstPage + pages.Length, number + 1));
        if (end - first > pages.Length)
        {
            var grown = new int[]?[end - first];
            pages.CopyTo(grown.AsSpan(firstPage - first));
            (firstPage, pages) = (first, grown);
        }

        return pages[number - firstPage] ??= new int[PageLength];
    }

    void Visit(Action<int, int> visit)
    {
        for (var page = 0; page < pages.Length; page++)
        {
            for (var i = 0; pages[page] is { } counts && i < PageLength; i++)
            {
                if (counts[i] != 0)
                    visit(((firstPage + page) << PageBits) + i, counts[i]);
            }
        }
    }
}
