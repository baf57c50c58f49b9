using Portfolio.Contracts.V1;
using Portfolio.Definitions.Resolving;

namespace Portfolio.Definitions.Differing;

/// <summary>The changes that lead from one scenario to another, and the scenarios in which only some of them are made.</summary>
/// <remarks>
/// A change is an entry of <c>set</c>, an event, the policy or the costs that the two do not share, whichever scenario of their chains
/// says it. Made are entries in the order of the first scenario, then in that of the second.
/// </remarks>
public sealed class ScenarioDifference
{
    readonly List<(string Key, Part? From, Part? To)> parts;
    readonly List<int> changed;

    ScenarioDifference(List<(string Key, Part? From, Part? To)> parts)
    {
        this.parts = parts;
        changed = [.. Enumerable.Range(0, parts.Count).Where(i => parts[i].From != parts[i].To)];
        Changes = [.. changed.Select(i => new ScenarioChange { Path = parts[i].Key, From = parts[i].From?.Text ?? "", To = parts[i].To?.Text ?? "" })];
    }

    /// <summary>The changes.</summary>
    public IReadOnlyList<ScenarioChange> Changes { get; }

    /// <summary>The difference of two scenarios.</summary>
    /// <param name="from">The first with all it extends; nothing for the plain portfolio.</param>
    /// <param name="to">The second with all it extends; nothing for the plain portfolio.</param>
    public static ScenarioDifference Between((IReadOnlyList<Scenario> Scenarios, string Id) from, (IReadOnlyList<Scenario> Scenarios, string Id) to)
    {
        var (first, second) = (FlatScenario.Of(Chain(from)), FlatScenario.Of(Chain(to)));
        var keys = first.Keys.Concat(second.Keys.Where(key => !first.ContainsKey(key)));
        return new ScenarioDifference([.. keys.Select(key => (key, first.GetValueOrDefault(key), second.GetValueOrDefault(key)))]);
    }

    /// <summary>The first scenario with some of the changes.</summary>
    /// <param name="made">Whether a change is made, by its index.</param>
    /// <returns>A chain of scenarios, the last of which extends all others; none where nothing differs from the plain portfolio.</returns>
    public IReadOnlyList<Scenario> With(Func<int, bool> made)
    {
        var chain = new List<Scenario>();
        for (var i = 0; i < parts.Count; i++)
        {
            var change = changed.IndexOf(i);
            var part = change >= 0 && made(change) ? parts[i].To : parts[i].From;
            foreach (var scenario in part?.Scenarios() ?? [])
                Extend(chain, scenario);
        }

        return chain;
    }

    /// <summary>What costs money keeps its name, which addresses its random numbers.</summary>
    static void Extend(List<Scenario> chain, Scenario scenario)
    {
        if (scenario.Id.Length == 0)
            scenario.Id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"part-{chain.Count + 1}-of-an-explanation");
        if (chain.Count > 0)
            scenario.Extends = chain[^1].Id;
        chain.Add(scenario);
    }

    static List<Scenario> Chain((IReadOnlyList<Scenario> Scenarios, string Id) scenario) => ScenarioChain.Of(scenario.Scenarios, scenario.Id, new Problems());
}
