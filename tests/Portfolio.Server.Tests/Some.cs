using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Files;

namespace Portfolio.Server.Tests;

/// <summary>Builds what does not matter to a test.</summary>
static class Some
{
    /// <summary>The workspace of tests that need none of their own.</summary>
    public const string Workspace = "workspaces/default";

    const string Yaml =
        """
        portfolio:
          id: some
          start: 2020-04
          months: 24
          seed: 5
          budget: {annual: [{fiscalYear: 2020, amount: 3000000}, {fiscalYear: 2021, amount: 2000000}], settlementCv: 0.2}
          targets: [{id: some-live, theme: stroke, sites: 4, by: 2021-12}]
          initiatives:
            - {id: scan, theme: stroke, stage: adoption, sites: {eligible: 12, live: 1}, adoption: {p: 0.1}}
            - {id: read, theme: cancer, stage: validation, sites: {eligible: 8}}
        scenarios:
          - {id: cut, events: [{id: less, budget: {from: 2021-04, factor: 0.5}}]}
        """;

    /// <summary>An id that nobody else uses.</summary>
    public static string Id() => $"t{Guid.NewGuid():N}";

    /// <summary>A workspace that nobody else uses.</summary>
    public static string OwnWorkspace() => $"workspaces/{Id()}";

    /// <summary>A portfolio of two initiatives over two years.</summary>
    public static PortfolioDefinition Portfolio(string? id = null)
    {
        var portfolio = Set().Portfolio;
        portfolio.Id = id ?? Id();
        return portfolio;
    }

    /// <summary>A scenario of it.</summary>
    public static Scenario Scenario(string id, string extends = "")
    {
        var scenario = Set().Scenarios[0];
        (scenario.Id, scenario.Extends) = (id, extends);
        return scenario;
    }

    /// <summary>A run of a portfolio.</summary>
    public static Run Run(string portfolio, int replications = 128, string scenario = "") =>
        new() { Portfolio = portfolio, Replications = replications, Scenario = scenario.Length == 0 ? "" : $"{portfolio}/scenarios/{scenario}" };

    static DefinitionSet Set()
    {
        var problems = new Problems();
        var set = DefinitionFiles.Parse(Yaml, "test.yaml", problems);
        Assert.Empty(problems.Found);
        return set!;
    }
}
