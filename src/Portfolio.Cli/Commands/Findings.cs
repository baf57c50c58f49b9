using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>What a run of some scenarios found.</summary>
/// <param name="Portfolio">The portfolio's id.</param>
/// <param name="Runs">The runs, in the order of the scenarios; the first is what the others are compared with.</param>
/// <param name="Comparison">How the others differ from the first; empty where there are none.</param>
sealed record Findings(string Portfolio, IReadOnlyList<ScenarioFindings> Runs, Comparison Comparison)
{
    /// <summary>How a run differs from the first in an outcome; null where the first does not have it.</summary>
    public Difference? Difference(int run, string subject, string outcome) =>
        outcomes.GetValueOrDefault((subject, outcome))?.Scenarios[run].Difference;

    readonly Dictionary<(string, string), ComparedOutcome> outcomes = Comparison.Outcomes.ToDictionary(each => (each.Subject, each.Outcome));

    /// <summary>Reads what runs of a portfolio found, and compares them.</summary>
    /// <param name="client">The server.</param>
    /// <param name="runs">The runs, which have ended.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<Findings> Read(PortfolioClient client, IReadOnlyList<Run> runs, CancellationToken cancellation)
    {
        var found = new List<ScenarioFindings>();
        foreach (var run in runs)
        {
            var result = await client.Runs.GetRunResultAsync(new GetRunResultRequest { Name = run.Name }, cancellationToken: cancellation);
            found.Add(new ScenarioFindings(run.Scenario.Length == 0 ? null : WorkTables.IdOf(run.Scenario), run, result));
        }

        return new Findings(WorkTables.IdOf(runs[0].Portfolio), found, await Compared(client, runs, cancellation));
    }

    static async Task<Comparison> Compared(PortfolioClient client, IReadOnlyList<Run> runs, CancellationToken cancellation)
    {
        if (runs.Count == 1)
            return new Comparison();
        var compare = new CompareRunsRequest { Runs = { runs.Select(run => run.Name) } };
        return await client.Runs.CompareRunsAsync(compare, cancellationToken: cancellation);
    }
}

/// <summary>What the run of one scenario found.</summary>
/// <param name="Scenario">Id of the scenario; null for the plain portfolio.</param>
/// <param name="Run">The run.</param>
/// <param name="Result">Its result.</param>
sealed record ScenarioFindings(string? Scenario, Run Run, RunResult Result);
