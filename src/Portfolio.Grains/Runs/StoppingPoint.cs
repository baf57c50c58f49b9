using Portfolio.Analysis.Stopping;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Runs;

/// <summary>Where work stops that has a stopping rule. What it says depends on replications alone, but for a deadline, so that it is the same after whatever was lost.</summary>
sealed class StoppingPoint : IDisposable
{
    /// <summary>About as long as a timer can be; a later deadline is noticed where a shard ends.</summary>
    static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    readonly StoppingRule? rule;
    readonly int most;
    readonly TimeProvider time;
    readonly DateTimeOffset deadline;
    readonly CancellationTokenSource over;

    /// <summary>Begins to wait for the deadline, if there is one.</summary>
    /// <param name="rule">The rule; null where there is none.</param>
    /// <param name="most">Most replications.</param>
    /// <param name="created">When the work was created, from which its deadline counts, however often it is paused.</param>
    /// <param name="time">The clock.</param>
    public StoppingPoint(StoppingRule? rule, int most, DateTimeOffset created, TimeProvider time)
    {
        (this.rule, this.most, this.time) = (rule, most, time);
        deadline = rule?.Deadline is { } after ? created + after.ToTimeSpan() : DateTimeOffset.MaxValue;
        var left = deadline - time.GetUtcNow();
        over = new CancellationTokenSource(left > LongestTimer ? Timeout.InfiniteTimeSpan : left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
    }

    /// <summary>Is cancelled at the deadline.</summary>
    public CancellationToken Over => over.Token;

    /// <summary>
    /// Why it stops; unspecified where it goes on, and where there is no rule. To be asked at the end of every shard, before the first, as what was merged may have been enough already, and once it is over.
    /// </summary>
    /// <param name="done">Replications merged.</param>
    /// <param name="looks">When the rule looks at what was found; null where it never does.</param>
    /// <param name="areEnough">Looks, given the number of the look.</param>
    public StoppingReason Reason(int done, Looks? looks, Func<int, bool> areEnough)
    {
        if (rule is null || done == 0)
            return StoppingReason.Unspecified;
        var isLast = done >= most;
        if (looks is not null && (isLast || looks.Contain(done)) && areEnough(looks.NumberFrom(done)))
            return rule.Ranked is null ? StoppingReason.Precise : StoppingReason.Ranked;
        return isLast ? StoppingReason.MaxReplications : HasPassed ? StoppingReason.Deadline : StoppingReason.Unspecified;
    }

    /// <inheritdoc/>
    public void Dispose() => over.Dispose();

    bool HasPassed => over.IsCancellationRequested || time.GetUtcNow() >= deadline;
}
