using Portfolio.Analysis.Stopping;
using Portfolio.Contracts.V1;
using Portfolio.Model;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Runs;

/// <summary>Where a run stops.</summary>
/// <param name="run">The run.</param>
/// <param name="model">What it simulates.</param>
/// <param name="time">The clock, for its deadline.</param>
sealed class RunStop(Run run, PortfolioModel model, TimeProvider time) : IDisposable
{
    readonly PrecisionRule? rule = run.Until is null ? null : PrecisionRule.Of(run.Until, model);
    readonly StoppingPoint point = new(run.Until, run.Replications, run.CreateTime.ToDateTimeOffset(), time);

    /// <summary>The shards that are left behind some replications, if it does not stop before.</summary>
    /// <param name="done">How many.</param>
    /// <param name="kept">Shards behind these that are computed already, in their order.</param>
    /// <param name="fitting">Asked for each other shard when it is wanted: how many replications it may have besides.</param>
    public IEnumerable<ReplicationRange> Shards(int done, IEnumerable<ReplicationRange> kept, Func<int> fitting)
    {
        var size = run.KeepOutcomes ? Math.Min(run.ShardSize, ShardSizes.MostOutcomes) : run.ShardSize;
        return ShardCut.Around(kept, done, run.Replications, (first, end) => ShardCut.Of(first, end, size, rule?.Looks, fitting));
    }

    /// <summary>Is cancelled at its deadline.</summary>
    public CancellationToken Over => point.Over;

    /// <summary>Why it stops with what is merged; unspecified where it goes on.</summary>
    public StoppingReason Reason(MergedRun merged) => point.Reason(merged.Replications, rule?.Looks, _ => rule!.IsMet(merged.Outcomes));

    /// <inheritdoc/>
    public void Dispose() => point.Dispose();
}
