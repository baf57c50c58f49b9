using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Portfolio.Model.Statistics;

/// <summary>
/// Bins of replications that wait to be counted: batch after batch as replications come, in each batch cell after cell. A histogram is dear to fetch
/// and cheap to add to, so it is worth while to have many for it.
/// </summary>
/// <param name="cells">Number of cells.</param>
sealed class BinsPutBy(int cells)
{
    /// <summary>Stands for a value that is not defined, or that is counted elsewhere as its bin is too large.</summary>
    public const short Undefined = short.MinValue;

    /// <summary>Largest bin, of either sign, that can be put by.</summary>
    public const short Largest = short.MaxValue;

    const int MostReplications = 1024;

    const int MostBytes = 3 << 23;

    const int Ahead = 2;

    readonly List<Batch> batches = [];
    readonly Stack<short[]> spare = [];
    int replications;

    readonly record struct Batch(short[] Bins, int Size)
    {
        public Span<short> Of(int cell) => Bins.AsSpan(cell * Size, Size);
    }

    /// <summary>Whether none waits.</summary>
    public bool IsEmpty => replications == 0;

    /// <summary>Whether some more replications are too many.</summary>
    public bool Exceeds(int more) => replications > 0 && replications + more > Math.Min(MostReplications, MostBytes / sizeof(short) / Math.Max(1, cells));

    /// <summary>Begins a batch of some replications.</summary>
    public void Begin(int size)
    {
        var bins = spare.TryPop(out var used) && used.Length == cells * size ? used : GC.AllocateUninitializedArray<short>(cells * size);
        batches.Add(new Batch(bins, size));
        replications += size;
    }

    /// <summary>Where the bins of a cell's replications of the last batch go; all of it is to be written.</summary>
    public Span<short> Last(int cell) => batches[^1].Of(cell);

    /// <summary>Counts the bins of a cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Count(int cell, Histogram into)
    {
        foreach (var batch in batches)
        {
            Fetch(ref batch.Of(Math.Min(cell + Ahead, cells - 1))[0]);
            into.Add(batch.Of(cell));
        }
    }

    /// <summary>Asks for what will be counted before long, as each batch's bins come from another place.</summary>
    static unsafe void Fetch(ref short bins)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref bins));
    }

    /// <summary>Says that all are counted.</summary>
    public void Clear()
    {
        foreach (var batch in batches)
            spare.Push(batch.Bins);
        batches.Clear();
        replications = 0;
    }
}
