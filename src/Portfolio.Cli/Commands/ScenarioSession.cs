using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>What the <c>run</c> command does: a run for each scenario, and what they found.</summary>
/// <param name="client">The server.</param>
/// <param name="definitions">What is run.</param>
/// <param name="request">How.</param>
/// <param name="readsOutcomes">Whether outcomes of single replications are read afterwards, as they are to compare scenarios; else none are kept.</param>
/// <param name="screen">Shows the runs, in their order.</param>
sealed class ScenarioSession(PortfolioClient client, WrittenDefinitions definitions, SimulationRequest request, bool readsOutcomes, IRunScreen screen)
    : NewRuns(client, definitions, request, screen)
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Title, Run Run)> Wanted() =>
        Definitions.Scenarios.Select(scenario => (scenario ?? "the plain portfolio", new Run
        {
            Scenario = Definitions.NameOf(scenario),
            KeepOutcomes = readsOutcomes || Definitions.Scenarios.Count > 1,
        }));
}
