using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Resolving;
using Portfolio.Model;

namespace Portfolio.Actuals.Forecasting;

/// <summary>
/// The events that a forecast still has before it. What happens in one month and lies behind has happened, or not, and the actuals say so; what lasts goes on from the forecast's
/// first month. A planned stop and a planned strength of the framework hold on where nobody recorded otherwise.
/// </summary>
/// <param name="resolved">The plan.</param>
/// <param name="from">First month of the forecast.</param>
/// <param name="assumptions">Takes what nobody recorded.</param>
/// <param name="problems">Takes events that cannot be cut.</param>
sealed class RemainingEvents(ResolvedDefinition resolved, Month from, List<Assumption> assumptions, Problems problems)
{
    readonly HashSet<string> stopped = [];

    /// <summary>An initiative was stopped: it is so from the first month.</summary>
    public void Stop(string initiative) => stopped.Add(initiative);

    /// <summary>The events, in their order; then the stops that the actuals tell of.</summary>
    /// <param name="beliefs">What is believed.</param>
    public IEnumerable<Event> Remaining(IReadOnlyList<Belief> beliefs)
    {
        var frameworkIsRated = beliefs.Any(belief => belief.HasFramework);
        foreach (var (document, planned) in resolved.Events)
        {
            if (Cut(document, planned.Clone(), frameworkIsRated) is { } left)
                yield return left;
        }

        foreach (var id in stopped.Order(StringComparer.Ordinal))
            yield return new Event { Id = $"stopped-{id}", StopInitiative = new InitiativeMonth { Initiative = id, Month = from.ToString() } };
    }

    Event? Cut(string document, Event left, bool frameworkIsRated)
    {
        switch (left.KindCase)
        {
            case Event.KindOneofCase.Budget: return Last(left, left.Budget.From, left.Budget.To, first => left.Budget.From = first);
            case Event.KindOneofCase.Turnover: return Last(left, left.Turnover.From, left.Turnover.To, first => left.Turnover.From = first);
            case Event.KindOneofCase.Lever: return Last(left, left.Lever.From, left.Lever.To, first => left.Lever.From = first);
            case Event.KindOneofCase.Openness: return Last(left, left.Openness.From, left.Openness.To, first => left.Openness.From = first);
            case Event.KindOneofCase.Procurement: return Last(left, left.Procurement.From, left.Procurement.To, first => left.Procurement.From = first);
            case Event.KindOneofCase.Grant: return LastGrant(document, left);
            case Event.KindOneofCase.Framework when IsBehind(left.Framework.Month):
                return frameworkIsRated ? null : HoldOn(left, $"its strength was planned for {left.Framework.Month}", () => left.Framework.Month = from.ToString());
            case Event.KindOneofCase.StopInitiative when IsBehind(left.StopInitiative.Month):
                return HoldOn(left, $"the stop was planned for {left.StopInitiative.Month}", () => left.StopInitiative.Month = from.ToString());
            case Event.KindOneofCase.Framework or Event.KindOneofCase.StopInitiative: return left;
            case Event.KindOneofCase.LeaderDeparts: return Ahead(left, left.LeaderDeparts.Month);
            case Event.KindOneofCase.LeaderArrives: return Ahead(left, left.LeaderArrives.Month);
            case Event.KindOneofCase.CommitSites: return Ahead(left, left.CommitSites.Month);
            case Event.KindOneofCase.StartInitiative: return Ahead(left, left.StartInitiative.Month);
            default: return Ahead(left, left.Incident.Month);
        }
    }

    Event? Ahead(Event left, string month) => IsBehind(month) ? null : left;

    /// <summary>What lasts goes on; what ended before is over.</summary>
    Event? Last(Event left, string first, string to, Action<string> begin)
    {
        if (Month.TryParse(to, out var end) && end - from <= 0)
            return null;
        if (IsBehind(first))
            begin(from.ToString());
        return left;
    }

    /// <summary>Of a grant that is spread over a span, the months that are left bring their part.</summary>
    Event? LastGrant(string document, Event left)
    {
        var grant = left.Grant;
        var plan = Month.Parse(resolved.Portfolio.Start);
        var first = Month.TryParse(grant.From, out var given) ? given : plan;
        var end = Month.TryParse(grant.To, out var to) ? to : plan + (int)resolved.Portfolio.Months.Value;
        if (end - from <= 0 || first - from >= 0)
            return end - from <= 0 ? null : left;
        if (grant.Amount.QuantityCase != Number.QuantityOneofCase.Value)
        {
            problems.Add(document, $"events.{left.Id}.grant.amount", $"is uncertain and spread over a span in which the forecast begins ({from}); give it as a number, or begin it in that month");
            return null;
        }

        grant.Amount.Value *= (double)(end - from) / (end - first);
        grant.From = from.ToString();
        return left;
    }

    Event HoldOn(Event left, string what, Action begin)
    {
        begin();
        assumptions.Add(new Assumption { Path = $"events.{left.Id}", Text = $"{what}, and nobody recorded otherwise; it is taken to hold" });
        return left;
    }

    bool IsBehind(string month) => Month.TryParse(month, out var at) && at - from < 0;
}
