using Grpc.Core;
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
    /// <remarks>Nothing is started unless all can be: of several, each is checked first.</remarks>
    /// <exception cref="RefusedRunsException">Some cannot.</exception>
    public override async Task Start(CancellationToken cancellation)
    {
        var wanted = Completed(await definitions.Write(cancellation));
        if (wanted.Count > 1)
            await Checked(wanted, withoutCost: true, cancellation);
        foreach (var (title, run) in wanted)
        {
            var create = new CreateRunRequest { Parent = WrittenDefinitions.Workspace, Run = run, RequestId = Guid.NewGuid().ToString() };
            Started(title, await Client.Runs.CreateRunAsync(create, cancellationToken: cancellation));
        }
    }

    /// <summary>Writes the definitions and has the runs checked, without starting them.</summary>
    /// <returns>The runs as they would be, with what each would cost.</returns>
    /// <exception cref="RefusedRunsException">Some cannot be.</exception>
    public async Task<IReadOnlyList<(string Title, Run Run)>> Validate(CancellationToken cancellation) =>
        await Checked(Completed(await definitions.Write(cancellation)), withoutCost: false, cancellation);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> Stop() => UnderWay.Count == 0
        ? ["Interrupted before any run was started; nothing was kept."]
        : ["Interrupted. Kept:", .. (await Cancel()).Select(standing => standing.Kept)];

    /// <summary>The runs that are wanted, with all that was asked for.</summary>
    List<(string Title, Run Run)> Completed(long revision)
    {
        List<(string Title, Run Run)> wanted = [.. Wanted()];
        foreach (var (_, run) in wanted)
        {
            (run.Portfolio, run.PortfolioRevision) = (definitions.Portfolio, revision);
            run.ScenarioRevisions.Add(definitions.Revisions([ScenarioOf(run)]));
            (run.Replications, run.Point, run.Until) = (request.Replications, request.Point, request.Until?.Clone());
            (run.Sampling, run.ReplicationsPerDraw) = (request.Sampling, request.ReplicationsPerDraw);
            if (request.Seed is { } seed)
                run.Seed = seed;
        }

        return wanted;
    }

    /// <summary>The runs as they would be.</summary>
    async Task<IReadOnlyList<(string Title, Run Run)>> Checked(IEnumerable<(string Title, Run Run)> wanted, bool withoutCost, CancellationToken cancellation)
    {
        var (valid, refused) = (new List<(string, Run)>(), new List<(string, RpcException)>());
        foreach (var (title, run) in wanted)
        {
            var check = new CreateRunRequest { Parent = WrittenDefinitions.Workspace, Run = run, ValidateOnly = true, WithoutCost = withoutCost };
            try
            {
                valid.Add((title, await Client.Runs.CreateRunAsync(check, cancellationToken: cancellation)));
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.InvalidArgument)
            {
                refused.Add((title, exception));
            }
        }

        return refused.Count == 0 ? valid : throw new RefusedRunsException(refused);
    }

    /// <summary>Id of a run's scenario; null for the plain portfolio.</summary>
    static string? ScenarioOf(Run run) => run.Scenario.Length == 0 ? null : WorkTables.IdOf(run.Scenario);
}
