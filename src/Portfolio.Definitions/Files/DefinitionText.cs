using Portfolio.Contracts.V1;

namespace Portfolio.Definitions.Files;

/// <summary>Writes definitions as files that say the same: equal definitions have equal texts, and reading one brings the definition back.</summary>
public static class DefinitionText
{
    /// <summary>A portfolio's file, without scenarios.</summary>
    public static SourceFile Of(PortfolioDefinition portfolio) => new() { Path = "portfolio.yaml", Text = Under("portfolio", MessageNodes.Of(portfolio)) };

    /// <summary>A scenario's file.</summary>
    public static SourceFile Of(Scenario scenario) => new() { Path = $"scenarios/{scenario.Id}.yaml", Text = Under("scenario", MessageNodes.Of(scenario)) };

    static string Under(string top, Node node) => BlockText.Of(new MappingNode(0, [(new ScalarNode(0, top, true), node)]));
}
