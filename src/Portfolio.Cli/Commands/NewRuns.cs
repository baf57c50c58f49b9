using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>A command's conversation with the server about runs of its own: writes the definitions, starts the runs, watches them to their end.</summary>
/// <param name="client">The server.</param>
/// <param name="definitions">What is run.</param>
/// <param name="request">How.</param>
/// <param name="screen">Shows the runs, in their order.</param>
abstract class NewRuns(PortfolioClient client, WrittenDefinitions definitions, SimulationRequest request, IRunScreen screen) : RunSession(client, screen)
{
    /// <summary>What is run.</summary>
    protected WrittenDefinitions Definitions => definitions;

    /// <summary>The runs that are wanted, each with what people call it: scenario, and what else sets it apart from the others.</summary>
    protected abstract IEnumerable<(string Title, Run Run)> Wanted();

    /// <inheritdoc/>
    public override async Task Start(CancellationToken cancellation)
    {
        var revision = await definitions.Write(cancellation);
        foreach (var (title, run) in Wanted())
        {
            Complete(run, revision);
            var create = new CreateRunRequest { Parent = WrittenDefinitions.Workspace, Run = run, RequestId = Guid.NewGuid().ToString() };
            Started(title, await Client.Runs.CreateRunAsync(create, cancellationToken: cancellation));
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
            valid.Add((title, await Client.Runs.CreateRunAsync(create, cancellationToken: cancellation)));
        }

        return valid;
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> Stop() => UnderWay.Count == 0
        ? ["Interrupted before any run was started; nothing was kept."]
        : ["Interrupted. Kept:", .. (await Cancel()).Select(standing => standing.Kept)];

    void Complete(Run run, long revision)
    {
        (run.Portfolio, run.PortfolioRevision) = (definitions.Portfolio, revision);
        run.ScenarioRevisions.Add(definitions.Revisions([ScenarioOf(run)]));
        (run.Replications, run.Point, run.Until) = (request.Replications, request.Point, request.Until?.Clone());
        if (request.Seed is { } seed)
            run.Seed = seed;
    }

    /// <summary>Id of a run's scenario; null for the plain portfolio.</summary>
    static string? ScenarioOf(Run run) => run.Scenario.Length == 0 ? null : WorkTables.IdOf(run.Scenario);
}
