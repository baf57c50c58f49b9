using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>A command's conversation with the server about some runs: writes the definitions, starts the runs, watches them to their end.</summary>
/// <param name="client">The server.</param>
/// <param name="definitions">What is run.</param>
/// <param name="request">How.</param>
/// <param name="screen">Shows the runs, in their order.</param>
abstract class RunSession(PortfolioClient client, WrittenDefinitions definitions, SimulationRequest request, IRunScreen screen) : ISession
{
    readonly List<(string Title, Run Run)> started = [];

    /// <summary>The server.</summary>
    protected PortfolioClient Client => client;

    /// <summary>What is run.</summary>
    protected WrittenDefinitions Definitions => definitions;

    /// <summary>The runs, once they are started.</summary>
    protected IReadOnlyList<Run> Runs => [.. started.Select(each => each.Run)];

    /// <summary>The runs that are wanted, each with what people call it: scenario, and what else sets it apart from the others.</summary>
    protected abstract IEnumerable<(string Title, Run Run)> Wanted();

    /// <inheritdoc/>
    public async Task Start(CancellationToken cancellation)
    {
        var revision = await definitions.Write(cancellation);
        foreach (var (title, run) in Wanted())
        {
            Complete(run, revision);
            var create = new CreateRunRequest { Parent = WrittenDefinitions.Workspace, Run = run, RequestId = Guid.NewGuid().ToString() };
            started.Add((title, await client.Runs.CreateRunAsync(create, cancellationToken: cancellation)));
        }
    }

    /// <summary>Writes the definitions and has the runs checked, without starting them.</summary>
    /// <returns>The runs as they would be, with what each would cost.</returns>
    public async Task<IReadOnlyList<(string Title, Run Run)>> Validate(CancellationToken cancellation)
    {
        var valid = new List<(string Title, Run Run)>();
        var revision = await definitions.Write(cancellation);
        foreach (var (title, run) in Wanted())
        {
            Complete(run, revision);
            var create = new CreateRunRequest { Parent = WrittenDefinitions.Workspace, Run = run, ValidateOnly = true };
            valid.Add((title, await client.Runs.CreateRunAsync(create, cancellationToken: cancellation)));
        }

        return valid;
    }

    /// <inheritdoc/>
    public async Task Watch(CancellationToken cancellation)
    {
        await Task.WhenAll(started.Select((each, index) => Watch(each.Run, index, cancellation)));
        Standing.CheckComplete([.. started.Select(each => StandingOf(each.Title, each.Run))]);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> Stop()
    {
        if (started.Count == 0)
            return ["Interrupted before any run was started; nothing was kept."];
        var stopped = await Task.WhenAll(started.Select(async each => StandingOf(each.Title, await client.Runs.CancelRunAsync(new CancelRunRequest { Name = each.Run.Name }))));
        return ["Interrupted. Kept:", .. stopped.Select(standing => standing.Kept)];
    }

    void Complete(Run run, long revision)
    {
        (run.Portfolio, run.PortfolioRevision) = (definitions.Portfolio, revision);
        run.ScenarioRevisions.Add(definitions.Revisions([ScenarioOf(run)]));
        (run.Replications, run.Point, run.Until) = (request.Replications, request.Point, request.Until?.Clone());
        if (request.Seed is { } seed)
            run.Seed = seed;
    }

    async Task Watch(Run run, int index, CancellationToken cancellation)
    {
        await foreach (var frame in client.Watch(run.Name, view: null, cancellation))
        {
            if (frame.ContentCase == RunFrame.ContentOneofCase.Bands)
                screen.Show(index, frame.Bands);
            else if (frame.ContentCase == RunFrame.ContentOneofCase.Heartbeat)
                screen.Show(index, frame.Heartbeat);
            else if (frame.ContentCase == RunFrame.ContentOneofCase.Change)
                screen.Show(index, frame.Change);
            else if (frame.ContentCase == RunFrame.ContentOneofCase.Ended)
                started[index] = (started[index].Title, frame.Ended);
        }
    }

    /// <summary>Id of a run's scenario; null for the plain portfolio.</summary>
    static string? ScenarioOf(Run run) => run.Scenario.Length == 0 ? null : run.Scenario[(run.Scenario.LastIndexOf('/') + 1)..];

    static Standing StandingOf(string title, Run run) => new(run.Name, run.State, run.Error?.Message, run.ReplicationsDone, run.Replications, title);
}
