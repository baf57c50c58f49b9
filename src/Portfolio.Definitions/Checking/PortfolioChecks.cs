using Portfolio.Contracts.V1;
using Portfolio.Definitions.Resolving;
using Portfolio.Definitions.Schema;
using Portfolio.Model;
using Portfolio.Model.Randomness;

namespace Portfolio.Definitions.Checking;

/// <summary>What only the resolved definition shows: missing numbers, references that lead nowhere, circles, months outside the horizon, sites that do not add up.</summary>
sealed class PortfolioChecks
{
    /// <summary>The rank that stands for levers, framework and scenario costs.</summary>
    public const string Levers = "levers";

    const string Document = "portfolio";

    readonly ResolvedDefinition resolved;
    readonly PortfolioDefinition portfolio;
    readonly Problems problems;
    readonly Horizon horizon;

    PortfolioChecks(ResolvedDefinition resolved, Problems problems)
    {
        (this.resolved, this.problems) = (resolved, problems);
        portfolio = resolved.Portfolio;
        horizon = Horizon.Of(portfolio);
    }

    /// <summary>Checks a resolved definition.</summary>
    public static void Check(ResolvedDefinition resolved, Problems problems)
    {
        var checks = new PortfolioChecks(resolved, problems);
        checks.CheckProgramme();
        checks.CheckIds();
        foreach (var initiative in checks.portfolio.Initiatives)
            checks.CheckInitiative(initiative);
        foreach (var (at, circle) in Dependencies.Circles(resolved))
            checks.Refuse($"initiatives.{at}.dependsOn", $"makes a circle: {circle}");
        checks.CheckTargets();
        checks.CheckRanks();
    }

    void CheckProgramme()
    {
        if (portfolio.Initiatives.Count == 0 && !problems.HasAt(Document, "initiatives"))
            Refuse("initiatives", "there are none; a portfolio needs at least one");
        var budget = portfolio.Budget ?? new Budget();
        foreach (var twice in budget.Annual.GroupBy(line => line.FiscalYear?.Value).Where(group => group.Count() > 1))
        {
            if (twice.Key is { } year)
                Refuse($"budget.annual.{Rules.Text(year)}", "two lines for one fiscal year");
        }

        foreach (var line in budget.Monthly)
            CheckMonth(line.Month, $"budget.monthly.{line.Month}.month");
        foreach (var twice in budget.Monthly.GroupBy(line => line.Month).Where(group => group.Count() > 1))
            Refuse($"budget.monthly.{twice.Key}", "two lines for one month");
    }

    void CheckIds()
    {
        var byHash = new Dictionary<uint, string>();
        foreach (var id in resolved.Ids.Keys.Where(id => id is "programme" or Levers))
            Refuse($"initiatives.{id}.id", $"\"{id}\" is a word of its own; choose another id");
        foreach (var id in portfolio.Initiatives.Select(initiative => initiative.Id).Distinct())
        {
            var hash = Fnv1a.Hash32(id);
            if (hash == 0)
                Refuse($"initiatives.{id}.id", $"the hash of \"{id}\" is 0, the programme's; choose another id");
            else if (!byHash.TryAdd(hash, id))
                Refuse($"initiatives.{id}.id", $"\"{id}\" and \"{byHash[hash]}\" have the same hash {hash:x8}, and so would share random numbers; choose another id");
        }
    }

    void CheckInitiative(Initiative initiative)
    {
        var path = resolved.PathOf(initiative);
        foreach (var slot in NumberSlot.Initiative.Where(slot => slot.Rule.Required && slot.Get(initiative) is null))
        {
            if (!problems.HasAt(Document, $"{path}.{slot.Path}") && !problems.HasAt(Document, $"defaults.{slot.Path}"))
                Refuse($"{path}.{slot.Path}", $"is required; allowed: {Rules.Allowed(slot.Rule)}");
        }

        CheckMonth(initiative.StartMonth, $"{path}.startMonth");
        foreach (var each in initiative.DependsOn)
            CheckInitiative(each.Initiative, $"{path}.dependsOn");
        if (initiative.Stage == Contracts.V1.Stage.Stopped)
            Refuse($"{path}.stage", "an initiative cannot start stopped; leave it out");
        if (initiative.Sites?.Eligible is { } eligible)
            CheckSites(initiative, Least(eligible), path);
    }

    void CheckSites(Initiative initiative, double eligible, string path)
    {
        var sites = initiative.Sites;
        var contracting = sites.Contracting.Sum(number => number.Value);
        var placed = contracting + sites.Implementing.Value + sites.Live.Value + sites.Abandoned.Value;
        if (placed > eligible)
            Refuse($"{path}.sites", $"{Rules.Text(placed)} sites contract, implement, are live or abandoned at the start; allowed: at most the {Rules.Text(eligible)} eligible");
        var stages = Least(initiative.Adoption.ContractStages);
        if (sites.Contracting.Count > stages)
            Refuse($"{path}.sites.contracting", $"names {sites.Contracting.Count} sub-stages; allowed: at most the {Rules.Text(stages)} of adoption.contractStages");
    }

    /// <summary>The smallest whole number that may be drawn, where at least 1 is allowed.</summary>
    static double Least(Number number) => Math.Max(1, Math.Floor(Compiling.Distributions.Of(number).Low + 0.5));

    void CheckInitiative(string id, string path)
    {
        if (id.Length > 0 && !resolved.Ids.ContainsKey(id))
            Refuse(path, $"there is no initiative {Quote.Of(id)}{NearestName.Hint(id, resolved.Ids.Keys)}");
    }

    void CheckMonth(string month, string path)
    {
        if (Month.TryParse(month, out var at) && !horizon.Contains(at))
            Refuse(path, $"{month} lies outside the portfolio's months; allowed: {horizon}");
    }

    void CheckTargets()
    {
        var themes = portfolio.Initiatives.Select(initiative => initiative.Theme).Where(theme => theme.Length > 0).Distinct().ToList();
        foreach (var target in portfolio.Targets)
        {
            var path = $"targets.{target.Id}";
            if (target.Initiative.Length > 0 && target.Theme.Length > 0)
                Refuse(path, "names an initiative and a theme; allowed: one of them, or none for all sites");
            CheckInitiative(target.Initiative, $"{path}.initiative");
            if (target.Theme.Length > 0 && !themes.Contains(target.Theme))
                Refuse($"{path}.theme", $"there is no theme {Quote.Of(target.Theme)}{NearestName.Hint(target.Theme, themes)}");
            CheckMonth(target.By, $"{path}.by");
        }

        foreach (var twice in portfolio.Targets.GroupBy(target => target.Id).Where(group => group.Key.Length > 0 && group.Count() > 1))
            Refuse($"targets.{twice.Key}.id", "two targets have this id");
    }

    void CheckRanks()
    {
        foreach (var id in portfolio.Allocation.Ranks.Where(id => id != Levers && !resolved.Ids.ContainsKey(id)))
            Refuse("allocation.ranks", $"there is no initiative {Quote.Of(id)}{NearestName.Hint(id, resolved.Ids.Keys.Append(Levers))}");
    }

    /// <summary>What a scenario's override brought about is said at the override; what is wrong only under a scenario names it.</summary>
    void Refuse(string path, string text)
    {
        if (problems.Has(Document, path, text))
            return;
        if (resolved.OverrideAt(path) is { } place)
            problems.Add(place.Document, place.Path, $"{text} (at {path})");
        else
            problems.Add(Document, path, resolved.Scenario is null ? text : $"{text} (under scenario \"{resolved.Scenario}\")");
    }
}
