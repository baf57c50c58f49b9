using Portfolio.Grains.Computing;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Runs;

/// <inheritdoc cref="IShardGrain"/>
[EvenPlacement]
sealed class ShardGrain(CompiledRuns runs, ComputePool pool, IKernel kernel) : Grain, IShardGrain
{
    /// <inheritdoc/>
    public Task<ShardReport> Compute(string run, int first, int count, CancellationToken cancellation) =>
        Compute(run, new ReplicationRange(first, count), onlyOutcomes: false, cancellation);

    /// <inheritdoc/>
    public Task<ShardReport> ComputeOutcomes(string run, int first, int count, CancellationToken cancellation) =>
        Compute(run, new ReplicationRange(first, count), onlyOutcomes: true, cancellation);

    async Task<ShardReport> Compute(string run, ReplicationRange range, bool onlyOutcomes, CancellationToken cancellation)
    {
        var compiled = await runs.Get(run);
        var (series, areKept) = onlyOutcomes ? ([], true) : (compiled.Series, compiled.KeepsOutcomes);
        DeactivateOnIdle();
        return await pool.Run(token => ShardReport.Of(compiled.Model, kernel.Simulate(compiled.Model, range, series, token), areKept), cancellation, compiled.Claim);
    }
}
