using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;

namespace Portfolio.Grains.Runs;

/// <summary>Outcomes of some replications, packed. What a server kept that was lost may lie across what was kept by the one that went on.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Packed">All of them (<see cref="OutcomeCodec"/>).</param>
/// <param name="Before">How many of them were read before.</param>
public readonly record struct PackedOutcomes(int First, byte[] Packed, int Before);

/// <summary>
/// The outcomes of a run's single replications, packed: read where the run keeps them, else computed again on whatever silos there are, and compared with the hashes that it kept of them.
/// </summary>
public sealed class RunOutcomes(IGrainFactory grains, IOutcomeBlocks blocks, IClusterMembershipService cluster, ComputePool pool, TimeProvider time, ILogger<RunOutcomes> log)
{
    /// <summary>Outcomes of all that is done, in the order of replications. Of a run that goes on meanwhile there may be some more.</summary>
    /// <exception cref="RefusedException">What is computed now is not what the run found.</exception>
    public async IAsyncEnumerable<PackedOutcomes> Read(Run run, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var shards = run.KeepOutcomes ? blocks.Read(run.Name, cancellation) : Again(run, 0, run.ReplicationsDone, Math.Min(run.ShardSize, ShardSizes.MostOutcomes), cancellation);
        var read = 0;
        await foreach (var (first, packed) in shards)
        {
            var end = first + OutcomeCodec.Rows(packed);
            if (end <= read)
                continue;
            yield return new PackedOutcomes(first, packed, Math.Max(0, read - first));
            read = end;
        }
    }

    /// <summary>Outcomes of some replications, one of which is wanted; null where they are missing from the store.</summary>
    /// <exception cref="RefusedException">What is computed now is not what the run found.</exception>
    public async Task<(int FirstReplication, byte[] Outcomes)?> Holding(Run run, int replication, CancellationToken cancellation)
    {
        var block = replication / ShardCodec.LeafSize * ShardCodec.LeafSize;
        return run.KeepOutcomes
            ? await Stored(run, replication, cancellation)
            : await Again(run, block, Math.Min(block + ShardCodec.LeafSize, run.ReplicationsDone), ShardCodec.LeafSize, cancellation).SingleAsync(cancellation);
    }

    /// <summary>No shard is longer than the run's shard size, so that the one wanted begins less than that before the replication.</summary>
    async Task<(int, byte[])?> Stored(Run run, int replication, CancellationToken cancellation)
    {
        (int, byte[])? found = null;
        await foreach (var shard in blocks.Read(run.Name, Math.Max(0, replication - run.ShardSize + 1), cancellation))
        {
            if (shard.FirstReplication > replication)
                break;
            if (shard.FirstReplication + OutcomeCodec.Rows(shard.Body) > replication)
                found = shard;
        }

        return found;
    }

    async IAsyncEnumerable<(int, byte[])> Again(Run run, int first, int end, int size, [EnumeratorCancellation] CancellationToken cancellation)
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
            yield return (shard.Range.First, outcomes);
        }
    }

    static RefusedException NotTheSame(Run run, ShardReport shard) => new(
        Refusal.FailedPrecondition, run.Name, $"keeps no outcomes, and replications {shard.Range.First} to {shard.Range.End - 1}, computed again {RunEngines.Text(run)}, are not those that it found");
}
