using Portfolio.Definitions;

namespace Portfolio.Cli.Commands;

/// <summary>What a <c>run</c> command asks for.</summary>
/// <param name="Path">The definition.</param>
/// <param name="Scenarios">Scenarios to run; empty for the default ones.</param>
/// <param name="Replications">Replications of each.</param>
/// <param name="Seed">Seed instead of the portfolio's.</param>
/// <param name="Point">Means instead of draws.</param>
sealed record RunRequest(string Path, IReadOnlyList<string> Scenarios, int Replications, ulong? Seed, bool Point)
{
    /// <summary>The scenarios to run; null stands for the plain portfolio.</summary>
    public IReadOnlyList<string?> ScenariosOf(DefinitionSet set)
    {
        var known = set.Scenarios.Select(scenario => scenario.Id).ToHashSet();
        foreach (var name in Scenarios.Where(name => !known.Contains(name)))
            throw new CommandException(ExitCode.WrongInput, $"--scenario {name}: there is no such scenario; known: {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        if (Scenarios.Count > 0)
            return [.. Scenarios.Distinct()];
        if (set.Portfolio.DefaultScenarios.Count > 0)
            return [.. set.Portfolio.DefaultScenarios];
        return set.Scenarios.Count > 0 ? [.. set.Scenarios.Select(scenario => scenario.Id)] : [null];
    }
}
