using Portfolio.Contracts.V1;

namespace Portfolio.Definitions;

/// <summary>A portfolio and its scenarios, as written.</summary>
/// <param name="Portfolio">The portfolio.</param>
/// <param name="Scenarios">Its scenarios, in the order of their ids.</param>
public sealed record DefinitionSet(PortfolioDefinition Portfolio, IReadOnlyList<Scenario> Scenarios)
{
    /// <summary>The file that the portfolio was read from; null where it came from none.</summary>
    public SourceFile? Source { get; init; }

    /// <summary>Files that scenarios were read from, by the scenario's id. Those that stand in the portfolio's file have none of their own.</summary>
    public IReadOnlyDictionary<string, SourceFile> ScenarioSources { get; init; } = new Dictionary<string, SourceFile>();
}
