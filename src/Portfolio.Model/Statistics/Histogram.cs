using System.Runtime.CompilerServices;

namespace Portfolio.Model.Statistics;

/// <summary>
/// Counts by bin, over the range of bins that occurs. Where a span is given, only bins that reach so far below the largest in size
/// are kept apart, and smaller ones count as bin 0: a bounded size, whatever is counted. Merging is exact, so that order and
/// grouping do not matter.
/// </summary>
/// <remarks>
/// What the span leaves out depends on the largest bin alone, which is the same in whatever order values come. Bins have
/// positions: the bin itself, moved towards 0 by as much as is left out.
/// </remarks>
/// <param name="span">Bins kept below the largest in size, of either sign.</param>
public sealed class Histogram(int span = int.MaxValue)
{
    /// <summary>Stands for a value that is not defined and is not counted.</summary>
    public const int Undefined = int.MinValue;

    const int Step = 8;

    int[] counts = [];
    int first;
    int leftOut;

    /// <summary>The bins that occur, rising.</summary>
    public int[] Bins => [.. Occurring.Select(i => BinAt(first + i))];

    /// <summary>The count of each bin that occurs.</summary>
    public int[] Counts => [.. Occurring.Select(i => counts[i])];

    IEnumerable<int> Occurring => Enumerable.Range(0, counts.Length).Where(i => counts[i] != 0);

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
            i += run;

            var place = PositionOf(bin) - first;
            if ((uint)place < (uint)counts.Length)
                counts[place] += run;
            else if (bin != Undefined)
            {
                MakeRoom(values[(i - run)..]);
                Add(bin, run);
            }
        }
    }

    /// <summary>Adds counts of bins.</summary>
    public void Add(ReadOnlySpan<int> bins, ReadOnlySpan<int> times)
    {
        for (var i = 0; i < bins.Length; i++)
            Add(bins[i], times[i]);
    }

    /// <summary>Adds another histogram.</summary>
    public void Add(Histogram other)
    {
        for (var i = 0; i < other.counts.Length; i++)
        {
            if (other.counts[i] != 0)
                Add(other.BinAt(other.first + i), other.counts[i]);
        }
    }

    /// <summary>The bins of several quantiles, which must rise: the smallest bin at or below which a share of all counts lies.</summary>
    public void Quantiles(ReadOnlySpan<double> probabilities, Span<int> quantiles)
    {
        var total = 0L;
        foreach (var count in counts)
            total += count;

        var next = 0;
        var below = 0L;
        for (var i = 0; i < counts.Length && next < probabilities.Length; i++)
        {
            below += counts[i];
            while (next < probabilities.Length && below >= Rank(probabilities[next], total))
                quantiles[next++] = BinAt(first + i);
        }
    }

    /// <summary>Rank, from 1, of the value that is the quantile of n values: ⌈p·n⌉.</summary>
    public static long Rank(double probability, long n) => Math.Clamp((long)Math.Ceiling(probability * n - 1e-9), 1, Math.Max(1, n));

    void Add(int bin, int times)
    {
        MakeRoom([bin]);
        counts[PositionOf(bin) - first] += times;
    }

    /// <summary>Makes room for all of some bins at once, as room that grows bin by bin leaves much behind.</summary>
    void MakeRoom(ReadOnlySpan<int> bins)
    {
        var (low, high) = (int.MaxValue, int.MinValue);
        foreach (var bin in bins)
        {
            if (bin == Undefined)
                continue;
            low = Math.Min(low, bin);
            high = Math.Max(high, bin);
        }

        var size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (size - span > leftOut)
            LeaveOut(size - span);
        Reach(PositionOf(low), PositionOf(high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int PositionOf(int bin) => bin > leftOut ? bin - leftOut : bin < -leftOut ? bin + leftOut : 0;

    int BinAt(int position) => position == 0 ? 0 : position > 0 ? position + leftOut : position - leftOut;

    /// <summary>Makes room for positions. None lies beyond the span, so that a larger bin is never taken for one that is kept.</summary>
    void Reach(int lowest, int highest)
    {
        if (counts.Length > 0 && lowest >= first && highest < first + counts.Length)
            return;
        var (low, high) = counts.Length == 0 ? (lowest, highest) : (Math.Min(first, lowest), Math.Max(first + counts.Length - 1, highest));
        low = counts.Length == 0 || low < first ? Math.Max(low - Step, -span) : low;
        high = counts.Length == 0 || high >= first + counts.Length ? (int)Math.Min((long)high + Step, span) : high;
        var grown = new int[high - low + 1];
        counts.CopyTo(grown, counts.Length == 0 ? 0 : first - low);
        (first, counts) = (low, grown);
    }

    /// <summary>Moves all positions towards 0; what gets there is counted as 0.</summary>
    void LeaveOut(int more)
    {
        var step = more - leftOut;
        int Moved(int position) => position > step ? position - step : position < -step ? position + step : 0;
        leftOut = more;
        if (counts.Length == 0)
            return;
        var low = Moved(first);
        var moved = new int[Moved(first + counts.Length - 1) - low + 1];
        for (var i = 0; i < counts.Length; i++)
            moved[Moved(first + i) - low] += counts[i];
        (first, counts) = (low, moved);
    }
}
