using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Portfolio.Model.Statistics;

/// <summary>Whole numbers from 0 to 32,767, in 16 bits: the number is its own unit and its own bin. What is less stands for none.</summary>
readonly unsafe struct CountForm : IPackedForm
{
    /// <inheritdoc/>
    public static int Bytes => sizeof(short);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool Store(Vector512<double> values, byte* to)
    {
        var numbers = Vector512.ConditionalSelect(Vector512.Equals(values, values), values, Vector512.Create(-1.0));
        EightLanes.To16Bits((numbers + Vector512.Create(EightLanes.Whole)).AsInt64()).StoreAlignedNonTemporal((short*)to);
        return !Vector512.GreaterThanAny(values, Vector512.Create((double)short.MaxValue));
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
            var from = (short*)batch.Of(offset);
            for (var end = from + batch.Replications; from < end; from += EightLanes.Count)
            {
                Near.Fetch(from + batch.Replications);
                var bins = Vector128.Load(from);
                var units = EightLanes.Widen(Vector128.Max(bins, Vector128<short>.Zero));
                sum += units;
                squares += units * units;
                largest = Vector128.Max(largest, bins);
                count += EightLanes.CountOf(Vector128.GreaterThanOrEqual(bins, Vector128<short>.Zero));
                to = EightLanes.Append(to, bins, Vector128.GreaterThanOrEqual(bins, Vector128<short>.Zero) & ~Vector128.Equals(bins, usual));
            }
        }

        into.Close(new Moments(count, Vector512.Sum(sum), Vector512.Sum(squares)), to, 0, EightLanes.Largest(largest));
    }
}
