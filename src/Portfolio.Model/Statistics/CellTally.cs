using System.Runtime.CompilerServices;

namespace Portfolio.Model.Statistics;

/// <summary>What the values of a cell that were put by come to: their sums, and a list of their bins without the one that most are in, which follows by subtraction.</summary>
/// <param name="most">Values it has room for.</param>
sealed unsafe class CellTally(int most)
{
    /// <summary>Values that may be written, or read, behind the end of the list: what one instruction takes.</summary>
    const int Beyond = 32;

    // Held in place, as lists are written and read by address.
    readonly short[] list = GC.AllocateUninitializedArray<short>(most + Beyond, pinned: true);

    /// <summary>The bin that is not listed.</summary>
    public short Usual { get; private set; }

    /// <summary>Where the list begins.</summary>
    public short* List => (short*)Unsafe.AsPointer(ref list[0]);

    /// <summary>Bins listed.</summary>
    public int Listed { get; private set; }

    /// <summary>Sums of the values that are defined.</summary>
    public Moments Moments { get; private set; }

    /// <summary>No bin is less.</summary>
    public int Least { get; private set; }

    /// <summary>No bin is larger.</summary>
    public int Largest { get; private set; }

    /// <summary>How often the bin occurs that is not listed.</summary>
    public int TimesUsual => Moments.Count - Listed;

    /// <summary>Gathers a cell.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="usual">The bin that most of its values are in.</param>
    /// <param name="batches">Where its values lie.</param>
    /// <param name="offset">How far behind a batch's start, for each of its replications.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(SeriesKind kind, short usual, ReadOnlySpan<HeldBatch> batches, nint offset)
    {
        Usual = usual;
        switch (kind)
        {
            case SeriesKind.Count:
                CountForm.Gather(batches, offset, this);
                break;
            case SeriesKind.Share:
                ShareForm.Gather(batches, offset, this);
                break;
            case SeriesKind.Amount:
                AmountForm<WholeScale>.Gather(batches, offset, this);
                break;
            default:
                AmountForm<FineScale>.Gather(batches, offset, this);
                break;
        }
    }

    /// <summary>Gathers nothing.</summary>
    public void Clear() => Moments = default;

    /// <summary>Says what was gathered.</summary>
    /// <param name="moments">The sums.</param>
    /// <param name="end">Where the list ends.</param>
    /// <param name="least">No bin is less.</param>
    /// <param name="largest">No bin is larger.</param>
    public void Close(Moments moments, short* end, int least, int largest) =>
        (Moments, Listed, Least, Largest) = (moments, (int)(end - List), Math.Min(least, Usual), Math.Max(largest, Usual));
}
