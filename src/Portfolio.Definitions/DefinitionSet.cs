using Portfolio.Contracts.V1;

namespace Portfolio.Definitions;

/// <summary>A portfolio and its scenarios, as written.</summary>
/// <param name="Portfolio">The portfolio.</param>
/// <param name="Scenarios">Its scenarios, in the order of their ids.</param>
public sealed record DefinitionSet(PortfolioDefinition Portfolio, IReadOnlyList<Scenario> Scenarios);
