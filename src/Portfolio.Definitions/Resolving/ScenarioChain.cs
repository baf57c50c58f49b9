using Portfolio.Contracts.V1;

namespace Portfolio.Definitions.Resolving;

/// <summary>A scenario and all that it extends.</summary>
static class ScenarioChain
{
    /// <summary>The scenario of an id and what it extends, the root first; nothing for the plain portfolio.</summary>
    public static List<Scenario> Of(IReadOnlyList<Scenario> scenarios, string? id, Problems problems)
    {
        var found = new List<Scenario>();
        var from = "";
        while (!string.IsNullOrEmpty(id))
        {
            if (found.Any(scenario => scenario.Id == id))
            {
                var circle = found.Select(scenario => scenario.Id).SkipWhile(each => each != id).Append(id);
                problems.Add($"scenarios/{from}", "extends", $"\"{id}\" makes a circle: {string.Join(" → ", circle)}");
                break;
            }

            if (scenarios.FirstOrDefault(scenario => scenario.Id == id) is not { } next)
            {
                var hint = NearestName.Hint(id, scenarios.Select(scenario => scenario.Id).Where(other => other != from));
                var (document, path) = from.Length == 0 ? ($"scenarios/{id}", "") : ($"scenarios/{from}", "extends");
                problems.Add(document, path, $"there is no scenario {Quote.Of(id)}{hint}");
                break;
            }

            found.Add(next);
            (from, id) = (id, next.Extends);
        }

        found.Reverse();
        return found;
    }
}
