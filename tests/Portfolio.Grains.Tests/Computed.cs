using Portfolio.Grains.Runs;
using Portfolio.Model.Blocks;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Tests;

/// <summary>What shards of <see cref="Some.Run"/> come to as servers compute them, by the vector kernel.</summary>
static class Computed
{
    /// <summary>The run, compiled.</summary>
    public static CompiledRun Run { get; } = CompiledRun.Of(Some.Run(), Some.Plan());

    /// <summary>A range of replications: the values wait where they are few, and of more some are counted.</summary>
    public static RangeResult Range(int first, int count) =>
        new VectorKernel().Simulate(Run.Model, new ReplicationRange(first, count), Run.Series, CancellationToken.None);
}
