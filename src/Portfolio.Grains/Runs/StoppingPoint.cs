using Portfolio.Analysis.Stopping;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Runs;

/// <summary>Where work stops that has a stopping rule. What it says depends on replications alone, but for a deadline, so that it is the same after whatever was lost.</summary>
/// <param name="rule">The rule; null where there is none.</param>
/// <param name="most">Most replications.</param>
/// <param name="created">When the work was created, from which its deadline counts, however often it is paused.</param>
/// <param name="time">The clock.</param>
sealed class StoppingPoint(StoppingRule? rule, int most, DateTimeOffset created, TimeProvider time)
{
    /// <summary>Why it stops; unspecified where it goes on, and where there is no rule. To be asked at the end of every shard, and before the first: what was merged may have been enough already.</summary>
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
        return isLast ? StoppingReason.MaxReplications : HasPassed(rule) ? StoppingReason.Deadline : StoppingReason.Unspecified;
    }

    bool HasPassed(StoppingRule of) => of.Deadline is { } after && time.GetUtcNow() >= created + after.ToTimeSpan();
}
