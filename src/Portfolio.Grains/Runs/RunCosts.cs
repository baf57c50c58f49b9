using Google.Protobuf.WellKnownTypes;
using Portfolio.Analysis.Stopping;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Runs;

/// <summary>What runs cost, before they start, by a small part of each.</summary>
public sealed class RunCosts(ComputePool pool, IKernel kernel, SampleTimer timer)
{
    const int MostSampled = 256;

    /// <summary>Statistics of more replications than were sampled fill more bins; how many is bounded.</summary>
    const int RoomForBins = 2;

    /// <summary>The cost of a run.</summary>
    /// <param name="run">The run, complete.</param>
    /// <param name="plan">What it computes.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<RunCost> Of(Run run, RunPlan plan, CancellationToken cancellation)
    {
        var compiled = await pool.Run(_ => CompiledRun.Of(run, plan), cancellation);
        var cost = await pool.Run(token => Weighed(run, compiled, token), cancellation);
        cost.Replications = run.Replications;
        cost.InitiativeMonths = (double)compiled.Model.Initiatives.Count * compiled.Model.Months * run.Replications;
        cost.ExpectedTime = Duration.FromTimeSpan(await timer.Expected(
            run.Replications, run.ShardSize, (range, token) => kernel.Simulate(compiled.Model, range, compiled.Series, token), cancellation));
        return cost;
    }

    /// <summary>Bytes by what a sample really takes: what a thread allocates is the upper end of what it holds.</summary>
    RunCost Weighed(Run run, CompiledRun compiled, CancellationToken cancellation)
    {
        var sampled = Math.Min(MostSampled, run.Replications);
        var (atFirst, count) = (GC.GetAllocatedBytesForCurrentThread(), sampled);
        var sample = kernel.Simulate(compiled.Model, new ReplicationRange(0, count), compiled.Series, cancellation);
        var simulated = GC.GetAllocatedBytesForCurrentThread();
        var merged = new MergedRun(compiled, new RunCheckpoint());
        merged.Merge(sample);
        var held = GC.GetAllocatedBytesForCurrentThread() - simulated;
        var outcomes = run.KeepOutcomes ? (double)OutcomeCodec.Encode(sample.Outcomes).Count / count * run.Replications : 0;
        var cost = new RunCost
        {
            StoredBytes = (long)outcomes + RoomForBins * merged.Complete([]).CalculateSize(),
            MemoryBytes = RoomForBins * held + 2 * pool.Threads * (simulated - atFirst) * Math.Max(1, run.ShardSize / count),
        };
        if (run.Until is { Within.Count: > 0 } until)
            cost.ExpectedReplications = (int)Math.Min(run.Replications, PrecisionRule.Of(until, compiled.Model).Expected(merged.Outcomes));
        return cost;
    }
}
