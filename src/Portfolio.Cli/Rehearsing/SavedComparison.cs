using Portfolio.Cli.Commands;
using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Rehearsing;

/// <summary>What was done at the table, run as a scenario with many replications beside the scenario that was rehearsed, and others.</summary>
static class SavedComparison
{
    /// <summary>Runs and prints.</summary>
    /// <param name="client">The server.</param>
    /// <param name="rehearsal">What was rehearsed: the scenario that the others are compared with.</param>
    /// <param name="scenarios">The others.</param>
    /// <param name="replications">Replications of each.</param>
    /// <param name="cancellation">Gives up; what was computed is kept.</param>
    public static async Task Print(PortfolioClient client, Rehearsal rehearsal, IReadOnlyList<string> scenarios, int replications, CancellationToken cancellation)
    {
        var set = await HeldRevision.Read(client, new RevisionReference(rehearsal.Portfolio, 0), cancellation);
        var own = rehearsal.Scenario.Length == 0 ? null : rehearsal.Scenario[(rehearsal.Scenario.LastIndexOf('/') + 1)..];
        IReadOnlyList<string?> compared = [.. new ScenarioChoice(set).Checked([.. scenarios.Select(name => ("compare", name))]).Prepend(own).Distinct()];
        var request = new SimulationRequest(rehearsal.Portfolio, replications, rehearsal.Seed, rehearsal.Point);
        using var screen = RunScreen.Create(set, compared);
        var session = new ScenarioSession(client, new WrittenDefinitions(client, set, compared), request, readsOutcomes: false, screen);
        if (await session.Complete(screen, cancellation))
            new FindingsTables(await Findings.Read(client, session.Runs, cancellation), set, everyCopy: false).Print();
    }
}
