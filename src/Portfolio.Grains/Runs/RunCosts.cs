using Google.Protobuf.WellKnownTypes;
using Portfolio.Analysis.Stopping;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Model.Simulation;
using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>What runs cost, before they start, by a small part of each.</summary>
public sealed class RunCosts(ComputePool pool, IKernel kernel, SampleTimer timer)
{
    const int MostSampled = 256;

    /// <summary>Shards of a thread that are under way, as many as <see cref="ShardsInOrder"/> keeps there.</summary>
    const int ShardsOfThread = 2;

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
            run.Replications, Math.Min(run.ShardSize, ShardSizes.AtOnce(compiled.Model)), (range, token) => kernel.Simulate(compiled.Model, range, compiled.Series, token), cancellation));
        return cost;
    }

    RunCost Weighed(Run run, CompiledRun compiled, CancellationToken cancellation)
    {
        var count = Math.Min(MostSampled, run.Replications);
        var sample = kernel.Simulate(compiled.Model, new ReplicationRange(0, count), compiled.Series, cancellation);
        var outcomes = run.KeepOutcomes ? (double)OutcomeCodec.Encode(sample.Outcomes).Count / count * run.Replications : 0;
        var ofOutcomes = sizeof(double) * sample.Outcomes.Columns.Count;
        var merged = new MergedRun(compiled, new RunCheckpoint());
        merged.Merge(sample);
        var cost = new RunCost
        {
            StoredBytes = (long)outcomes + RoomForBins * merged.Complete([]).CalculateSize(),
            MemoryBytes = Counted(merged) + Waiting(run, merged) + ShardsOfThread * pool.Threads * OfShard(run, merged, ofOutcomes),
        };
        if (run.Until is { Within.Count: > 0 } until)
            cost.ExpectedReplications = (int)Math.Min(run.Replications, PrecisionRule.Of(until, compiled.Model).Expected(merged.Outcomes));
        return cost;
    }

    /// <summary>Bytes of what is counted, of which that of months has nearly all its room from the first on.</summary>
    static long Counted(MergedRun merged) =>
        Counted(merged.Statistics.Cells, merged.Statistics.Histogram) + RoomForBins * Counted(merged.Outcomes.Cells, merged.Outcomes.Histogram);

    static long Counted(int cells, Func<int, Histogram> histogram) => Enumerable.Range(0, cells).Sum(cell => (long)sizeof(int) * histogram(cell).Room);

    /// <summary>Bytes of values that were merged and wait to be counted: of shards that hand over what they have put by. Of longer ones what was counted waits, encoded, which is little beside them.</summary>
    static long Waiting(Run run, MergedRun merged) =>
        run.ShardSize > ShardSizes.AtOnce(merged.Model) ? 0 : (long)Math.Min(run.Replications, merged.Statistics.MostThatWait) * merged.Statistics.BytesOfReplication;

    /// <summary>Bytes of a shard under way: values and outcomes that wait, and of a long one what was counted of it.</summary>
    static long OfShard(Run run, MergedRun merged, int ofOutcomes)
    {
        var size = Math.Min(run.ShardSize, run.Replications);
        var atOnce = Math.Min(size, ShardSizes.AtOnce(merged.Model));
        var rows = run.KeepOutcomes ? Math.Min(size, ShardSizes.MostOutcomes) : atOnce;
        return (long)atOnce * merged.Statistics.BytesOfReplication + (long)rows * ofOutcomes + (size > atOnce ? Counted(merged) : 0);
    }
}
