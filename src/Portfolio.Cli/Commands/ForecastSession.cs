using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>One <c>forecast</c> command's conversation with the server: a run as planned and one from what has happened, on the same seed.</summary>
sealed class ForecastSession(PortfolioClient client, WrittenDefinitions definitions, SimulationRequest request, ForecastStart start, IRunScreen screen) : ISession
{
    static readonly Series[] Told = [Series.Live, Series.Received];

    readonly List<Run> runs = [];

    /// <summary>The run from what has happened.</summary>
    public Run Forecast => runs[1];

    /// <inheritdoc/>
    public async Task Start(CancellationToken cancellation)
    {
        var revision = await definitions.Write(cancellation);
        foreach (var forecast in new[] { null, start })
        {
            var create = new CreateRunRequest { Parent = WrittenDefinitions.Workspace, Run = New(revision, forecast), RequestId = Guid.NewGuid().ToString() };
            runs.Add(await client.Runs.CreateRunAsync(create, cancellationToken: cancellation));
        }
    }

    /// <inheritdoc/>
    public async Task Watch(CancellationToken cancellation)
    {
        await Task.WhenAll(runs.Select((run, index) => Watch(run, index, cancellation)));
        Standing.CheckComplete([.. runs.Select(StandingOf)]);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> Stop()
    {
        if (runs.Count == 0)
            return ["Interrupted before any run was started; nothing was kept."];
        var stopped = await Task.WhenAll(runs.Select(run => client.Runs.CancelRunAsync(new CancelRunRequest { Name = run.Name }).ResponseAsync));
        return ["Interrupted. Kept:", .. stopped.Select(run => StandingOf(run).Kept)];
    }

    /// <summary>Plan, actuals and forecast of everything.</summary>
    public async Task<Outlook> Outlook(CancellationToken cancellation) => await client.Runs.GetOutlookAsync(
        new GetOutlookRequest { Plan = runs[0].Name, Forecast = Forecast.Name, Subjects = { "portfolio", "themes/-", "initiatives/-" }, Series = { Told } },
        cancellationToken: cancellation);

    Run New(long revision, ForecastStart? forecast)
    {
        var run = new Run
        {
            Portfolio = definitions.Portfolio,
            PortfolioRevision = revision,
            Scenario = definitions.NameOf(definitions.Scenarios[0]),
            Replications = request.Replications,
            Point = request.Point,
            Forecast = forecast,
            Series = { Told },
        };
        if (request.Seed is { } seed)
            run.Seed = seed;
        return run;
    }

    async Task Watch(Run run, int index, CancellationToken cancellation)
    {
        await foreach (var frame in client.Watch(run.Name, view: null, cancellation))
        {
            if (frame.ContentCase == RunFrame.ContentOneofCase.Bands)
                screen.Show(index, frame.Bands);
            else if (frame.ContentCase == RunFrame.ContentOneofCase.Ended)
                runs[index] = frame.Ended;
        }
    }

    static Standing StandingOf(Run run) =>
        new(run.Name, run.State, run.Error?.Message, run.ReplicationsDone, run.Replications, run.Forecast is null ? "as planned" : $"from {run.Forecast.Month}");
}
