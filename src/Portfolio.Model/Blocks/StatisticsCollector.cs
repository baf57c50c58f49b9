using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
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

    /// <summary>Square of the upper half of an amount that counts as no larger, and so may be much larger: of 10¹².</summary>
    const long LargestSquare = 1L << 46;

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
        statistics.Begin(lanes);
        statistics.Draws?.Begin(first, used);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Take(int series, int subject, int month, T* values, nint step, ulong used)
    {
        var cell = statistics.Cell(series, subject, month);
        var defined = Defined(values, step, used);
        if (defined != all)
        {
            values = Keep(values, step, defined);
            step = sizeof(T);
        }

        fixed (OpenMoments* moments = &statistics.Open(cell))
        fixed (short* into = statistics.Bins(cell))
        {
            Fetch(moments, into);
            moments->Count += BitOperations.PopCount(defined);
            var mayBeLarge = kinds[series] switch
            {
                SeriesKind.Count => TakeCounts(values, step, moments, into),
                SeriesKind.Share => TakeShares(values, step, moments, into),
                SeriesKind.Amount => TakeAmounts(values, step, 1, moments, into),
                _ => TakeAmounts(values, step, Quantisation.FineScale, moments, into),
            };
            if (into is not null && mayBeLarge)
                CountLarge(cell, kinds[series], values, step, into);
            if (into is not null && defined != all)
                Skip(into, ~defined & all);
        }

        if (statistics.Draws is { } draws)
            TakeDraws(draws, cell, kinds[series], values, step, defined);
    }

    /// <summary>Asks for the cell behind one, which is the same series of the next subject: it will be taken before long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void Fetch(OpenMoments* moments, short* into)
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch0(moments + 1);
        if (into is not null)
            Sse.Prefetch0(into + lanes);
    }

    /// <summary>Adds lane after lane to the draws of the parameters they belong to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void TakeDraws(DrawSums draws, int cell, SeriesKind kind, T* values, nint step, ulong defined)
    {
        for (; defined != 0; defined &= defined - 1)
        {
            var lane = BitOperations.TrailingZeroCount(defined);
            var value = ((double*)((byte*)values + lane / T.Count * step))[lane % T.Count];
            draws.Add(cell, lane, Quantisation.ToUnits(kind, value));
        }
    }

    /// <summary>Adds whole numbers.</summary>
    /// <returns>Whether some bin may be too large to be put by.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    bool TakeCounts(T* values, nint step, OpenMoments* moments, short* into)
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

        var total = (long)T.Sum(sum);
        moments->Sum += total;
        moments->Low += (long)T.Sum(squares);
        return total > BinsPutBy.Largest;
    }

    /// <summary>Adds shares, whose bins are never too large.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    bool TakeShares(T* values, nint step, OpenMoments* moments, short* into)
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

        moments->Sum += (long)T.Sum(sum);
        moments->Low += (long)T.Sum(squares);
        return false;
    }

    /// <summary>Adds amounts. Squares of large numbers are summed in two parts each, so that every sum stays a whole number that is kept exactly.</summary>
    /// <returns>Whether some bin may be too large to be put by.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    bool TakeAmounts(T* values, nint step, double scale, OpenMoments* moments, short* into)
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

        var squares = (long)T.Sum(high);
        moments->Sum += (long)T.Sum(sum);
        moments->High += squares;
        moments->Cross += (long)T.Sum(cross);
        moments->Low += (long)T.Sum(low);
        return squares >= LargestSquare;
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    public override void Dispose()
    {
        statistics.Close();
        memory.Dispose();
    }

    /// <summary>Counts bins at once that are too large to be put by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Skip(short* into, ulong undefined)
    {
        for (; undefined != 0; undefined &= undefined - 1)
            into[BitOperations.TrailingZeroCount(undefined)] = BinsPutBy.Undefined;
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
