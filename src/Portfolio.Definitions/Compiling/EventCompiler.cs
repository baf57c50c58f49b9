using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Resolving;
using Portfolio.Definitions.Schema;
using Portfolio.Model;
using Portfolio.Model.Events;
using Lever = Portfolio.Model.Parameters.Lever;

namespace Portfolio.Definitions.Compiling;

/// <summary>Compiles one event: months to indices, ids to indices, numbers to places in the flat vector.</summary>
sealed class EventCompiler(ResolvedDefinition resolved, ParameterTable table, Horizon horizon, string document, Event happening, Problems problems)
{
    const int DefaultDrawnMonths = 12;
    const string Programme = "programme";

    /// <summary>Claimants that are no initiatives, as files write them.</summary>
    static readonly Dictionary<string, Claimant> Claimants =
        Enum.GetValues<Claimant>().Where(each => each != Claimant.Initiatives).ToDictionary(each => each.ToString().ToLowerInvariant());

    readonly string root = $"events.{happening.Id}";

    /// <summary>The event, or null where something is wrong with it.</summary>
    public ModelEvent? Compile()
    {
        var before = problems.Found.Count;
        var compiled = OfKind();
        return problems.Found.Count == before ? compiled : null;
    }

    ModelEvent? OfKind()
    {
        switch (happening.KindCase)
        {
            case Event.KindOneofCase.Budget:
                return new BudgetChange(Span("budget", happening.Budget.From, happening.Budget.To), Number("budget", happening.Budget, "factor"));
            case Event.KindOneofCase.LeaderDeparts:
                return Leader("leaderDeparts", happening.LeaderDeparts, arrives: false);
            case Event.KindOneofCase.LeaderArrives:
                return Leader("leaderArrives", happening.LeaderArrives, arrives: true);
            case Event.KindOneofCase.Turnover:
                var turnover = happening.Turnover;
                var (programme, posts) = Posts("turnover.posts", turnover.Posts);
                return new TurnoverChange(Span("turnover", turnover.From, turnover.To), programme, posts, Number("turnover", turnover, "factor"));
            case Event.KindOneofCase.Framework:
                return new FrameworkChange(At("framework", happening.Framework.Month), Number("framework", happening.Framework, "strength"));
            case Event.KindOneofCase.Lever:
                return LeverChange(happening.Lever);
            case Event.KindOneofCase.Openness:
                var openness = happening.Openness;
                return new OpennessChange(
                    Span("openness", openness.From, openness.To), AllOr("openness.initiatives", openness.Initiatives), Number("openness", openness, "factor"));
            case Event.KindOneofCase.Procurement:
                var procurement = happening.Procurement;
                return new ProcurementChange(
                    Span("procurement", procurement.From, procurement.To), AllOr("procurement.initiatives", procurement.Initiatives), Number("procurement", procurement, "factor"));
            case Event.KindOneofCase.CommitSites:
                var commit = happening.CommitSites;
                return new SitesCommitted(At("commitSites", commit.Month), Initiatives("commitSites.initiative", [commit.Initiative]), Number("commitSites", commit, "count"));
            case Event.KindOneofCase.Grant:
                return Granted(happening.Grant);
            case Event.KindOneofCase.StartInitiative:
                return new InitiativeStart(
                    At("startInitiative", happening.StartInitiative.Month), Initiatives("startInitiative.initiative", [happening.StartInitiative.Initiative]));
            case Event.KindOneofCase.StopInitiative:
                return new InitiativeStop(
                    At("stopInitiative", happening.StopInitiative.Month), Initiatives("stopInitiative.initiative", [happening.StopInitiative.Initiative]));
            case Event.KindOneofCase.Incident:
                return new IncidentStart(At("incident", happening.Incident.Month), Initiatives("incident.initiative", [happening.Incident.Initiative]));
            default:
                var kinds = Event.Descriptor.Oneofs[0].Fields.Select(field => field.JsonName);
                Refuse("", $"says nothing that happens; allowed: one of {string.Join(", ", kinds)}");
                return null;
        }
    }

    LeaderChange Leader(string kind, Posts leader, bool arrives)
    {
        var (programme, initiatives) = Posts($"{kind}.posts", leader.Posts_);
        return new LeaderChange(At(kind, leader.Month), arrives, programme, initiatives);
    }

    LeverChange LeverChange(LeverSpend lever)
    {
        if ((lever.Factor is null) == (lever.PlannedSpendPerMonth is null) && !problems.HasAt(document, $"{root}.lever"))
            Refuse("lever", "needs either factor or plannedSpendPerMonth");
        return new LeverChange(
            Span("lever", lever.From, lever.To),
            (Lever)(lever.Lever - LeverKind.Capability),
            lever.Factor is null ? null : Number("lever", lever, "factor"),
            lever.PlannedSpendPerMonth is null ? null : Number("lever", lever, "plannedSpendPerMonth"));
    }

    MoneyGranted Granted(Grant grant)
    {
        var (claimant, initiatives) = ClaimantOf(grant.Claimant);
        if (grant.Amount is { QuantityCase: Contracts.V1.Number.QuantityOneofCase.Value, Value: 0 })
            Refuse("grant.amount", "0 grants nothing; allowed: pounds above 0, or below 0 to take them back");
        return new MoneyGranted(Span("grant", grant.From, grant.To), claimant, initiatives, Number("grant", grant, "amount"));
    }

    /// <summary>A lever, the framework or the portfolio by its word; else initiatives. An id that is also such a word could mean either.</summary>
    (Claimant Claimant, IReadOnlyList<int> Initiatives) ClaimantOf(string name)
    {
        if (!Claimants.TryGetValue(name, out var claimant))
            return (Claimant.Initiatives, Initiatives("grant.claimant", [name], "claimant", Claimants.Keys));
        if (resolved.Ids.ContainsKey(name))
            Refuse("grant.claimant", $"{Quote.Of(name)} is an initiative's id and a word of its own; give the initiative another id");
        return (claimant, []);
    }

    /// <summary>An event of one month: the month, or drawn over the whole horizon.</summary>
    Occurrence At(string kind, string month)
    {
        if (happening.YearlyProbability is null)
        {
            if (month.Length == 0 && !problems.HasAt(document, $"{root}.yearlyProbability"))
                Refuse($"{kind}.month", $"is required (or give the event a yearlyProbability); allowed: {horizon}");
            var at = Index(month, $"{kind}.month");
            return Occurs(at, at + 1);
        }

        if (month.Length > 0)
            Refuse($"{kind}.month", "goes not with yearlyProbability: the year that is drawn decides");
        return Occurs(0, horizon.Months);
    }

    /// <summary>An event of a span, from ≤ month &lt; to; without a bound, from the first or to the last month.</summary>
    Occurrence Span(string kind, string from, string to)
    {
        var first = Index(from, $"{kind}.from");
        if (to.Length == 0 || !Month.TryParse(to, out var end))
            return Occurs(first, horizon.Months);
        var last = end - horizon.Start;
        if (last <= first)
            Refuse($"{kind}.to", $"{to} is not after from ({horizon.Start + first}); the span is from ≤ month < to");
        return Occurs(first, Math.Min(last, horizon.Months));
    }

    Occurrence Occurs(int from, int to)
    {
        if (happening.Months is not null && happening.YearlyProbability is null)
            Refuse("months", "goes only with yearlyProbability");
        int? probability = happening.YearlyProbability is { } number
            ? table.Add(number, RuleOf(happening, "yearlyProbability"), $"{root}.yearlyProbability")
            : null;
        return new Occurrence(happening.Id, from, to, probability, (int)(happening.Months?.Value ?? DefaultDrawnMonths));
    }

    int Index(string month, string path)
    {
        if (!Month.TryParse(month, out var at))
            return 0;
        if (horizon.Contains(at))
            return at - horizon.Start;
        Refuse(path, $"{month} lies outside the portfolio's months; allowed: {horizon}");
        return 0;
    }

    int Number(string kind, IMessage message, string name)
    {
        var field = Rules.Find(message.Descriptor, name)!;
        return field.Accessor.GetValue(message) is Number number ? table.Add(number, Rules.Of(field), $"{root}.{kind}.{name}") : 0;
    }

    static Rule RuleOf(IMessage message, string name) => Rules.Of(Rules.Find(message.Descriptor, name)!);

    (bool Programme, IReadOnlyList<int> Initiatives) Posts(string path, IEnumerable<string> posts)
    {
        var all = posts.ToList();
        return (all.Contains(Programme), Initiatives(path, all.Where(post => post != Programme), "initiative", [Programme]));
    }

    IReadOnlyList<int> AllOr(string path, IReadOnlyList<string> ids) =>
        ids.Count == 0 ? [.. Enumerable.Range(0, resolved.Portfolio.Initiatives.Count)] : Initiatives(path, ids);

    IReadOnlyList<int> Initiatives(string path, IEnumerable<string> ids, string noun = "initiative", IEnumerable<string>? also = null)
    {
        var found = new SortedSet<int>();
        foreach (var id in ids.Where(id => id.Length > 0))
        {
            if (resolved.Ids.TryGetValue(id, out var indices))
                found.UnionWith(indices);
            else
                Refuse(path, $"there is no {noun} {Quote.Of(id)}{NearestName.Hint(id, resolved.Ids.Keys.Concat(also ?? []))}");
        }

        return [.. found];
    }

    void Refuse(string path, string text) => problems.Add(document, path.Length == 0 ? root : $"{root}.{path}", text);
}
