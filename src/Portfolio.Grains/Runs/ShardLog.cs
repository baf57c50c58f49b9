using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>
/// Long shards of a run that are computed and that no checkpoint holds yet: each is kept as soon as it is there, in whatever order they come, so that with a silo only what was under way is lost. To be used
/// in a grain's turns.
/// </summary>
/// <param name="rows">Where they are kept.</param>
/// <param name="run">The run's name.</param>
sealed class ShardLog(IShardLog rows, string run)
{
    /// <summary>Of more threads, shards would be more to write than checkpoints of what they come to.</summary>
    public const int MostThreads = 8;

    /// <summary>What took less is sooner computed again than written.</summary>
    static readonly TimeSpan WorthIt = TimeSpan.FromSeconds(0.1);

    SortedSet<int>? kept;
    Task writing = Task.CompletedTask;

    /// <summary>Says that the run was never computed, so that nothing of it need be looked for.</summary>
    public void IsNew() => kept = [];

    /// <summary>Reads what is kept behind some replications: ranges that do not overlap, and between which others may be missing.</summary>
    /// <param name="done">Replications that a checkpoint holds.</param>
    /// <returns>Shards in the order of replications.</returns>
    public async Task<IReadOnlyList<ShardReport>> Read(int done)
    {
        if (kept is { Count: 0 })
            return [];
        kept = [];
        var shards = new List<ShardReport>();
        await foreach (var (first, _, body) in rows.Read(run, CancellationToken.None))
        {
            kept.Add(first);
            if (first < done)
                continue;
            var shard = ShardCodec.OfBytes(body);
            shard.IsKept = true;
            shards.Add(shard);
            done = shard.Range.End;
        }

        return shards;
    }

    /// <summary>Keeps a shard that was counted where it was computed, unless it is kept already or not worth it.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="epoch">The run's epoch.</param>
    public async Task Keep(ShardReport shard, int epoch)
    {
        if (shard.IsKept || !shard.AreCounted || shard.Took < WorthIt)
            return;
        var mine = Write(shard, epoch);
        writing = Task.WhenAll(writing, mine);
        await mine;
    }

    /// <summary>Lets go of what a checkpoint holds.</summary>
    /// <param name="before">Its replications.</param>
    public async Task LetGo(int before)
    {
        if (kept is not null && (kept.Count == 0 || kept.Min >= before))
            return;
        await rows.Delete(run, before);
        kept?.RemoveWhere(first => first < before);
    }

    /// <summary>Lets go of all of it, also of what is being written. Nothing may be kept any more.</summary>
    public async Task LetGo()
    {
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await LetGo(before: int.MaxValue);
    }

    async Task Write(ShardReport shard, int epoch)
    {
        kept?.Add(shard.Range.First);
        var body = ShardCodec.ToBytes(shard);
        await rows.Write(run, epoch, shard.Range.First, body);
        SpareMemory.GiveBack(body.Array!);
        shard.IsKept = true;
    }
}
