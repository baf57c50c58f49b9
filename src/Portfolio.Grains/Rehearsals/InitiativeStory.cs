using Portfolio.Contracts.V1;
using Portfolio.Model.Events;
using Portfolio.Model.Outcomes;
using Stage = Portfolio.Contracts.V1.Stage;
using StopReason = Portfolio.Contracts.V1.StopReason;

namespace Portfolio.Grains.Rehearsals;

/// <summary>What happened to one initiative in a month.</summary>
/// <param name="plan">What is lived through.</param>
/// <param name="index">Which initiative.</param>
/// <param name="monthBefore">Where all stood before.</param>
/// <param name="monthAfter">Where all stand after.</param>
/// <param name="events">Events that took effect.</param>
sealed class InitiativeStory(CompiledRehearsal plan, int index, RehearsedMonth monthBefore, RehearsedMonth monthAfter, IReadOnlyList<BeginningEvent> events)
{
    readonly RehearsedInitiative before = monthBefore.Initiatives[index];
    readonly RehearsedInitiative after = monthAfter.Initiatives[index];

    /// <summary>Everything, in the order of the month's steps.</summary>
    public IEnumerable<Happening> Happenings()
    {
        Happening?[] told = [Beginning(), Waiting(), Starving(), Delivering(), Stopping(), Adopting(), Scaling(), Support(), Incident(), Post()];
        foreach (var happening in told.OfType<Happening>())
        {
            happening.Subject = $"initiatives/{after.Id}";
            yield return happening;
        }
    }

    /// <summary>Those that have begun when the months begin were there before.</summary>
    Happening? Beginning() => monthAfter.Month > 0 && after.Started && !before.Started
        ? Told(EventOr<InitiativeStart>(change => change.Initiatives, Cause.Types.Kind.Plan), new Happening { Began = new LifeBegan { Stage = before.Stage } })
        : null;

    Happening? Waiting()
    {
        if (!after.Blocked || before.Blocked)
            return null;
        var others = plan.Model.Initiatives[index].Prerequisites
            .Where(each => monthBefore.Initiatives[each.Initiative] is { StopReason: StopReason.Unspecified } other && other.Furthest < Standing.StageOf(each.Reached))
            .Select(each => plan.Model.Initiatives[each.Initiative].Id);
        return Told(Cause.Types.Kind.Others, new Happening { Waits = new Waits { Initiatives = { others } } });
    }

    Happening? Starving() => after.StarvedMonths > before.StarvedMonths
        ? Told(Cause.Types.Kind.Money, new Happening
        {
            Starved = new Starved { Months = after.StarvedMonths, PatienceMonths = plan.Parameters.Initiative(index).DeliveryPatienceMonths, Funded = after.Funded },
        })
        : null;

    Happening? Delivering()
    {
        if (after.Attempt > before.Attempt)
            return Told(Cause.Types.Kind.Chance, new Happening { SentBack = new SentBack { Stage = after.Stage, Attempt = after.Attempt } });
        return after.Furthest > before.Furthest
            ? Told(Cause.Types.Kind.Course, new Happening { GatePassed = new GatePassed { Stage = before.Stage, Next = after.Stage } })
            : null;
    }

    Happening? Stopping()
    {
        if (after.Stage != Stage.Stopped || before.Stage == Stage.Stopped)
            return null;
        var cause = after.StopReason switch
        {
            StopReason.Cancelled => EventOr<InitiativeStop>(change => change.Initiatives, Cause.Types.Kind.Plan),
            StopReason.Unfunded => MonthStory.CauseOf(Cause.Types.Kind.Money),
            _ => MonthStory.CauseOf(Cause.Types.Kind.Chance),
        };
        return Told(cause, new Happening { Stopped = new CameToStop { Stage = before.Stage, Reason = after.StopReason } });
    }

    Happening? Adopting()
    {
        var abandoned = after.Abandoned - before.Abandoned;
        var wentLive = after.Live - before.Live + abandoned;
        var moved = new SitesMoved
        {
            Decided = before.Undecided - after.Undecided,
            Signed = after.Implementing - before.Implementing + wentLive,
            WentLive = wentLive,
            Abandoned = abandoned,
            Live = after.Live,
        };
        return moved is { Decided: 0, Signed: 0, WentLive: 0, Abandoned: 0 }
            ? null
            : Told(EventOr<SitesCommitted>(change => change.Initiatives, Cause.Types.Kind.Chance), new Happening { Sites = moved });
    }

    Happening? Scaling() => IsScaled(after.PeakLive) && !IsScaled(before.PeakLive)
        ? Told(Cause.Types.Kind.Course, new Happening { Scaled = new Scaled { Live = after.Live, Eligible = after.Eligible } })
        : null;

    Happening? Support() => after.SupportOver && !before.SupportOver
        ? Told(EventOr<InitiativeStop>(change => change.Initiatives, Cause.Types.Kind.Plan), new Happening { SupportEnded = new SupportEnded() })
        : null;

    Happening? Incident()
    {
        if (before.IncidentMonths > 0 && after.IncidentMonths == 0)
            return Told(Cause.Types.Kind.Plan, new Happening { IncidentOver = new IncidentOver() });
        var told = Find<IncidentStart>(change => change.Initiatives);
        var began = before.IncidentMonths == 0 && (after.IncidentMonths > 0 || (told is not null && after.Started && after.Stage != Stage.Stopped));
        return began
            ? Told(
                told is null ? MonthStory.CauseOf(Cause.Types.Kind.Chance) : MonthStory.CauseOf(told),
                new Happening { IncidentBegan = new IncidentBegan { Months = plan.Parameters.Initiative(index).SafetyIncidentMonths } })
            : null;
    }

    Happening? Post() => PostStory.Of(before.Post, after.Post, arrives => events.LastOrDefault(begun => begun.Compiled is LeaderChange change && change.Arrives == arrives && change.Initiatives.Contains(index)));

    bool IsScaled(int live) => SustainedUse.IsScaled(live, after.Eligible, plan.Parameters.Portfolio);

    Cause EventOr<T>(Func<T, IReadOnlyList<int>> initiatives, Cause.Types.Kind otherwise)
        where T : ModelEvent => Find(initiatives) is { } begun ? MonthStory.CauseOf(begun) : MonthStory.CauseOf(otherwise);

    BeginningEvent? Find<T>(Func<T, IReadOnlyList<int>> initiatives)
        where T : ModelEvent => events.LastOrDefault(begun => begun.Compiled is T change && initiatives(change).Contains(index));

    static Happening Told(Cause.Types.Kind cause, Happening happening) => Told(MonthStory.CauseOf(cause), happening);

    static Happening Told(Cause cause, Happening happening)
    {
        happening.Cause = cause;
        return happening;
    }
}
