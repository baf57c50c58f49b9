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

/// <summary>One <c>run</c> command's conversation with the server: writes the definitions, starts a run for each scenario, watches, reads.</summary>
sealed class RunSession(PortfolioClient client, WrittenDefinitions definitions, SimulationRequest request, IRunScreen screen) : ISession
{
    readonly List<Run> runs = [];

    /// <inheritdoc/>
    public async Task Start(CancellationToken cancellation)
    {
        var revision = await definitions.Write(cancellation);
        foreach (var scenario in definitions.Scenarios)
        {
            var create = new CreateRunRequest { Parent = WrittenDefinitions.Workspace, Run = New(revision, scenario), RequestId = Guid.NewGuid().ToString() };
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

    /// <summary>Reads what the runs found.</summary>
    public async Task<Findings> Findings(CancellationToken cancellation)
    {
        var found = new List<ScenarioFindings>();
        for (var i = 0; i < runs.Count; i++)
        {
            var result = await client.Runs.GetRunResultAsync(new GetRunResultRequest { Name = runs[i].Name }, cancellationToken: cancellation);
            found.Add(new ScenarioFindings(definitions.Scenarios[i], runs[i], result));
        }

        return new Findings(definitions.Id, found, await Compared(cancellation));
    }

    async Task<Comparison> Compared(CancellationToken cancellation)
    {
        if (runs.Count == 1)
            return new Comparison();
        var request = new CompareRunsRequest { Runs = { runs.Select(run => run.Name) } };
        return await client.Runs.CompareRunsAsync(request, cancellationToken: cancellation);
    }

    Run New(long revision, string? scenario)
    {
        var run = new Run
        {
            Portfolio = definitions.Portfolio,
            PortfolioRevision = revision,
            Scenario = definitions.NameOf(scenario),
            Replications = request.Replications,
            Point = request.Point,
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
        new(run.Name, run.State, run.Error?.Message, run.ReplicationsDone, run.Replications, run.Scenario.Length == 0 ? "the plain portfolio" : run.Scenario.Split('/')[^1]);
}
