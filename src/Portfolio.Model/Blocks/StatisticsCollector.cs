using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Blocks;

/// <summary>Gathers the months' series of blocks into statistics, by exact sums and bins.</summary>
sealed unsafe class StatisticsCollector<T> : BlockCollector<T>
    where T : unmanaged, ILanes<T>
{
    const double RoundingMagic = 6755399441055744.0;
    const double HighPart = 8388608.0;
    const long LargestSquareHalf = 1L << (2 * 46 - 64);
    const ulong MagnitudeBits = 0x7FFFFFFFFFFFFFFF;
    const ulong FractionMask = 0x000FFFFFFFFFFFFF;
    const int FractionBits = 52;

    readonly SeriesStatistics statistics;
    readonly SeriesKind[] kinds;
    readonly int lanes;
    readonly int vectors;
    readonly ulong all;
    readonly LaneMemory memory = new();
    readonly double* scratch;

    /// <summary>A collector for the blocks of a range.</summary>
    /// <param name="statistics">Where to.</param>
    /// <param name="lanes">Lanes of a block.</param>
    public StatisticsCollector(SeriesStatistics statistics, int lanes)
    {
        (this.statistics, this.lanes, vectors) = (statistics, lanes, lanes / T.Count);
        kinds = [.. statistics.Series.Select(series => series.Kind())];
        all = lanes == 64 ? ulong.MaxValue : (1UL << lanes) - 1;
        scratch = memory.Of<double>(lanes);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Series> Series => statistics.Series;

    /// <inheritdoc/>
    public override bool TakesInitiatives => true;

    /// <inheritdoc/>
    public override void BeginBlock(int first, int used)
    {
        statistics.PutBy(lanes);
        statistics.Draws?.Begin(first, used);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Take(int series, int subject, int month, T* values, nint step, ulong used)
    {
        var cell = statistics.Cell(series, subject, month);
        var defined = Defined(values, step, used);
        var kind = kinds[series];
        if (defined != all)
        {
            values = Keep(values, step, defined);
            step = sizeof(T);
        }

        fixed (short* into = statistics.Bins(cell))
        {
            ref var moments = ref statistics.Moments(cell);
            var (sum, squares) = kind switch
            {
                SeriesKind.Count => TakeCounts(values, step, into),
                SeriesKind.Share => TakeShares(values, step, into),
                SeriesKind.Amount => TakeAmounts(values, step, 1, into),
                _ => TakeAmounts(values, step, Quantisation.FineScale, into),
            };
            moments = moments.With(System.Numerics.BitOperations.PopCount(defined), sum, squares);
            if (into is not null && MayBeLarge(kind, sum, squares))
                CountLarge(cell, kind, values, step, into);
            if (into is not null && defined != all)
                Skip(into, ~defined & all);
        }

        if (statistics.Draws is { } draws)
            TakeDraws(draws, cell, kind, values, step, defined);
    }

    /// <summary>Adds lane after lane to the draws of the parameters they belong to.</summary>
    static void TakeDraws(DrawSums draws, int cell, SeriesKind kind, T* values, nint step, ulong defined)
    {
        for (; defined != 0; defined &= defined - 1)
        {
            var lane = System.Numerics.BitOperations.TrailingZeroCount(defined);
            var value = ((double*)((byte*)values + lane / T.Count * step))[lane % T.Count];
            draws.Add(cell, lane, Quantisation.ToUnits(kind, value));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    (long Sum, Int128 Squares) TakeCounts(T* values, nint step, short* into)
    {
        T sum = default, squares = default;
        for (var v = 0; v < vectors; v++)
        {
            var value = *(T*)((byte*)values + v * step);
            sum += value;
            squares = T.MultiplyAdd(value, value, squares);
            if (into is not null)
                T.StoreWhole(value, into + v * T.Count);
        }

        return ((long)T.Sum(sum), (long)T.Sum(squares));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    (long Sum, Int128 Squares) TakeShares(T* values, nint step, short* into)
    {
        T sum = default, squares = default;
        for (var v = 0; v < vectors; v++)
        {
            var value = *(T*)((byte*)values + v * step);
            var units = Round(value * T.Of(Quantisation.ShareUnits));
            sum += units;
            squares = T.MultiplyAdd(units, units, squares);
            if (into is not null)
                T.StoreWhole(Round(value * T.Of(Quantisation.ShareBins)), into + v * T.Count);
        }

        return ((long)T.Sum(sum), (long)T.Sum(squares));
    }

    /// <summary>Squares of large numbers are summed in two parts each, so that every sum stays a whole number that is kept exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    (long Sum, Int128 Squares) TakeAmounts(T* values, nint step, double scale, short* into)
    {
        T sum = default, high = default, cross = default, low = default;
        for (var v = 0; v < vectors; v++)
        {
            var value = *(T*)((byte*)values + v * step) * T.Of(scale);
            var bounded = Elementary.Max(Elementary.Min(value, T.Of(Quantisation.LargestAmount)), T.Of(-Quantisation.LargestAmount));
            var units = Round(bounded * T.Of(Quantisation.AmountUnits));
            var upper = Round(units * T.Of(1 / HighPart));
            var lower = T.MultiplyAdd(upper, T.Of(-HighPart), units);
            sum += units;
            high = T.MultiplyAdd(upper, upper, high);
            cross = T.MultiplyAdd(upper, lower, cross);
            low = T.MultiplyAdd(lower, lower, low);
            if (into is not null)
                T.StoreWhole(AmountBin(value), into + v * T.Count);
        }

        return ((long)T.Sum(sum), ((Int128)(long)T.Sum(high) << 46) + ((Int128)(long)T.Sum(cross) << 24) + (long)T.Sum(low));
    }

    /// <summary>The lanes that count and have a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    ulong Defined(T* values, nint step, ulong used)
    {
        var numbers = 0UL;
        for (var v = 0; v < vectors; v++)
        {
            var value = *(T*)((byte*)values + v * step);
            numbers |= (ulong)T.Bits(T.Equal(value, value)) << (v * T.Count);
        }

        return numbers & used;
    }

    /// <summary>The values of some lanes, 0 in the others.</summary>
    T* Keep(T* values, nint step, ulong defined)
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            var value = ((double*)((byte*)values + lane / T.Count * step))[lane % T.Count];
            scratch[lane] = (defined >> lane & 1) != 0 ? value : 0;
        }

        return (T*)scratch;
    }

    /// <inheritdoc/>
    public override void EndBlock(int used)
    {
        statistics.Draws?.End(used);
    }

    /// <inheritdoc/>
    public override void Dispose() => memory.Dispose();

    /// <summary>Whether some bin may be too large to be put by: a count of more sites than that, or an amount of more than 10¹².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static bool MayBeLarge(SeriesKind kind, long sum, Int128 squares) => kind switch
    {
        SeriesKind.Count => sum > BinsPutBy.Largest,
        SeriesKind.Share => false,
        _ => squares >> 64 >= LargestSquareHalf,
    };

    /// <summary>Counts bins at once that are too large to be put by.</summary>
    void CountLarge(int cell, SeriesKind kind, T* values, nint step, short* into)
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            var bin = Quantisation.Bin(kind, ((double*)((byte*)values + lane / T.Count * step))[lane % T.Count]);
            if (Math.Abs(bin) <= BinsPutBy.Largest)
                continue;
            statistics.CountAtOnce(cell, bin);
            into[lane] = BinsPutBy.Undefined;
        }
    }

    static void Skip(short* into, ulong undefined)
    {
        for (; undefined != 0; undefined &= undefined - 1)
            into[System.Numerics.BitOperations.TrailingZeroCount(undefined)] = BinsPutBy.Undefined;
    }

    /// <summary>The nearest whole number, of two the even one; below 2⁵¹ in size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static T Round(T value) => (value + T.Of(RoundingMagic)) - T.Of(RoundingMagic);

    /// <summary><see cref="Quantisation.Bin"/> of amounts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static T AmountBin(T value)
    {
        var size = value & T.OfBits(MagnitudeBits);
        var octave = (T.ShiftRight(size, FractionBits) | T.OfBits(0x4330000000000000)) - T.Of(4503599627370496.0 + 1023);
        var m = ((size & T.OfBits(FractionMask)) | T.Of(1)) - T.Of(1);
        var place = T.MultiplyAdd(m * (T.Of(4) - m), T.Of(Quantisation.OctaveBins / 3), octave * T.Of(Quantisation.OctaveBins));
        var bin = T.Select(size < T.Of(1), T.Of(0), Round(place + T.Of(Quantisation.BinOffset)));
        return T.Select(value < T.Of(0), T.Of(0) - bin, bin);
    }
}
