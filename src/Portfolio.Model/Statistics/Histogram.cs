using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
    public void Add(params ReadOnlySpan<int> bins)
    {
        foreach (var bin in bins)
            Add(bin, 1);
    }

    /// <summary>Adds the bins of some values, in any order, that were put by.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<short> bins)
    {
        for (; bins.Length >= Vector256<short>.Count; bins = bins[Vector256<short>.Count..])
        {
            for (var left = CountThoseWithRoom(bins, counts, first, leftOut); left != 0; left &= left - 1)
                AddPutBy(bins[BitOperations.TrailingZeroCount(left)], bins);
        }

        foreach (var bin in bins)
        {
            var place = PositionOf(bin) - first;
            if ((uint)place < (uint)counts.Length)
                counts[place]++;
            else
                AddPutBy(bin, bins);
        }
    }

    /// <summary>Counts as many bins as a vector holds, as far as there is room for them. Many are alike: no site, all of the money, nothing at all; those are counted at once.</summary>
    /// <returns>A bit for each bin that is left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static uint CountThoseWithRoom(ReadOnlySpan<short> bins, int[] counts, int first, int leftOut)
    {
        var alike = Vector256.Equals(Vector256.Create(bins), Vector256.Create(bins[0])).ExtractMostSignificantBits();
        var left = 0u;
        var place = PositionOf(bins[0], leftOut) - first;
        if ((uint)place < (uint)counts.Length)
            counts[place] += BitOperations.PopCount(alike);
        else
            left = alike;
        for (var others = alike ^ (uint)ushort.MaxValue; others != 0; others &= others - 1)
        {
            place = PositionOf(bins[BitOperations.TrailingZeroCount(others)], leftOut) - first;
            if ((uint)place < (uint)counts.Length)
                counts[place]++;
            else
                left |= others & (0 - others);
        }

        return left;
    }

    /// <summary>Asks for the counts, which will be added to before long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Fetch()
    {
        const int Line = 64 / sizeof(int);
        for (var i = 0; Sse.IsSupported && i < counts.Length; i += Line)
            Sse.Prefetch0(Unsafe.AsPointer(ref counts[i]));
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Add(int bin, int times)
    {
        MakeRoom(bin, bin);
        counts[PositionOf(bin) - first] += times;
    }

    /// <summary>Adds a bin for which there may be no room; room is then made for all of some bins, as room that grows bin by bin leaves much behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddPutBy(short bin, ReadOnlySpan<short> more)
    {
        if (bin == BinsPutBy.Undefined)
            return;
        var (low, high) = (bin, bin);
        foreach (var other in more)
        {
            if (other == BinsPutBy.Undefined)
                continue;
            low = Math.Min(low, other);
            high = Math.Max(high, other);
        }

        MakeRoom(low, high);
        Add(bin, 1);
    }

    /// <summary>Makes room for bins from one to another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MakeRoom(int low, int high)
    {
        var size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (size - span > leftOut)
            LeaveOut(size - span);
        Reach(PositionOf(low), PositionOf(high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int PositionOf(int bin) => PositionOf(bin, leftOut);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int PositionOf(int bin, int leftOut) => Math.Max(bin - leftOut, 0) + Math.Min(bin + leftOut, 0);

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
