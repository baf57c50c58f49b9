using Portfolio.Grains.Computing;

namespace Portfolio.Grains.Runs;

/// <summary>
/// The outcomes of a run's replications on their way to the store. Where they are wanted afterwards they are stored as they come; where only a summary is, not before a checkpoint needs them to go
/// on from, which short runs never come to.
/// </summary>
/// <param name="blocks">The store.</param>
/// <param name="pool">Packs.</param>
/// <param name="run">The run's name.</param>
/// <param name="areWanted">Whether they are wanted afterwards.</param>
/// <param name="areThere">Whether some are stored already.</param>
sealed class KeptOutcomes(IOutcomeBlocks blocks, ComputePool pool, string run, bool areWanted, bool areThere)
{
    readonly Queue<ShardReport> pending = [];
    bool isStored = areThere;

    /// <summary>Takes the outcomes of a shard.</summary>
    public Task Add(ShardReport shard, CancellationToken cancellation)
    {
        pending.Enqueue(shard);
        return areWanted ? Store(cancellation) : Task.CompletedTask;
    }

    /// <summary>Stores what came and is not stored yet.</summary>
    public async Task Store(CancellationToken cancellation)
    {
        while (pending.TryPeek(out var next))
        {
            var packed = next.IsPacked ? next.Packed : await pool.Tend(() => next.Packed, cancellation);
            await blocks.Write(run, next.Range.First, packed);
            pending.Dequeue().GiveBackPacked();
            isStored = true;
        }
    }

    /// <summary>Removes what is not wanted once all is summarised.</summary>
    public Task Settle()
    {
        pending.Clear();
        return areWanted || !isStored ? Task.CompletedTask : blocks.Delete(run);
    }
}
