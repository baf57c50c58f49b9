using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Portfolio.Model.Statistics;

/// <summary>
/// How values of one kind are put by until they are counted: in as few bytes as say both their exact units and their bin, since
/// what waits goes through memory twice.
/// </summary>
unsafe interface IPackedForm
{
    /// <summary>Bytes of a value.</summary>
    static abstract int Bytes { get; }

    /// <summary>Puts by the values of eight replications; not-a-number is none.</summary>
    /// <returns>Whether each can be put by; where one cannot, what is written says nothing.</returns>
    static abstract bool Store(Vector512<double> values, byte* to);

    /// <summary>Sums a cell's values and lists their bins.</summary>
    /// <param name="batches">Where they lie: in each batch one replication after the other.</param>
    /// <param name="offset">How far behind a batch's start, for each of its replications.</param>
    /// <param name="into">Takes sums and bins.</param>
    static abstract void Gather(ReadOnlySpan<HeldBatch> batches, nint offset, CellTally into);
}

/// <summary>A batch of values put by, while it is held in place.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Replications">How many: a multiple of eight.</param>
readonly unsafe record struct HeldBatch(nint Start, int Replications)
{
    /// <summary>Where the values of a cell begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public byte* Of(nint offset) => (byte*)Start + Replications * offset;
}
