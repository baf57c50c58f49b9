using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
/// <param name="piece">Positions that room is given for at once: as many as all, and it never grows.</param>
public sealed class Histogram(int span = int.MaxValue, int piece = 8)
{
    const int LargePiece = 64;

    int[] counts = [];
    int first;
    int leftOut;

    // The positions that have occurred lie from one to the other; the rest of the room, mostly the larger part, is not looked at.
    int lowest = int.MaxValue;
    int highest = int.MinValue;

    // Where the counts were when room was made for them, to ask for some without reading from there. Large rooms stay; of others the wrong ones may be asked for.
    nint address;

    /// <summary>The bins that occur, rising.</summary>
    public int[] Bins => Occurring(position => BinAt(position));

    /// <summary>The count of each bin that occurs.</summary>
    public int[] Counts => Occurring(position => counts[position - first]);

    /// <summary>Counts by position, between the outermost that have occurred.</summary>
    public ReadOnlySpan<int> Positions => Used;

    /// <summary>The first position.</summary>
    public int FirstPosition => IsEmpty ? 0 : lowest;

    /// <summary>Positions that there is room for.</summary>
    public int Room => counts.Length;

    /// <summary>How much is left out of bins of either sign.</summary>
    public int LeftOut => leftOut;

    bool IsEmpty => lowest > highest;

    Span<int> Used => IsEmpty ? [] : counts.AsSpan(lowest - first, highest - lowest + 1);

    /// <summary>The bin at a position.</summary>
    /// <param name="position">The position.</param>
    /// <param name="leftOut">How much is left out.</param>
    public static int BinAt(int position, int leftOut) => position == 0 ? 0 : position > 0 ? position + leftOut : position - leftOut;

    /// <summary>Adds the bins of some values, in any order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(params ReadOnlySpan<int> bins)
    {
        MakeRoom(bins);
        foreach (var bin in bins)
            counts[PositionOf(bin) - first]++;
    }

    /// <summary>Adds the bins of a cell's values that were put by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal unsafe void Add(CellTally tally)
    {
        if (tally.Moments.Count == 0)
            return;
        MakeRoom(tally.Least, tally.Largest);
        if (leftOut > 0)
            MoveTowardsZero(tally.List, tally.Listed);
        fixed (int* start = counts)
        {
            var at = start - first;
            at[PositionOf(tally.Usual)] += tally.TimesUsual;
            for (short* bin = tally.List, end = bin + tally.Listed; bin < end; bin++)
                at[*bin]++;
        }
    }

    /// <summary>Makes positions of bins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    unsafe void MoveTowardsZero(short* bins, int number)
    {
        var by = Vector256.Create((short)Math.Min(leftOut, short.MaxValue));
        for (var end = bins + number; bins < end; bins += Vector256<short>.Count)
        {
            var some = Vector256.Load(bins);
            var above = Vector256.Max(Vector256.SubtractSaturate(some, by), Vector256<short>.Zero);
            (above + Vector256.Min(Vector256.AddSaturate(some, by), Vector256<short>.Zero)).Store(bins);
        }
    }

    /// <summary>Asks for the counts of the bins of a cell's values, which will be added to before long; there need not be room for them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal unsafe void Fetch(CellTally tally)
    {
        const int Line = 64 / sizeof(int);
        for (var (i, end) = (PositionOf(tally.Least), PositionOf(tally.Largest) + Line); i < end; i += Line)
            Near.Fetch((int*)address - first + i);
    }

    /// <summary>Adds counts by position.</summary>
    /// <param name="moreLeftOut">How much is left out of their bins.</param>
    /// <param name="from">The first position.</param>
    /// <param name="more">How often the bin at each occurs.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int moreLeftOut, int from, params ReadOnlySpan<int> more)
    {
        var start = more.IndexOfAnyExcept(0);
        if (start < 0)
            return;
        more = more[start..(more.LastIndexOfAnyExcept(0) + 1)];
        from += start;
        MakeRoom(BinAt(from, moreLeftOut), BinAt(from + more.Length - 1, moreLeftOut));
        var step = leftOut - moreLeftOut;
        if (step == 0)
            AddTo(counts.AsSpan(from - first), more);
        else
            AddMoved(step, from, more);
    }

    /// <summary>Adds another histogram.</summary>
    public void Add(Histogram other) => Add(other.leftOut, other.FirstPosition, other.Positions);

    /// <summary>Forgets what was counted, and keeps the room.</summary>
    public void Clear()
    {
        Used.Clear();
        (leftOut, lowest, highest) = (0, int.MaxValue, int.MinValue);
    }

    /// <summary>The bins of several quantiles, which must rise: the smallest bin at or below which a share of all counts lies.</summary>
    /// <remarks>Most bins between the outermost are empty, so they are looked at some at a time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Quantiles(ReadOnlySpan<double> probabilities, Span<int> quantiles)
    {
        const int AtOnce = 128;
        ReadOnlySpan<int> used = Used;
        var total = Total(used);
        var (below, i) = (0L, 0);
        for (var next = 0; next < probabilities.Length && total > 0; next++)
        {
            var rank = Rank(probabilities[next], total);
            while (i + AtOnce <= used.Length && below + Total(used.Slice(i, AtOnce)) is var more && more < rank)
                (below, i) = (more, i + AtOnce);
            while (below + used[i] < rank)
                below += used[i++];
            quantiles[next] = BinAt(lowest + i);
        }
    }

    /// <summary>Rank, from 1, of the value that is the quantile of n values: ⌈p·n⌉.</summary>
    public static long Rank(double probability, long n) => Math.Clamp((long)Math.Ceiling(probability * n - 1e-9), 1, Math.Max(1, n));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int PositionOf(int bin) => Math.Max(bin - leftOut, 0) + Math.Min(bin + leftOut, 0);

    int BinAt(int position) => BinAt(position, leftOut);

    /// <summary>Adds counts whose positions are moved towards 0, where what gets there is counted together; or away from it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddMoved(int step, int from, ReadOnlySpan<int> more)
    {
        var near = Math.Max(step, 0);
        var (nearest, beyond) = (Math.Clamp(-near - from, 0, more.Length), Math.Clamp(near + 1 - from, 0, more.Length));
        if (nearest > 0)
            AddTo(counts.AsSpan(from + step - first), more[..nearest]);
        if (nearest < beyond)
            counts[-first] += Sum(more[nearest..beyond]);
        if (beyond < more.Length)
            AddTo(counts.AsSpan(from + beyond - step - first), more[beyond..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddTo(Span<int> counts, ReadOnlySpan<int> more)
    {
        for (; more.Length >= Vector512<int>.Count; counts = counts[Vector512<int>.Count..], more = more[Vector512<int>.Count..])
            (Vector512.Create<int>(counts) + Vector512.Create(more)).CopyTo(counts);
        for (var i = 0; i < more.Length; i++)
            counts[i] += more[i];
    }

    /// <summary>Makes room for some bins at once: added one by one and rising, as they are stored, each would move all that are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MakeRoom(ReadOnlySpan<int> bins)
    {
        if (bins.IsEmpty)
            return;
        var (low, high) = (bins[0], bins[0]);
        foreach (var bin in bins)
            (low, high) = (Math.Min(low, bin), Math.Max(high, bin));
        MakeRoom(low, high);
    }

    /// <summary>Makes room for bins from one to another, and leaves out what the larger of them in size leaves no span for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MakeRoom(int low, int high)
    {
        var step = Math.Max(Math.Max(Math.Abs(low), Math.Abs(high)) - span - leftOut, 0);
        leftOut += step;
        if (IsEmpty)
            step = 0; // zeros are zeros wherever they lie
        var (least, most) = (PositionOf(low), PositionOf(high));
        (lowest, highest) = (Math.Min(Moved(lowest, step), least), Math.Max(Moved(highest, step), most));
        if (step == 0 && least >= first && most < first + counts.Length)
            return;
        if (counts.Length > 0)
            (least, most) = (Math.Min(least, Moved(first, step)), Math.Max(most, Moved(first + counts.Length - 1, step)));
        Move(step, least, most);
    }

    /// <summary>
    /// Moves all positions towards 0, where what gets there is counted together, into room for some positions. None lies beyond the span, so that a larger bin is never taken for one that is kept.
    /// Room grows by a quarter at least.
    /// </summary>
    unsafe void Move(int step, int least, int most)
    {
        var pieces = piece * Math.Max(1, counts.Length / (4 * piece));
        var start = Math.Max(FloorOf(least, pieces), -span);
        var size = (int)Math.Min(FloorOf(most, pieces) + (long)pieces - 1, span) - start + 1;
        if (start == first && size == counts.Length)
        {
            MoveWithin(step);
            return;
        }

        var grown = RoomFor(size);
        for (var i = 0; i < counts.Length; i++)
            grown[Moved(first + i, step) - start] += counts[i];
        (first, counts) = (start, grown);
        address = (nint)Unsafe.AsPointer(ref grown[0]);
    }

    /// <summary>
    /// Zeros. Room in large pieces stays as long as a run and has a place of its own: among what was young, the collector would let the more garbage wait, the more such room there is,
    /// and memory would grow with replications.
    /// </summary>
    int[] RoomFor(int size) => piece >= LargePiece ? GC.AllocateArray<int>(size, pinned: true) : new int[size];

    /// <summary>Moves positions towards 0 within the room there is, which has that place if anything moves.</summary>
    void MoveWithin(int step)
    {
        var below = counts.AsSpan(0, -first);
        var above = counts.AsSpan(-first + 1);
        var (nearBelow, nearAbove) = (Math.Min(step, below.Length), Math.Min(step, above.Length));
        counts[-first] += Sum(below[^nearBelow..]) + Sum(above[..nearAbove]);
        below[..^nearBelow].CopyTo(below[nearBelow..]);
        below[..nearBelow].Clear();
        above[nearAbove..].CopyTo(above);
        above[^nearAbove..].Clear();
    }

    /// <summary>The sum of counts that together may be more than one can be: those of many subjects.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static long Total(ReadOnlySpan<int> some)
    {
        var sums = Vector256<long>.Zero;
        for (; some.Length >= Vector256<int>.Count; some = some[Vector256<int>.Count..])
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(some));
            sums += lower + upper;
        }

        var sum = Vector256.Sum(sums);
        foreach (var count in some)
            sum += count;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Sum(ReadOnlySpan<int> some)
    {
        var sums = Vector256<int>.Zero;
        for (; some.Length >= Vector256<int>.Count; some = some[Vector256<int>.Count..])
            sums += Vector256.Create(some);
        var sum = Vector256.Sum(sums);
        foreach (var count in some)
            sum += count;
        return sum;
    }

    /// <summary>Something of each bin that occurs, rising.</summary>
    int[] Occurring(Func<int, int> of)
    {
        var found = new int[Used.Length - Used.Count(0)];
        for (int position = lowest, next = 0; next < found.Length; position++)
        {
            if (counts[position - first] != 0)
                found[next++] = of(position);
        }

        return found;
    }

    static int FloorOf(int position, int piece) => (int)Math.Floor((double)position / piece) * piece;

    static int Moved(int position, int step) => Math.Max(position - step, 0) + Math.Min(position + step, 0);
}
