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
}

/// <summary>What the run of one scenario found.</summary>
/// <param name="Scenario">Id of the scenario; null for the plain portfolio.</param>
/// <param name="Run">The run.</param>
/// <param name="Result">Its result.</param>
sealed record ScenarioFindings(string? Scenario, Run Run, RunResult Result);

/// <summary>What the <c>run</c> command does: a run for each scenario, and what they found.</summary>
/// <param name="client">The server.</param>
/// <param name="definitions">What is run.</param>
/// <param name="request">How.</param>
/// <param name="readsOutcomes">Whether outcomes of single replications are read afterwards, as they are to compare scenarios; else none are kept.</param>
/// <param name="screen">Shows the runs, in their order.</param>
sealed class ScenarioSession(PortfolioClient client, WrittenDefinitions definitions, SimulationRequest request, bool readsOutcomes, IRunScreen screen)
    : RunSession(client, definitions, request, screen)
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Title, Run Run)> Wanted() =>
        Definitions.Scenarios.Select(scenario => (scenario ?? "the plain portfolio", new Run
        {
            Scenario = Definitions.NameOf(scenario),
            KeepOutcomes = readsOutcomes || Definitions.Scenarios.Count > 1,
        }));

    /// <summary>Reads what the runs found.</summary>
    public async Task<Findings> Findings(CancellationToken cancellation)
    {
        var found = new List<ScenarioFindings>();
        foreach (var (scenario, run) in Definitions.Scenarios.Zip(Runs))
        {
            var result = await Client.Runs.GetRunResultAsync(new GetRunResultRequest { Name = run.Name }, cancellationToken: cancellation);
            found.Add(new ScenarioFindings(scenario, run, result));
        }

        return new Findings(Definitions.Id, found, await Compared(cancellation));
    }

    async Task<Comparison> Compared(CancellationToken cancellation)
    {
        if (Runs.Count == 1)
            return new Comparison();
        var compare = new CompareRunsRequest { Runs = { Runs.Select(run => run.Name) } };
        return await Client.Runs.CompareRunsAsync(compare, cancellationToken: cancellation);
    }
}
