using Portfolio.Contracts.V1;

namespace Portfolio.Definitions.Differing;

/// <summary>All that a scenario and those it extends say, by what it is about.</summary>
static class FlatScenario
{
    /// <summary>The parts, in the order in which they are said.</summary>
    /// <param name="chain">The scenario and all it extends, the root first.</param>
    public static OrderedDictionary<string, Part> Of(IReadOnlyList<Scenario> chain)
    {
        var parts = new OrderedDictionary<string, Part>();
        foreach (var scenario in chain)
        {
            foreach (var (path, value) in scenario.Set.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                parts[$"set.{path}"] = new OverridePart(path, [.. (parts.GetValueOrDefault($"set.{path}") as OverridePart)?.Values ?? [], value]);
            foreach (var id in scenario.Remove)
                parts.Remove($"events.{id}");
            foreach (var happening in scenario.Events)
                parts[$"events.{happening.Id}"] = new EventPart(happening);
            if (scenario.Policy is { } policy)
                parts["policy"] = PolicyPart.Over(parts.GetValueOrDefault("policy") as PolicyPart, policy);
            if (scenario.CostPerMonth is { } cost)
                parts["costPerMonth"] = new CostPart([.. (parts.GetValueOrDefault("costPerMonth") as CostPart)?.Costs ?? [], (scenario.Id, cost)]);
        }

        return parts;
    }
}
