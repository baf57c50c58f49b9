using System.Text.RegularExpressions;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Schema;

namespace Portfolio.Definitions.Files;

/// <summary>Files that are kept beside the definitions that were read from them.</summary>
public static partial class SourceFiles
{
    const string Document = "source";

    /// <summary>Refuses a file of a portfolio that does not say what the portfolio says.</summary>
    public static void Check(SourceFile source, PortfolioDefinition portfolio, Problems problems)
    {
        if (!IsPath(source, PortfolioPath()))
            problems.Add(Document, "path", $"{Quote.Of(source.Path)} is not allowed; allowed: portfolio.yaml, portfolio.yml or portfolio.json");
        else if (!Says(source, portfolio))
            problems.Add(Document, "text", "does not say what the portfolio says");
    }

    /// <summary>Refuses a file of a scenario that does not say what the scenario says.</summary>
    public static void Check(SourceFile source, Scenario scenario, Problems problems)
    {
        if (!IsPath(source, ScenarioPath()))
            problems.Add(Document, "path", $"{Quote.Of(source.Path)} is not allowed; allowed: scenarios/NAME.yaml, .yml or .json");
        else if (!Says(source, scenario))
            problems.Add(Document, "text", "does not say what the scenario says");
    }

    /// <summary>What a portfolio's file says, its scenarios included; null where it cannot be read.</summary>
    public static DefinitionSet? Read(SourceFile source)
    {
        var problems = new Problems();
        var set = DefinitionFiles.Parse(source.Text, source.Path, problems);
        return problems.Any ? null : set;
    }

    static bool Says(SourceFile source, PortfolioDefinition portfolio) => Read(source) is { } set && set.Portfolio.Equals(Outputs.Without(portfolio));

    static bool Says(SourceFile source, Scenario scenario)
    {
        var problems = new Problems();
        var read = DefinitionFiles.ParseScenario(source.Text, source.Path, problems);
        return !problems.Any && Outputs.Without(scenario).Equals(read);
    }

    static bool IsPath(SourceFile source, Regex form) => form.IsMatch(source.Path);

    [GeneratedRegex(@"\Aportfolio\.(yaml|yml|json)\z", RegexOptions.CultureInvariant)]
    private static partial Regex PortfolioPath();

    [GeneratedRegex(@"\Ascenarios/[^/\\\p{C}.][^/\\\p{C}]{0,199}\.(yaml|yml|json)\z", RegexOptions.CultureInvariant)]
    private static partial Regex ScenarioPath();
}
