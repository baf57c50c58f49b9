using Portfolio.Contracts.V1;
using Portfolio.Definitions.Schema;

namespace Portfolio.Definitions.Resolving;

/// <summary>Where a number was written.</summary>
/// <param name="Path">The path at which it was declared, such as <c>defaults.adoption.p</c>.</param>
/// <param name="From"><c>portfolio</c>, <c>scenarios/{id}</c> or <c>default</c>.</param>
public sealed record Declaration(string Path, string From);

/// <summary>A portfolio under one scenario with nothing left open: groups expanded, defaults merged and filled in, overrides applied, events inherited.</summary>
public sealed class ResolvedDefinition
{
    internal ResolvedDefinition(string? scenario) => Scenario = scenario;

    /// <summary>The portfolio; every number is there, initiatives are expanded.</summary>
    public PortfolioDefinition Portfolio { get; internal set; } = new();

    /// <summary>Id of the scenario; null for the plain portfolio.</summary>
    public string? Scenario { get; }

    /// <summary>What happens, with the document each event comes from.</summary>
    public List<(string Document, Event Event)> Events { get; } = [];

    /// <summary>What the scenarios of the chain cost in a month.</summary>
    public List<(string Scenario, Number Cost)> Costs { get; } = [];

    /// <summary>Indices of the initiatives that an id stands for: a copy's own, or all of a group.</summary>
    public Dictionary<string, int[]> Ids { get; } = [];

    internal Dictionary<Number, Declaration> Declarations { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The id under which each initiative was written: its group's, or its own where it has none or a scenario says something of it alone.</summary>
    internal Dictionary<string, string> Written { get; } = [];

    /// <summary>What the scenarios of the chain put in place of the portfolio's own: the path, and where it was said.</summary>
    internal Dictionary<string, (string Document, string Path)> Overridden { get; } = [];

    /// <summary>Where a scenario overrode a path, something above it or something below it, if one did.</summary>
    internal (string Document, string Path)? OverrideAt(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            if (Overridden.TryGetValue(path[..end], out var place))
                return place;
        }

        return Overridden.Keys.LastOrDefault(each => each.StartsWith($"{path}.", StringComparison.Ordinal)) is { } below ? Overridden[below] : null;
    }

    /// <summary>The path under which an initiative was written.</summary>
    internal string PathOf(Initiative initiative) => $"initiatives.{Written[initiative.Id]}";

    /// <summary>Where a number was written.</summary>
    public Declaration DeclarationOf(Number number) => Declarations.GetValueOrDefault(number) ?? new Declaration("", "default");

    /// <summary>The places for numbers in the programme and in each initiative, with the number each holds.</summary>
    internal IEnumerable<(NumberSlot Slot, Number? Number)> ProgrammeNumbers() =>
        NumberSlot.Portfolio.Select(slot => (slot, slot.Get(Portfolio)));

    internal IEnumerable<(NumberSlot Slot, Number? Number)> InitiativeNumbers(int index) =>
        NumberSlot.Initiative.Select(slot => (slot, slot.Get(Portfolio.Initiatives[index])));
}
