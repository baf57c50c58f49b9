using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Files;
using Portfolio.Definitions.Schema;

namespace Portfolio.Cli.Applying;

/// <summary>The files of what a server holds: the text that each was read from where there is one that still says the same, else one of the program's own.</summary>
static class ExportedFiles
{
    /// <summary>The files, the portfolio's first.</summary>
    public static IReadOnlyList<SourceFile> Of(Served served)
    {
        var alive = served.Scenarios.Where(each => each.Scenario.DeleteTime is null).ToList();
        var (file, within) = OfPortfolio(served, [.. alive.Select(each => each.Scenario)]);
        return [file, .. alive.Where(each => !within.Contains(each.Scenario.Id)).Select(OfScenario)];
    }

    /// <summary>A portfolio's file may hold scenarios too; it is kept while all of them are still what it says.</summary>
    static (SourceFile File, HashSet<string> Within) OfPortfolio(Served served, List<Scenario> scenarios)
    {
        var portfolio = served.Portfolio!;
        if (served.Source is { } source && IsSound(problems => SourceFiles.Check(source, portfolio, problems)) && SourceFiles.Read(source) is { } set
            && set.Scenarios.All(within => scenarios.Any(scenario => Outputs.Without(scenario).Equals(within))))
        {
            return (source, [.. set.Scenarios.Select(scenario => scenario.Id)]);
        }

        return (DefinitionText.Of(portfolio), []);
    }

    static SourceFile OfScenario(ServedScenario served) =>
        served.Source is { } source && IsSound(problems => SourceFiles.Check(source, served.Scenario, problems)) ? source : DefinitionText.Of(served.Scenario);

    static bool IsSound(Action<Problems> check)
    {
        var problems = new Problems();
        check(problems);
        return !problems.Any;
    }
}
