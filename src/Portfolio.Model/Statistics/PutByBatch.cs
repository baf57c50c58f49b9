using System.Buffers;
using System.Runtime.CompilerServices;

namespace Portfolio.Model.Statistics;

/// <summary>The values of some replications that wait to be counted, in memory that is used again and again.</summary>
sealed unsafe class PutByBatch
{
    const int Line = 64;

    // Batches begin at different places within the caches: a cell is read from all of them at once, and would be in the way of itself.
    const int Steps = 32;
    const int StepLines = 5;

    static uint made;

    readonly byte[] memory;
    readonly int skipped;
    MemoryHandle pin;

    /// <summary>A batch that is held in place.</summary>
    /// <param name="replications">How many replications, a multiple of eight.</param>
    /// <param name="bytes">Bytes of each.</param>
    public PutByBatch(int replications, int bytes)
    {
        Replications = replications;
        memory = SpareMemory.Take(checked(replications * bytes + (1 + Steps * StepLines) * Line));
        pin = memory.AsMemory().Pin();
        skipped = (int)(-(nint)pin.Pointer & (Line - 1)) + (int)(Interlocked.Increment(ref made) % Steps) * StepLines * Line;
    }

    /// <summary>How many replications.</summary>
    public int Replications { get; }

    /// <summary>Where the values of a cell lie while the batch is held in place: at a cache line's begin when it was made, if it is the first cell of a series.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public byte* Of(nint offset) => (byte*)pin.Pointer + skipped + Replications * offset;

    /// <summary>Holds it in place.</summary>
    public void Hold() => pin = memory.AsMemory().Pin();

    /// <summary>Holds it no longer.</summary>
    public void LetGo() => pin.Dispose();

    /// <summary>Gives its memory back; nothing may be read from it any more.</summary>
    public void Return() => SpareMemory.GiveBack(memory);
}
