using Portfolio.Definitions;

namespace Portfolio.Cli.Commands;

/// <summary>What a <c>run</c> or <c>compare</c> command asks for.</summary>
/// <param name="Path">The definition.</param>
/// <param name="Scenarios">Scenarios to simulate; empty for the default ones.</param>
/// <param name="Replications">Replications of each.</param>
/// <param name="Seed">Seed instead of the portfolio's.</param>
/// <param name="Point">Means instead of draws.</param>
sealed record SimulationRequest(string Path, IReadOnlyList<string> Scenarios, int Replications, ulong? Seed, bool Point)
{
    /// <summary>The scenarios to simulate; null stands for the plain portfolio.</summary>
    public IReadOnlyList<string?> ScenariosOf(DefinitionSet set)
    {
        var known = set.Scenarios.Select(scenario => scenario.Id).Order(StringComparer.Ordinal).ToList();
        if (Scenarios.Count > 0)
            return Known("--scenario", Scenarios, known);
        return set.Portfolio.DefaultScenarios.Count > 0
            ? Known("defaultScenarios", set.Portfolio.DefaultScenarios, known)
            : [null, .. known];
    }

    static List<string?> Known(string from, IEnumerable<string> wanted, List<string> known)
    {
        var unknown = wanted.Where(name => !known.Contains(name)).Select(name => $"{from} {name}: there is no such scenario{NearestName.Hint(name, known)}").ToList();
        return unknown.Count > 0 ? throw new CommandException(ExitCode.WrongInput, unknown) : [.. wanted.Distinct()];
    }
}
