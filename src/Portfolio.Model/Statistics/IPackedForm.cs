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
    /// <param name="batches">Where they lie: of each batch the cell's values, one replication after the other.</param>
    /// <param name="into">Takes sums and bins.</param>
    static abstract void Gather(ReadOnlySpan<PutByValues> batches, CellTally into);
}

/// <summary>The values of a cell in one batch.</summary>
/// <param name="Start">The first.</param>
/// <param name="Count">How many: a multiple of eight.</param>
readonly unsafe record struct PutByValues(nint Start, int Count);
