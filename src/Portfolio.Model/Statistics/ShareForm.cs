using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Portfolio.Model.Statistics;

/// <summary>
/// Shares, which lie in [0, 1] up to a rounding error, in 32 bits: the number of whole parts of 2⁻³⁰, made odd where something is left over. So nothing that is not half a
/// unit, or half a bin, is taken for it, and both are rounded as the share itself would be. What is less than 0 stands for none.
/// </summary>
readonly unsafe struct ShareForm : IPackedForm
{
    const int PartBits = 30;
    const int PartsOfUnit = PartBits - 23;
    const int PartsOfBin = PartBits - 8;

    /// <summary>What stands for none, as a share: so far below 0 that its bin is, too.</summary>
    const double None = -1;

    /// <inheritdoc/>
    public static int Bytes => sizeof(int);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool Store(Vector512<double> values, byte* to)
    {
        var within = Vector512.MinNative(Vector512.MaxNative(values, Vector512<double>.Zero), Vector512.Create(1.5));
        var parts = Vector512.ConditionalSelect(Vector512.Equals(values, values), within, Vector512.Create(None)) * Vector512.Create((double)(1 << PartBits));
        var whole = Vector512.Floor(parts);
        var rest = Vector512.AndNot(Vector512<long>.One, Vector512.Equals(whole, parts).AsInt64());
        EightLanes.To32Bits((whole + Vector512.Create(EightLanes.Whole)).AsInt64() | rest).StoreAlignedNonTemporal((int*)to);
        return true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(ReadOnlySpan<HeldBatch> batches, nint offset, CellTally into)
    {
        var (sum, squares) = (Vector512<long>.Zero, Vector512<long>.Zero);
        var largest = Vector128<short>.Zero;
        var usual = Vector128.Create(into.Usual);
        var count = 0;
        var to = into.List;
        foreach (var batch in batches)
        {
            var from = (int*)batch.Of(offset);
            for (var end = from + batch.Replications; from < end; from += EightLanes.Count)
            {
                Near.Fetch(from + batch.Replications);
                var parts = Vector256.Load(from);
                var units = EightLanes.Widen(Rounded(Vector256.Max(parts, Vector256<int>.Zero), PartsOfUnit));
                sum += units;
                squares += units * units;
                var bins = EightLanes.To16Bits(Rounded(parts, PartsOfBin));
                largest = Vector128.Max(largest, bins);
                count += EightLanes.CountOf(Vector128.GreaterThanOrEqual(bins, Vector128<short>.Zero));
                to = EightLanes.Append(to, bins, Vector128.GreaterThanOrEqual(bins, Vector128<short>.Zero) & ~Vector128.Equals(bins, usual));
            }
        }

        into.Close(new Moments(count, Vector512.Sum(sum), Vector512.Sum(squares)), to, 0, EightLanes.Largest(largest));
    }

    /// <summary>So many parts each as one, to the nearest, of two the even one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector256<int> Rounded(Vector256<int> parts, int bits) =>
        (parts + Vector256.Create((1 << (bits - 1)) - 1) + ((parts >>> bits) & Vector256<int>.One)) >> bits;
}
