using Portfolio.Grains.Computing;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Runs;

/// <inheritdoc cref="IShardGrain"/>
[EvenPlacement]
sealed class ShardGrain(CompiledRuns runs, ComputePool pool, IKernel kernel, TimeProvider time) : Grain, IShardGrain
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
        return await pool.Run(token => Computed(compiled.Model, range, series, areKept, token), cancellation, compiled.Claim);
    }

    ShardReport Computed(PortfolioModel model, ReplicationRange range, IReadOnlyList<Series> series, bool areKept, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var report = !areKept && range.Count > ShardSizes.AtOnce(model)
            ? LongShard.Compute(kernel, model, range, series, cancellation)
            : ShardReport.Of(model, kernel.Simulate(model, range, series, cancellation), areKept);
        report.Took = time.GetElapsedTime(began);
        return report;
    }
}
