using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Schema;

namespace Portfolio.Definitions.Resolving;

/// <summary>Resolves a portfolio under a scenario.</summary>
sealed class Resolver
{
    const string Document = "portfolio";

    /// <summary>Most initiatives of a portfolio, copies counted: far beyond, two of them all but certainly share a 32-bit hash.</summary>
    const int MostInitiatives = 10_000;

    readonly Problems problems;
    readonly PortfolioDefinition source;
    readonly List<Scenario> chain;
    readonly List<Override> ofCopies = [];
    readonly ResolvedDefinition resolved;

    Resolver(DefinitionSet set, string? scenario, Problems problems)
    {
        this.problems = problems;
        source = set.Portfolio.Clone();
        chain = ScenarioChain.Of(set.Scenarios, scenario, problems);
        resolved = new ResolvedDefinition(scenario);
    }

    /// <summary>Resolves; what is wrong goes to <paramref name="problems"/>.</summary>
    /// <returns>Null where there are too many initiatives to go on.</returns>
    public static ResolvedDefinition? Resolve(DefinitionSet set, string? scenario, Problems problems)
    {
        var resolver = new Resolver(set, scenario, problems);
        resolver.Declare(resolver.source, "", Document);
        foreach (var initiative in resolver.source.Initiatives)
            resolver.Declare(initiative, $"initiatives.{initiative.Id}", Document);
        resolver.ApplyOverrides();
        if (resolver.RefuseTooMany())
            return null;
        resolver.RefuseMisplacedDefaults();
        var filling = new Filling(resolver.source.Start, resolver.source.DefaultUncertainty);
        resolver.BuildPortfolio(filling);
        foreach (var initiative in resolver.source.Initiatives)
            resolver.Expand(initiative, filling);
        resolver.RefuseUnknownCopies();
        resolver.InheritEvents();
        return resolver.resolved;
    }

    void ApplyOverrides()
    {
        foreach (var scenario in chain)
        {
            foreach (var (path, value) in scenario.Set.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                var each = new Override(scenario.Id, path, value);
                if (each.Initiative is not { } id)
                    Apply(each);
                else if (source.Initiatives.FirstOrDefault(initiative => initiative.Id == id) is { } initiative)
                    Apply(each, initiative);
                else
                    ofCopies.Add(each);
                resolved.Overridden[path] = ($"scenarios/{scenario.Id}", $"set.{path}");
            }
        }
    }

    void Apply(Override each)
    {
        each.Apply(source, problems);
        Declare(source, "", each.Document);
    }

    void Apply(Override each, Initiative initiative)
    {
        each.Apply(initiative, problems);
        Declare(initiative, $"initiatives.{initiative.Id}", each.Document);
    }

    bool RefuseTooMany()
    {
        var total = source.Initiatives.Sum(initiative => (long)CountOf(initiative));
        if (total > MostInitiatives)
            problems.Add(Document, "initiatives", $"there are {total}, copies counted; allowed: at most {MostInitiatives}");
        return total > MostInitiatives;
    }

    /// <summary>Defaults are shared by all; what makes an initiative one of its own is not.</summary>
    void RefuseMisplacedDefaults()
    {
        if (source.Defaults?.Id.Length > 0)
            problems.Add(Document, "defaults.id", "belongs to an initiative, not to defaults");
        if (source.Defaults?.Count is not null)
            problems.Add(Document, "defaults.count", "belongs to an initiative, not to defaults");
    }

    static int CountOf(Initiative initiative) => (int)(initiative.Count?.Value ?? 1);

    /// <summary>Notes where the numbers of a message were written, those that are new: a number knows the first place that held it.</summary>
    void Declare(IMessage message, string path, string from)
    {
        foreach (var (at, number) in Numbers.Of(message, path))
            resolved.Declarations.TryAdd(number, new Declaration(at, from));
    }

    void BuildPortfolio(Filling filling)
    {
        var portfolio = Merging.Merge(null, source);
        portfolio.Initiatives.Clear();
        portfolio.Defaults = null;
        portfolio.Allocation ??= new Allocation();
        foreach (var scenario in chain.Where(scenario => scenario.Policy is not null))
            Allocate(portfolio.Allocation, scenario);
        filling.Fill(portfolio);
        resolved.Portfolio = portfolio;
        foreach (var scenario in chain.Where(scenario => scenario.CostPerMonth is not null))
        {
            resolved.Costs.Add((scenario.Id, scenario.CostPerMonth));
            resolved.Declarations[scenario.CostPerMonth] = new Declaration($"scenarios.{scenario.Id}.costPerMonth", $"scenarios/{scenario.Id}");
        }
    }

    /// <summary>What a policy does not name stays as it was.</summary>
    void Allocate(Allocation allocation, Scenario scenario)
    {
        if (scenario.Policy.Allocation != AllocationPolicy.Unspecified)
            allocation.Policy = scenario.Policy.Allocation;
        if (scenario.Policy.Ranks.Count == 0)
            return;
        allocation.Ranks.Clear();
        allocation.Ranks.AddRange(scenario.Policy.Ranks);
        resolved.Overridden["allocation.ranks"] = ($"scenarios/{scenario.Id}", "policy.ranks");
    }

    void Expand(Initiative initiative, Filling filling)
    {
        var count = CountOf(initiative);
        var first = resolved.Portfolio.Initiatives.Count;
        if (!Know(initiative.Id, Enumerable.Range(first, count)))
            return;
        for (var number = 1; number <= count; number++)
        {
            var copy = Merging.Merge(source.Defaults, initiative);
            copy.Id = count == 1 ? initiative.Id : GroupCopies.Id(initiative.Id, number);
            copy.Count = null;
            if (count > 1)
                Know(copy.Id, [first + number - 1]);
            resolved.Written[copy.Id] = initiative.Id;
            foreach (var each in ofCopies.Where(each => each.Initiative == copy.Id))
                OverrideCopy(copy, each);
            filling.Fill(copy);
            resolved.Portfolio.Initiatives.Add(copy);
        }
    }

    /// <summary>An id stands for one initiative or one group.</summary>
    bool Know(string id, IEnumerable<int> indices)
    {
        if (id.Length == 0)
            return false;
        if (resolved.Ids.TryAdd(id, [.. indices]))
            return true;
        problems.Add(Document, $"initiatives.{id}.id", "two initiatives have this id");
        return false;
    }

    void OverrideCopy(Initiative copy, Override each)
    {
        Apply(each, copy);
        if (copy.Count is not null)
            problems.Add(each.Document, $"set.{each.Path}", "a copy has no copies of its own");
        copy.Count = null;
        resolved.Written[copy.Id] = copy.Id;
    }

    void RefuseUnknownCopies()
    {
        foreach (var each in ofCopies.Where(each => !resolved.Ids.ContainsKey(each.Initiative!)))
        {
            problems.Add(
                each.Document, $"set.{each.Path}", $"unknown path: there is no initiative {Quote.Of(each.Initiative!)}{NearestName.Hint(each.Initiative!, resolved.Ids.Keys)}");
        }
    }

    void InheritEvents()
    {
        foreach (var scenario in chain)
        {
            var document = $"scenarios/{scenario.Id}";
            foreach (var id in scenario.Remove)
            {
                if (resolved.Events.RemoveAll(inherited => inherited.Event.Id == id) == 0)
                    problems.Add(document, "remove", $"there is no inherited event {Quote.Of(id)}{NearestName.Hint(id, resolved.Events.Select(inherited => inherited.Event.Id))}");
            }

            var own = new HashSet<string>();
            foreach (var happening in scenario.Events)
            {
                Declare(happening, $"events.{happening.Id}", document);
                if (!own.Add(happening.Id) && happening.Id.Length > 0)
                    problems.Add(document, $"events.{happening.Id}", "two events have this id");
                var index = resolved.Events.FindIndex(inherited => inherited.Event.Id == happening.Id);
                if (index >= 0)
                    resolved.Events[index] = (document, happening);
                else
                    resolved.Events.Add((document, happening));
            }
        }
    }
}
