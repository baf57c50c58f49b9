using Portfolio.Grains.Computing;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Runs;

/// <inheritdoc cref="IShardGrain"/>
[EvenPlacement]
sealed class ShardGrain(CompiledRuns runs, ComputePool pool, IKernel kernel) : Grain, IShardGrain
{
    /// <inheritdoc/>
    public async Task<ShardReport> Compute(string run, int first, int count, CancellationToken cancellation)
    {
        var compiled = await runs.Get(run);
        DeactivateOnIdle();
        return await pool.Run(
            token => ShardReport.Of(compiled.Model, kernel.Simulate(compiled.Model, new ReplicationRange(first, count), compiled.Series, token), compiled.KeepsOutcomes), cancellation, compiled.Claim);
    }

    /// <inheritdoc/>
    public async Task<byte[]> Leaf(string run, int first, int count, CancellationToken cancellation)
    {
        var compiled = await runs.Get(run);
        DeactivateOnIdle();
        return await pool.Run(
            token => ShardCodec.Leaves(kernel.Simulate(compiled.Model, new ReplicationRange(first, count), [], token).Outcomes).Single().ToByteArray(), cancellation, compiled.Claim);
    }
}
