using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Runs;

/// <summary>Recomputes blocks of a run's replications, on whatever silos there are, and compares them with what was kept.</summary>
public sealed class RunVerifier(IGrainFactory grains, RunOutcomes outcomes, IClusterMembershipService cluster, ComputePool pool, TimeProvider time, ILogger<RunVerifier> log)
{
    /// <summary>Verifies blocks.</summary>
    /// <param name="run">The run's resource name.</param>
    /// <param name="choose">Chooses blocks, given how many there are.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusedException">There is no such run, or it has not succeeded.</exception>
    public async Task<RunVerification> Verify(string run, Func<int, IReadOnlyList<int>> choose, CancellationToken cancellation)
    {
        var grain = grains.GetGrain<IRunGrain>(run);
        var state = await Persist(run, _ => grain.ReadPlan(), cancellation);
        if (state.Run.State != State.Succeeded)
            throw new RefusedException(Refusal.FailedPrecondition, run, $"its state is {state.Run.State}, and only what has succeeded has a digest to be verified");
        var leaves = (await Persist(run, _ => grain.ReadLeaves(), cancellation)).Leaves;
        var model = await pool.Run(_ => CompiledRun.Of(state.Run, state.Plan).Model, cancellation);
        var blocks = choose(leaves.Count);
        var found = new VerifiedBlock[blocks.Count];
        var most = new ParallelOptions { MaxDegreeOfParallelism = 2 * pool.Threads * SiloShares.Silos(cluster), CancellationToken = cancellation };
        await Parallel.ForEachAsync(Enumerable.Range(0, blocks.Count), most, async (i, token) => found[i] = await Verify(state.Run, model, leaves, blocks[i], token));
        return RunProof.Of(state.Run, found);
    }

    async Task<VerifiedBlock> Verify(Run run, PortfolioModel model, IReadOnlyList<ByteString> leaves, int block, CancellationToken cancellation)
    {
        var first = block * ShardCodec.LeafSize;
        var count = Math.Min(ShardCodec.LeafSize, run.ReplicationsDone - first);
        var recomputed = await Persist(run.Name, _ => Leaf(run, first, count, cancellation), cancellation);
        var path = HashTree.Path(leaves, block);
        var verified = new VerifiedBlock
        {
            Block = block,
            FirstReplication = first,
            Count = count,
            Leaf = leaves[block],
            RecomputedLeaf = recomputed,
            RecomputedEqual = leaves[block] == recomputed,
            StoredEqual = run.KeepOutcomes && await StoredLeaf(run, model, first, cancellation) == leaves[block],
            InDigest = RunProof.IsInDigest(run, leaves, block, path),
        };
        verified.Path.AddRange(path.Select(step => new ProofStep { Hash = ByteString.CopyFrom(step.Hash), IsLeft = step.IsLeft }));
        return verified;
    }

    /// <summary>Asks again what a silo that was lost did not answer.</summary>
    Task<T> Persist<T>(string run, Func<int, Task<T>> ask, CancellationToken cancellation) =>
        Persistence.Persist(ask, (exception, attempt) => log.VerificationRetried(exception, run, attempt), time, cancellation);

    async Task<ByteString> Leaf(Run run, int first, int count, CancellationToken cancellation)
    {
        var computed = await grains.GetGrain<IShardGrain>($"{run.Name}/verify/{first}/{Guid.NewGuid():N}").ComputeOutcomes(run.Name, first, count, cancellation);
        computed.GiveBack();
        return computed.Leaves.Single();
    }

    /// <summary>The leaf of the outcomes that were kept; null where they are missing.</summary>
    async Task<ByteString?> StoredLeaf(Run run, PortfolioModel model, int first, CancellationToken cancellation)
    {
        if (await outcomes.Holding(run, first, cancellation) is not { } packed)
            return null;
        return await pool.Run(_ => Leaf(model, packed, (first - packed.First) / ShardCodec.LeafSize), cancellation);
    }

    static ByteString? Leaf(PortfolioModel model, PackedOutcomes packed, int index) =>
        ShardCodec.Leaves(packed.Decode(new Subjects(model).Count, model.Targets.Count)).ElementAtOrDefault(index);
}
