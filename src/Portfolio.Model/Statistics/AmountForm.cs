using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Portfolio.Model.Statistics;

/// <summary>Amounts as they are, in 64 bits.</summary>
/// <typeparam name="TScale">What they count as.</typeparam>
readonly unsafe struct AmountForm<TScale> : IPackedForm
    where TScale : IAmountScale
{
    /// <summary>Added to an amount it rounds it to whole units, of two to the even one.</summary>
    const double ToUnits = EightLanes.Whole / Quantisation.AmountUnits;

    /// <summary>Units of the upper half of an amount. Squares are summed in two halves, <c>(2²³·a + b)² = 2⁴⁶·a² + 2²⁴·ab + b²</c>, so that every sum stays a whole number that is kept exactly.</summary>
    const double UpperUnits = 8388608.0;

    /// <summary>Added to an amount it leaves the upper half.</summary>
    const double ToUpper = ToUnits * UpperUnits;

    /// <inheritdoc/>
    public static int Bytes => sizeof(double);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool Store(Vector512<double> values, byte* to)
    {
        values.StoreAlignedNonTemporal((double*)to);
        return !Vector512.GreaterThanAny(Vector512.Abs(values), Vector512.Create(Quantisation.LargestAmount / TScale.Factor));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(ReadOnlySpan<HeldBatch> batches, nint offset, CellTally into)
    {
        var (sum, high, cross, low) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (least, largest) = (Vector128<short>.Zero, Vector128<short>.Zero);
        var count = 0;
        var to = into.List;
        foreach (var batch in batches)
        {
            var from = (double*)batch.Of(offset);
            for (var end = from + batch.Replications; from < end; from += EightLanes.Count)
            {
                Near.Fetch(from + batch.Replications);
                var values = Vector512.Load(from);
                count += BitOperations.PopCount(Vector512.Equals(values, values).ExtractMostSignificantBits());
                values &= Vector512.Equals(values, values);
                values *= Vector512.Create(TScale.Factor);
                var units = (values + Vector512.Create(ToUnits)) - Vector512.Create(ToUnits);
                var upper = (units + Vector512.Create(ToUpper)) - Vector512.Create(ToUpper);
                var lower = units - upper;
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

        var squares = ((Int128)Squares(high, UpperUnits * UpperUnits) << 46) + ((Int128)Squares(cross, UpperUnits) << 24) + Squares(low, 1);
        into.Close(new Moments(count, Total(sum, Quantisation.AmountUnits), squares), to, -EightLanes.Largest(-least), EightLanes.Largest(largest));
    }

    /// <summary><see cref="Quantisation.Bin"/> of amounts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector128<short> Bins(Vector512<double> value)
    {
        var sign = value.AsUInt64() & Vector512.Create(1UL << 63);
        var m = EightLanes.Fraction(value);
        var place = Vector512.FusedMultiplyAdd(
            m * (Vector512.Create(4.0) - m), Vector512.Create(Quantisation.OctaveBins / 3), EightLanes.Octave(value) * Vector512.Create(Quantisation.OctaveBins));
        var bin = (place + Vector512.Create(Quantisation.BinOffset)).AsUInt64() | sign;
        var kept = bin & Vector512.GreaterThanOrEqual(Vector512.Abs(value), Vector512<double>.One).AsUInt64();
        return EightLanes.To16Bits((kept.AsDouble() + Vector512.Create(EightLanes.Whole)).AsInt64());
    }

    static long Squares(Vector512<double> amounts, double parts) => Total(amounts, Quantisation.AmountUnits * Quantisation.AmountUnits / parts);

    /// <summary>The sum over the lanes, in units of which an amount has so many; in each lane they are whole, and no more than 2⁵³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static long Total(Vector512<double> amounts, double units) => Vector512.Sum(Vector512.ConvertToInt64Native(amounts * Vector512.Create(units)));
}
