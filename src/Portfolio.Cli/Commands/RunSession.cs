using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;

namespace Portfolio.Cli.Commands;

/// <summary>What a run of some scenarios found.</summary>
/// <param name="Portfolio">The portfolio's id.</param>
/// <param name="Runs">The runs, in the order of the scenarios; the first is what the others are compared with.</param>
sealed record Findings(string Portfolio, IReadOnlyList<ScenarioFindings> Runs);

/// <summary>What the run of one scenario found.</summary>
/// <param name="Scenario">Id of the scenario; null for the plain portfolio.</param>
/// <param name="Run">The run.</param>
/// <param name="Result">Its result.</param>
/// <param name="Outcomes">Its outcomes, replication by replication.</param>
sealed record ScenarioFindings(string? Scenario, Run Run, RunResult Result, OutcomeColumns Outcomes);

/// <summary>One <c>run</c> command's conversation with the server: writes the definitions, starts a run for each scenario, watches, reads.</summary>
sealed class RunSession(PortfolioClient client, DefinitionSet set, IReadOnlyList<string?> scenarios, RunRequest request)
{
    const string Workspace = "workspaces/default";

    readonly List<Run> runs = [];

    string Portfolio => $"{Workspace}/portfolios/{set.Portfolio.Id}";

    /// <summary>Writes the definitions and starts the runs.</summary>
    public async Task Start(CancellationToken cancellation)
    {
        var portfolio = set.Portfolio.Clone();
        portfolio.Name = Portfolio;
        var written = await client.Portfolios.UpdatePortfolioAsync(new UpdatePortfolioRequest { Portfolio = portfolio, AllowMissing = true }, cancellationToken: cancellation);
        foreach (var scenario in Wanted())
        {
            var copy = scenario.Clone();
            copy.Name = $"{Portfolio}/scenarios/{scenario.Id}";
            await client.Scenarios.UpdateScenarioAsync(new UpdateScenarioRequest { Scenario = copy, AllowMissing = true }, cancellationToken: cancellation);
        }

        foreach (var scenario in scenarios)
        {
            var run = new Run
            {
                Portfolio = Portfolio,
                PortfolioRevision = written.Revision,
                Scenario = scenario is null ? "" : $"{Portfolio}/scenarios/{scenario}",
                Replications = request.Replications,
                Point = request.Point,
            };
            if (request.Seed is { } seed)
                run.Seed = seed;
            var create = new CreateRunRequest { Parent = Workspace, Run = run, RequestId = Guid.NewGuid().ToString() };
            runs.Add(await client.Runs.CreateRunAsync(create, cancellationToken: cancellation));
        }
    }

    /// <summary>Watches all runs to their ends.</summary>
    public async Task Watch(IRunScreen screen, CancellationToken cancellation)
    {
        await Task.WhenAll(runs.Select((run, index) => Watch(run, index, screen, cancellation)));
        foreach (var failed in runs.Where(run => run.State == Run.Types.State.Failed))
            throw new CommandException(ExitCode.Failed, $"{failed.Name} failed: {failed.Error?.Message}");
        if (runs.FirstOrDefault(run => run.State == Run.Types.State.Cancelled) is { } cancelled)
            throw new CommandException(ExitCode.Failed, $"{cancelled.Name} was cancelled after {cancelled.ReplicationsDone} of {cancelled.Replications} replications");
    }

    /// <summary>Cancels what still runs.</summary>
    /// <returns>What was kept, in words.</returns>
    public async Task<IReadOnlyList<string>> Stop()
    {
        if (runs.Count == 0)
            return ["Interrupted before any run was started; nothing was kept."];
        var stopped = await Task.WhenAll(runs.Select(run => client.Runs.CancelRunAsync(new CancelRunRequest { Name = run.Name }).ResponseAsync));
        return ["Interrupted. Kept:", .. stopped.Select(Kept)];
    }

    /// <summary>Reads what the runs found.</summary>
    public async Task<Findings> Findings(CancellationToken cancellation)
    {
        var found = new List<ScenarioFindings>();
        for (var i = 0; i < runs.Count; i++)
        {
            var result = await client.Runs.GetRunResultAsync(new GetRunResultRequest { Name = runs[i].Name }, cancellationToken: cancellation);
            var outcomes = await OutcomeColumns.Read(client, runs[i].Name, ["portfolio", "themes/-", "initiatives/-", "targets/-"], cancellation);
            found.Add(new ScenarioFindings(scenarios[i], runs[i], result, outcomes));
        }

        return new Findings(set.Portfolio.Id, found);
    }

    async Task Watch(Run run, int index, IRunScreen screen, CancellationToken cancellation)
    {
        await foreach (var frame in client.Watch(run.Name, view: null, cancellation))
        {
            if (frame.ContentCase == RunFrame.ContentOneofCase.Bands)
                screen.Show(index, frame.Bands);
            else if (frame.ContentCase == RunFrame.ContentOneofCase.Ended)
                runs[index] = frame.Ended;
        }
    }

    /// <summary>The scenarios to run and all they extend, what is extended first.</summary>
    List<Scenario> Wanted()
    {
        var wanted = new List<Scenario>();
        void Add(string id)
        {
            if (id.Length == 0 || wanted.Any(scenario => scenario.Id == id))
                return;
            var scenario = set.Scenarios.First(each => each.Id == id);
            Add(scenario.Extends);
            wanted.Add(scenario);
        }

        foreach (var scenario in scenarios)
            Add(scenario ?? "");
        return wanted;
    }

    static string Kept(Run run)
    {
        var state = run.State == Run.Types.State.Succeeded ? "complete" : "cancelled";
        return $"  {run.Name}: {state}, {run.ReplicationsDone:N0} of {run.Replications:N0} replications ({NameOf(run)})";
    }

    static string NameOf(Run run) => run.Scenario.Length == 0 ? "the plain portfolio" : run.Scenario[(run.Scenario.LastIndexOf('/') + 1)..];
}
