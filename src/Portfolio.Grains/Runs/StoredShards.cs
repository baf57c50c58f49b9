using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Runs;

/// <summary>Finds outcomes among those that are stored shard by shard.</summary>
static class StoredShards
{
    /// <summary>The stored shard that holds a replication of a run, and its first replication; null where there is none.</summary>
    /// <remarks>No shard is longer than the run's shard size, so that the one wanted begins less than that before the replication.</remarks>
    public static async Task<(int First, byte[] Outcomes)?> Holding(this IOutcomeBlocks stored, Run run, int replication, CancellationToken cancellation)
    {
        (int, byte[])? found = null;
        await foreach (var shard in stored.Read(run.Name, Math.Max(0, replication - run.ShardSize + 1), cancellation))
        {
            if (shard.FirstReplication > replication)
                break;
            found = shard;
        }

        return found;
    }
}
