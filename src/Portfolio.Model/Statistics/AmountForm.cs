using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Portfolio.Model.Statistics;

/// <summary>Amounts as they are, in 64 bits.</summary>
/// <typeparam name="TScale">What they count as.</typeparam>
readonly unsafe struct AmountForm<TScale> : IPackedForm
    where TScale : IAmountScale
{
    /// <summary>Squares of large numbers are summed in two halves, <c>(2²³·a + b)² = 2⁴⁶·a² + 2²⁴·ab + b²</c>, so that every sum stays a whole number that is kept exactly.</summary>
    const double HighPart = 8388608.0;

    /// <summary>Sizes up to this, 2⁸⁰⁰, have bins of 16 bits.</summary>
    const ulong LargestListed = (1023UL + 800) << FractionBits;

    const ulong FractionMask = (1UL << FractionBits) - 1;
    const int FractionBits = 52;

    /// <inheritdoc/>
    public static int Bytes => sizeof(double);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool Store(Vector512<double> values, byte* to)
    {
        values.StoreAlignedNonTemporal((double*)to);
        return !Vector512.GreaterThanAny(Vector512.Abs(values), Vector512.Create(BitConverter.UInt64BitsToDouble(LargestListed)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(ReadOnlySpan<PutByValues> batches, CellTally into)
    {
        var (sum, high, cross, low) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (least, largest) = (Vector128<short>.Zero, Vector128<short>.Zero);
        var count = 0;
        var to = into.List;
        foreach (var batch in batches)
        {
            var from = (double*)batch.Start;
            for (var end = from + batch.Count; from < end; from += EightLanes.Count)
            {
                EightLanes.Fetch(from + batch.Count);
                var values = Vector512.Load(from);
                if (Vector512.EqualsAll(values, Vector512<double>.Zero))
                {
                    count += EightLanes.Count;
                    continue;
                }

                var defined = Vector512.Equals(values, values);
                count += EightLanes.CountOf(EightLanes.To16Bits(defined.AsInt64()));
                values = (values & defined) * Vector512.Create(TScale.Factor);
                var bounded = Vector512.MaxNative(Vector512.MinNative(values, Vector512.Create(Quantisation.LargestAmount)), Vector512.Create(-Quantisation.LargestAmount));
                var units = EightLanes.Round(bounded * Vector512.Create(Quantisation.AmountUnits));
                var upper = EightLanes.Round(units * Vector512.Create(1 / HighPart));
                var lower = Vector512.FusedMultiplyAdd(upper, Vector512.Create(-HighPart), units);
                sum += units;
                high = Vector512.FusedMultiplyAdd(upper, upper, high);
                cross = Vector512.FusedMultiplyAdd(upper, lower, cross);
                low = Vector512.FusedMultiplyAdd(lower, lower, low);
                var bins = Bins(values);
                least = Vector128.Min(least, bins);
                largest = Vector128.Max(largest, bins);
                to = EightLanes.Append(to, bins, ~Vector128.Equals(bins, Vector128<short>.Zero));
            }
        }

        var squares = ((Int128)Total(high) << 46) + ((Int128)Total(cross) << 24) + Total(low);
        into.Close(new Moments(count, Total(sum), squares), to, -EightLanes.Largest(-least), EightLanes.Largest(largest));
    }

    /// <summary><see cref="Quantisation.Bin"/> of amounts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector128<short> Bins(Vector512<double> value)
    {
        var sign = value.AsUInt64() & Vector512.Create(1UL << 63);
        var size = value.AsUInt64() ^ sign;
        var octave = ((size >>> FractionBits) | Vector512.Create(0x4330000000000000UL)).AsDouble() - Vector512.Create(4503599627370496.0 + 1023);
        var m = ((size & Vector512.Create(FractionMask)) | Vector512<double>.One.AsUInt64()).AsDouble() - Vector512<double>.One;
        var place = Vector512.FusedMultiplyAdd(
            m * (Vector512.Create(4.0) - m), Vector512.Create(Quantisation.OctaveBins / 3), octave * Vector512.Create(Quantisation.OctaveBins));
        var bin = EightLanes.Round(place + Vector512.Create(Quantisation.BinOffset)).AsUInt64();
        var kept = Vector512.GreaterThanOrEqual(size.AsDouble(), Vector512<double>.One).AsUInt64() & (bin | sign);
        return EightLanes.To16Bits((kept.AsDouble() + Vector512.Create(EightLanes.Whole)).AsInt64());
    }

    /// <summary>The sum over the lanes, each a whole number of up to 2⁵³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static long Total(Vector512<double> lanes)
    {
        var total = 0L;
        for (var lane = 0; lane < EightLanes.Count; lane++)
            total += (long)lanes[lane];
        return total;
    }
}

/// <summary>How many times as much amounts count as.</summary>
interface IAmountScale
{
    /// <summary>How many times.</summary>
    static abstract double Factor { get; }
}

/// <summary>Amounts of which a whole one counts.</summary>
readonly struct WholeScale : IAmountScale
{
    /// <inheritdoc/>
    public static double Factor => 1;
}

/// <summary>Amounts of which a thousandth counts.</summary>
readonly struct FineScale : IAmountScale
{
    /// <inheritdoc/>
    public static double Factor => Quantisation.FineScale;
}
