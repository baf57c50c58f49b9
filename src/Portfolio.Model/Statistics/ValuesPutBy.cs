using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Portfolio.Model.Statistics;

/// <summary>
/// Values of replications that wait to be counted, batch after batch as they come. A cell's sums and histogram are dear to fetch and cheap
/// to add to, so it is worth while to have many values for it; and what is not read soon is written past the caches.
/// </summary>
/// <param name="bytes">Bytes of a replication.</param>
sealed unsafe class ValuesPutBy(int bytes)
{
    /// <summary>No more replications wait, however few bytes they take: eight lanes of as many squares of 2⁴⁶ are still summed exactly in double precision.</summary>
    public const int Most = 512;

    // So much waits; or as much as few replications take, if that is not too much; or the fewest. To fetch a cell for fewer costs more than to count what waits for it.
    const int MostBytes = 36 << 20;
    const int Few = 256;
    const int MostBytesOfFew = 256 << 20;
    const int Fewest = 128;

    readonly List<PutByBatch> batches = [];

    HeldBatch[] held = [];

    int replications;

    /// <summary>So many replications of this size wait at the most.</summary>
    public int MostReplications { get; } = Math.Clamp(MostBytes / Math.Max(1, bytes), Math.Clamp(MostBytesOfFew / Math.Max(1, bytes), Fewest, Few), Most);

    /// <summary>Batches that wait.</summary>
    public int Batches => batches.Count;

    /// <summary>Whether some more replications are too many.</summary>
    public bool Exceeds(int more) => replications > 0 && replications + more > MostReplications;

    /// <summary>Whether those of others are too many.</summary>
    public bool Exceeds(ValuesPutBy others) => Exceeds(others.replications);

    /// <summary>Begins a batch of some replications, a multiple of eight.</summary>
    public void Begin(int size)
    {
        batches.Add(new PutByBatch(size, bytes));
        replications += size;
    }

    /// <summary>Where a cell's values of the last batch go.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public byte* Place(nint offset) => batches[^1].Of(offset);

    /// <summary>Says that the last batch is written, for all threads to see.</summary>
    public void End()
    {
        if (Sse.IsSupported)
            Sse.StoreFence();
        batches[^1].LetGo();
    }

    /// <summary>Takes what others have, who have it no longer.</summary>
    public void TakeFrom(ValuesPutBy others)
    {
        batches.AddRange(others.batches);
        replications += others.replications;
        others.batches.Clear();
        others.replications = 0;
    }

    /// <summary>Holds all batches in place, to read from them.</summary>
    public void Hold()
    {
        batches.ForEach(batch => batch.Hold());
        held = [.. batches.Select(batch => new HeldBatch((nint)batch.Of(0), batch.Replications))];
    }

    /// <summary>Holds them no longer.</summary>
    public void LetGo()
    {
        batches.ForEach(batch => batch.LetGo());
        held = [];
    }

    /// <summary>All batches but some first ones; they must be held.</summary>
    public ReadOnlySpan<HeldBatch> HeldBut(int first) => held.AsSpan(first);

    /// <summary>Says that all are counted.</summary>
    public void Clear()
    {
        batches.ForEach(batch => batch.Return());
        batches.Clear();
        replications = 0;
    }
}
