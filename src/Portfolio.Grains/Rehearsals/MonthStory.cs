using Portfolio.Contracts.V1;
using Portfolio.Model.Events;

namespace Portfolio.Grains.Rehearsals;

/// <summary>
/// What happened in a month: read off where everybody stood before it and stands after it, and the events that took effect in it. So
/// it comes out the same whoever made the two.
/// </summary>
sealed class MonthStory(CompiledRehearsal plan, RehearsedMonth before, RehearsedMonth after)
{
    const string Portfolio = "portfolio";
    const string Programme = "programme";

    readonly List<BeginningEvent> events = [.. plan.BeginIn(after.Month)];

    /// <summary>Everything, the portfolio and the programme first, then the initiatives in the portfolio's order.</summary>
    public IEnumerable<Happening> Happenings()
    {
        var told = events.Select(OfEvent).Concat(OfMoney()).Concat(OfProgramme()).Concat(plan.Model.Initiatives.Select((_, index) => index).SelectMany(OfInitiative));
        foreach (var happening in told)
        {
            happening.Month = after.Month;
            happening.Text = Sentences.Of(happening);
            yield return happening;
        }
    }

    IEnumerable<Happening> OfInitiative(int index) => new InitiativeStory(plan, index, before, after, events).Happenings();

    Happening OfEvent(BeginningEvent begun) => new() { Subject = Portfolio, Cause = CauseOf(begun), EventBegan = new EventBegan { Event = begun.Written } };

    IEnumerable<Happening> OfMoney()
    {
        var (earlier, now) = (before.Programme, after.Programme);
        if (after.Month > 0 && now.Budget != earlier.Budget)
        {
            var cause = events.Find(begun => begun.Compiled is BudgetChange or MoneyGranted { Claimant: Claimant.Portfolio });
            yield return new Happening
            {
                Subject = Portfolio,
                Cause = cause is null ? CauseOf(Cause.Types.Kind.Plan) : CauseOf(cause),
                BudgetChanged = new BudgetChanged { Before = earlier.Budget, Now = now.Budget },
            };
        }

        if (now.Lost > 0)
            yield return new Happening { Subject = Portfolio, Cause = CauseOf(Cause.Types.Kind.Plan), MoneyLost = new MoneyLost { Amount = now.Lost } };
    }

    IEnumerable<Happening> OfProgramme()
    {
        if (after.Programme.StrategyReset)
            yield return new Happening { Subject = Programme, Cause = CauseOf(Cause.Types.Kind.Course), StrategyReset = new StrategyReset { Framework = after.Programme.Framework } };
        if (events.FindLast(begun => begun.Compiled is FrameworkChange) is { } framework)
            yield return new Happening { Subject = Programme, Cause = CauseOf(framework), FrameworkSet = new FrameworkSet { Strength = after.Programme.Framework } };
        if (PostStory.Of(before.Programme.Post, after.Programme.Post, arrives => events.FindLast(begun => begun.Compiled is LeaderChange { Programme: true } change && change.Arrives == arrives)) is { } told)
        {
            told.Subject = Programme;
            yield return told;
        }
    }

    internal static Cause CauseOf(Cause.Types.Kind kind) => new() { Kind = kind };

    internal static Cause CauseOf(BeginningEvent begun) => new() { Kind = Cause.Types.Kind.Event, Event = begun.Written.Id, Intervention = begun.Intervention };
}
