using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>What the <c>forecast</c> command does: a run as planned and one from what has happened, on the same seed, side by side.</summary>
sealed class ForecastSession(PortfolioClient client, WrittenDefinitions definitions, SimulationRequest request, ForecastStart start, IRunScreen screen)
    : NewRuns(client, definitions, request, screen)
{
    static readonly Series[] Told = [Series.Live, Series.Received];

    /// <summary>The run from what has happened.</summary>
    public Run Forecast => Runs[1];

    /// <inheritdoc/>
    protected override IEnumerable<(string Title, Run Run)> Wanted() => [("as planned", New(null)), ($"from {start.Month}", New(start))];

    /// <summary>Plan, actuals and forecast of everything.</summary>
    public async Task<Outlook> Outlook(CancellationToken cancellation) => await Client.Runs.GetOutlookAsync(
        new GetOutlookRequest { Plan = Runs[0].Name, Forecast = Forecast.Name, Subjects = { "portfolio", "themes/-", "initiatives/-" }, Series = { Told } },
        cancellationToken: cancellation);

    Run New(ForecastStart? forecast) => new() { Scenario = Definitions.NameOf(Definitions.Scenarios[0]), Forecast = forecast, Series = { Told } };
}
