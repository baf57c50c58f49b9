using System.Globalization;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Checking;
using Portfolio.Definitions.Resolving;
using Portfolio.Definitions.Schema;
using Portfolio.Model;
using Portfolio.Model.Events;
using Portfolio.Model.Funding;
using Stage = Portfolio.Model.Stage;

namespace Portfolio.Definitions.Compiling;

/// <summary>How a run wants a definition compiled.</summary>
/// <param name="Seed">Seed instead of the portfolio's.</param>
/// <param name="Point">Every distribution is replaced by its mean.</param>
public sealed record CompileOptions(ulong? Seed = null, bool Point = false);

/// <summary>A definition made ready: resolved, and laid out for the kernel.</summary>
/// <param name="Resolved">Every number with its origin.</param>
/// <param name="Model">What is simulated.</param>
/// <param name="Grades">How well founded each uncertain parameter is, in the order in which the model draws them; overruns are no parameters here.</param>
public sealed record CompiledDefinition(ResolvedDefinition Resolved, PortfolioModel Model, IReadOnlyList<Grade> Grades);

/// <summary>Checks definitions and compiles them into the model. What is wrong is gathered, never thrown.</summary>
public static class Compiler
{
    const string PortfolioDocument = "portfolio";

    /// <summary>Checks a portfolio with all its scenarios.</summary>
    public static void Check(DefinitionSet set, Problems problems)
    {
        var known = set.Scenarios.Select(scenario => scenario.Id).ToList();
        if (set.Portfolio.Counterfactual is { Length: > 0 } counterfactual && !known.Contains(counterfactual))
            problems.Add(PortfolioDocument, "counterfactual", $"there is no scenario {Quote.Of(counterfactual)}{NearestName.Hint(counterfactual, known)}");
        CheckEach(set, problems);
    }

    /// <summary>Checks a portfolio by itself: scenarios that it names may be written after it.</summary>
    public static void Check(PortfolioDefinition portfolio, Problems problems) => CheckEach(new DefinitionSet(portfolio, []), problems);

    static void CheckEach(DefinitionSet set, Problems problems)
    {
        var sound = CheckFields(set, problems);
        foreach (var scenario in set.Scenarios.Select(scenario => scenario.Id).Prepend(null))
        {
            if (Resolver.Resolve(sound, scenario, problems) is { } resolved)
                CompileResolved(resolved, new CompileOptions(), problems);
        }
    }

    /// <summary>Compiles the portfolio under a scenario, or the plain portfolio; null where anything is wrong.</summary>
    public static CompiledDefinition? Compile(DefinitionSet set, string? scenario, CompileOptions options, Problems problems)
    {
        var resolved = Resolver.Resolve(CheckFields(set, problems), scenario, problems);
        return resolved is null ? null : CompileResolved(resolved, options, problems);
    }

    /// <summary>Checks each field by itself.</summary>
    /// <returns>A copy without the numbers that are refused.</returns>
    static DefinitionSet CheckFields(DefinitionSet set, Problems problems)
    {
        var sound = new DefinitionSet(set.Portfolio.Clone(), [.. set.Scenarios.Select(scenario => scenario.Clone())]);
        new FieldChecks(PortfolioDocument, problems).Check(sound.Portfolio, "");
        foreach (var scenario in sound.Scenarios)
            new FieldChecks($"scenarios/{scenario.Id}", problems).Check(scenario, "");
        foreach (var twice in set.Scenarios.GroupBy(scenario => scenario.Id).Where(group => group.Key.Length > 0 && group.Count() > 1))
            problems.Add($"scenarios/{twice.Key}", "id", $"two scenarios have the id {Quote.Of(twice.Key)}");
        foreach (var (index, _) in set.Portfolio.Initiatives.Index().Where(each => each.Item.Id.Length == 0))
            problems.Add(PortfolioDocument, string.Create(CultureInfo.InvariantCulture, $"initiatives.{index}.id"), "is required; each initiative needs an id of its own");
        return sound;
    }

    static CompiledDefinition? CompileResolved(ResolvedDefinition resolved, CompileOptions options, Problems problems)
    {
        PortfolioChecks.Check(resolved, problems);
        var portfolio = resolved.Portfolio;
        var horizon = Horizon.Of(portfolio);
        var table = new ParameterTable(resolved, options.Point || portfolio.Point);
        var themes = Distinct(portfolio.Initiatives.Select(initiative => initiative.Theme));
        var families = Distinct(portfolio.Initiatives.Select(initiative => initiative.Family));
        var seed = options.Seed ?? portfolio.Seed;
        var events = resolved.Events
            .Select(each => new EventCompiler(resolved, table, horizon, each.Document, each.Event, problems).Compile())
            .OfType<ModelEvent>().ToList();
        if (problems.Any)
            return null;

        var budget = Budget(portfolio, table, horizon);
        int[] costs = [.. resolved.Costs.Select(cost => table.Add(cost.Cost, Rules.Of(Rules.Find(Scenario.Descriptor, "costPerMonth")!), $"scenarios.{cost.Scenario}.costPerMonth"))];
        var sampler = table.Sampler(seed, problems);
        return problems.Any ? null : new CompiledDefinition(resolved, new PortfolioModel
        {
            Start = horizon.Start,
            Months = horizon.Months,
            FiscalYearStartMonth = (int)portfolio.FiscalYearStartMonth.Value,
            Seed = seed,
            Initiatives = [.. portfolio.Initiatives.Select(initiative => Compile(initiative, resolved, horizon.Start, themes, families))],
            Themes = themes,
            Budget = budget,
            Allocation = Allocate(resolved),
            ScenarioCosts = costs,
            Events = events,
            Targets = [.. portfolio.Targets.Select(target => Compile(target, resolved, horizon.Start))],
            StartsVacant = portfolio.Leadership.StartsVacant,
            Parameters = sampler,
        }, table.Grades);
    }

    static List<BudgetLine> Budget(PortfolioDefinition portfolio, ParameterTable table, Horizon horizon)
    {
        var lines = new List<BudgetLine>();
        foreach (var line in portfolio.Budget?.Annual ?? [])
            lines.Add(new BudgetLine((int)line.FiscalYear.Value, null, table.Add(line.Amount, RuleOfAmount, $"budget.annual.{ItemKey.Of(line)}.amount")));
        foreach (var line in portfolio.Budget?.Monthly ?? [])
        {
            if (Month.TryParse(line.Month, out var month) && horizon.Contains(month))
                lines.Add(new BudgetLine(0, month - horizon.Start, table.Add(line.Amount, RuleOfAmount, $"budget.monthly.{line.Month}.amount")));
        }

        return lines;
    }

    static Rule RuleOfAmount => Rules.Of(AnnualAmount.Descriptor.FindFieldByNumber(AnnualAmount.AmountFieldNumber));

    static InitiativeModel Compile(Initiative initiative, ResolvedDefinition resolved, Month start, List<string> themes, List<string> families) => new()
    {
        Id = initiative.Id,
        Theme = themes.IndexOf(initiative.Theme),
        Family = families.IndexOf(initiative.Family),
        StartMonth = Month.TryParse(initiative.StartMonth, out var month) ? month - start : 0,
        Stage = StageOf(initiative.Stage),
        StartsVacant = initiative.Leadership.StartsVacant,
        Contracting = [.. Enumerable.Range(0, 4).Select(i => (int)(initiative.Sites.Contracting.ElementAtOrDefault(i)?.Value ?? 0))],
        Prerequisites = [.. initiative.DependsOn.SelectMany(each => resolved.Ids[each.Initiative].Select(index => new Prerequisite(index, StageOf(each.Reached))))],
    };

    static Stage StageOf(Contracts.V1.Stage stage) => (Stage)(stage - Contracts.V1.Stage.Discovery);

    static AllocationRule Allocate(ResolvedDefinition resolved)
    {
        var allocation = resolved.Portfolio.Allocation;
        var policy = (Model.Funding.AllocationPolicy)(allocation.Policy - Contracts.V1.AllocationPolicy.ProRata);
        var last = allocation.Ranks.Count;
        var ranks = Enumerable.Repeat(last, resolved.Portfolio.Initiatives.Count).ToArray();
        var ofLevers = last;

        // Groups first, so that a copy's own rank counts above its group's.
        foreach (var (id, rank) in allocation.Ranks.Select((id, rank) => (id, rank)).OrderByDescending(each => resolved.Ids.GetValueOrDefault(each.id)?.Length ?? 0))
        {
            if (id == PortfolioChecks.Levers)
                ofLevers = rank;
            else
                Array.ForEach(resolved.Ids[id], index => ranks[index] = rank);
        }

        return new AllocationRule(policy, ranks, ofLevers, last + 1);
    }

    static TargetModel Compile(Target target, ResolvedDefinition resolved, Month start)
    {
        IEnumerable<int> initiatives = target.Initiative.Length > 0
            ? resolved.Ids[target.Initiative]
            : Enumerable.Range(0, resolved.Portfolio.Initiatives.Count)
                .Where(i => target.Theme.Length == 0 || resolved.Portfolio.Initiatives[i].Theme == target.Theme);
        return new TargetModel(target.Id, [.. initiatives], target.Sites.Value, Month.Parse(target.By) - start);
    }

    static List<string> Distinct(IEnumerable<string> names) => [.. names.Where(name => name.Length > 0).Distinct()];
}
