using Portfolio.Contracts.V1;
using Portfolio.Definitions.Resolving;

namespace Portfolio.Definitions.Batches;

/// <summary>What one item of a batch rests on: its scenario with all that it extends and, where the item sets something, a scenario of its own that extends it.</summary>
/// <remarks>An item that sets nothing rests on the very plan of a run of its scenario, so that one answers the other.</remarks>
public static class ItemPlan
{
    /// <summary>Id of the scenario that sets what an item sets. No number of the item is in it: equal items have equal plans.</summary>
    public const string Id = "batch-item";

    /// <summary>The plan of an item.</summary>
    /// <param name="all">The portfolio and every scenario.</param>
    /// <param name="item">The item.</param>
    /// <param name="problems">Takes what is wrong with the scenarios; that something set cannot be is found out by compiling.</param>
    public static RunPlan Of(RunPlan all, WantedItem item, Problems problems)
    {
        var plan = new RunPlan { Portfolio = all.Portfolio, Scenario = item.Scenario };
        plan.Scenarios.AddRange(ScenarioChain.Of(all.Scenarios, item.Scenario, problems).AsEnumerable().Reverse());
        if (item.Set.Count == 0)
            return plan;
        var own = new Scenario { Id = Id, Extends = item.Scenario };
        foreach (var (path, value) in item.Set)
            own.Set[path] = value;
        plan.Scenario = Id;
        plan.Scenarios.Insert(0, own);
        return plan;
    }

    /// <summary>A problem of an item's plan, in the item's own words.</summary>
    public static string Text(Problem problem)
    {
        const string set = "set.";
        var path = problem.Document == $"scenarios/{Id}" && problem.Path.StartsWith(set, StringComparison.Ordinal) ? problem.Path[set.Length..] : $"{problem.Document}: {problem.Path}";
        return Quote.Line($"{path}: {problem.Text}");
    }
}
