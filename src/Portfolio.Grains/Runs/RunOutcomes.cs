using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;

namespace Portfolio.Grains.Runs;

/// <summary>
/// The outcomes of a run's single replications, packed: read where the run keeps them, else computed again on whatever silos there are, and compared with the hashes that it kept of them.
/// </summary>
public sealed class RunOutcomes(IGrainFactory grains, IOutcomeBlocks blocks, IClusterMembershipService cluster, ComputePool pool, TimeProvider time, ILogger<RunOutcomes> log)
{
    /// <summary>Outcomes of all that is done, in the order of replications.</summary>
    /// <exception cref="RefusedException">What is computed now is not what the run found.</exception>
    public IAsyncEnumerable<PackedOutcomes> Read(Run run, CancellationToken cancellation) => run.KeepOutcomes
        ? KeptOutcomes.Latest(blocks.Read(run.Name, cancellation), run.ReplicationsDone)
        : Again(run, 0, run.ReplicationsDone, Math.Min(run.ShardSize, ShardSizes.MostOutcomes), cancellation);

    /// <summary>Outcomes of some replications, one of which is wanted; null where they are missing from the store.</summary>
    /// <exception cref="RefusedException">What is computed now is not what the run found.</exception>
    public async Task<PackedOutcomes?> Holding(Run run, int replication, CancellationToken cancellation)
    {
        var block = replication / ShardCodec.LeafSize * ShardCodec.LeafSize;
        return run.KeepOutcomes
            ? await Stored(run, replication, cancellation)
            : await Again(run, block, Math.Min(block + ShardCodec.LeafSize, run.ReplicationsDone), ShardCodec.LeafSize, cancellation).SingleAsync(cancellation);
    }

    /// <summary>No shard is longer than the run's shard size, so that the one wanted begins less than that before the replication.</summary>
    async Task<PackedOutcomes?> Stored(Run run, int replication, CancellationToken cancellation)
    {
        var from = Math.Max(0, replication - run.ShardSize + 1);
        await foreach (var packed in KeptOutcomes.Latest(blocks.Read(run.Name, from, cancellation), run.ReplicationsDone))
        {
            if (packed.First + packed.Count > replication)
                return packed.First <= replication ? packed : null;
        }

        return null;
    }

    async IAsyncEnumerable<PackedOutcomes> Again(Run run, int first, int end, int size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var leaves = (await grains.GetGrain<IRunGrain>(run.Name).ReadLeaves()).Leaves;
        var shards = new ShardsInOrder(cluster, pool, time, log, $"{run.Name}/again", ShardSizes.Longest);
        var computed = shards.Compute(
            ShardCut.Of(first, end, size, fitting: shards.Fitting),
            (key, range, token) => grains.GetGrain<IShardGrain>(key).ComputeOutcomes(run.Name, range.First, range.Count, token),
            enough: CancellationToken.None,
            cancellation);
        await foreach (var shard in computed)
        {
            if (!shard.Leaves.SequenceEqual(leaves.Skip(shard.Range.First / ShardCodec.LeafSize).Take(shard.Leaves.Count)))
                throw NotTheSame(run, shard);
            var outcomes = shard.Packed.ToArray();
            shard.GiveBack();
            yield return new PackedOutcomes(shard.Range.First, shard.Range.Count, outcomes);
        }
    }

    static RefusedException NotTheSame(Run run, ShardReport shard) => new(
        Refusal.FailedPrecondition, run.Name, $"keeps no outcomes, and replications {shard.Range.First} to {shard.Range.End - 1}, computed again {RunEngines.Text(run)}, are not those that it found");
}
