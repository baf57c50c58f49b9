using System.CommandLine;
using Portfolio.Definitions;

namespace Portfolio.Cli.Commands;

/// <summary>Which scenarios of a portfolio a command is about. Null stands for the plain portfolio, which has no name to be given by.</summary>
/// <param name="set">The definitions.</param>
sealed class ScenarioChoice(DefinitionSet set)
{
    const string Defaults = "defaultScenarios";

    readonly List<string> known = [.. set.Scenarios.Select(scenario => scenario.Id).Order(StringComparer.Ordinal)];

    /// <summary>The option that names several.</summary>
    public static Option<string[]> SeveralOption() => new("--scenario")
    {
        Description = "Scenario to simulate; may be given several times, the first is what the others are compared with. Default: the portfolio's defaultScenarios, or the plain portfolio and all its scenarios.",
    };

    /// <summary>The option that names one.</summary>
    public static Option<string?> OneOption() => new("--scenario")
    {
        Description = "Scenario to simulate. Default: the first of the portfolio's defaultScenarios, or the plain portfolio.",
    };

    /// <summary>What the scenarios are called that there are.</summary>
    public IReadOnlyList<string> Known => known;

    /// <summary>Several scenarios.</summary>
    /// <param name="wanted">Their names; none for the default ones.</param>
    /// <exception cref="CommandException">There is no such scenario.</exception>
    public IReadOnlyList<string?> Several(IReadOnlyList<string> wanted)
    {
        if (wanted.Count > 0)
            return [.. Checked([.. wanted.Select(name => ("--scenario", name))]).Distinct()];
        return set.Portfolio.DefaultScenarios.Count > 0 ? [.. DefaultOnes().Distinct()] : [null, .. known];
    }

    /// <summary>One scenario; where none is named, the first default one or else the plain portfolio.</summary>
    /// <exception cref="CommandException">There is no such scenario.</exception>
    public string? One(string? wanted) => wanted is not null ? Checked([("--scenario", wanted)])[0] : DefaultOnes() is [var first, ..] ? first : null;

    /// <summary>The scenarios by default; empty where the portfolio names none.</summary>
    /// <exception cref="CommandException">There is no such scenario.</exception>
    public IReadOnlyList<string> DefaultOnes() => Checked([.. set.Portfolio.DefaultScenarios.Select(name => (Defaults, name))]);

    /// <summary>Scenarios that must be there.</summary>
    /// <param name="wanted">What names each, and its name.</param>
    /// <exception cref="CommandException">Some are not, each in a line.</exception>
    public IReadOnlyList<string> Checked(IReadOnlyList<(string From, string Name)> wanted)
    {
        var unknown = wanted.Where(each => !known.Contains(each.Name)).Select(each => $"{each.From} {each.Name}: there is no such scenario{NearestName.Hint(each.Name, known)}").ToList();
        return unknown.Count > 0 ? throw new CommandException(ExitCode.WrongInput, unknown) : [.. wanted.Select(each => each.Name)];
    }
}
