using System.Globalization;
using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Grains;
using Portfolio.Grains.Runs;
using Portfolio.Grains.Streams;
using Empty = Google.Protobuf.WellKnownTypes.Empty;

namespace Portfolio.Server.Services;

/// <summary>Runs over gRPC: pins what a run rests on, then leaves it to the run's grain.</summary>
sealed class RunApi(
    IGrainFactory grains, IStoredNames names, DefinitionReader reader, PlanMaker plans, OutlookMaker outlooks, OutcomeReader outcomes, RunComparer comparer, RunStreams streams,
    RunCosts costs, ShardSizes sizes, RunVerifier verifier, RunReplayer replayer, IHostApplicationLifetime lifetime)
    : RunService.RunServiceBase
{
    const int FewestCompared = 2;
    const int MostCompared = 100;

    /// <inheritdoc/>
    public override async Task<Run> CreateRun(CreateRunRequest request, ServerCallContext context)
    {
        var workspace = ResourceName.RequireWorkspace(request.Parent, "parent");
        var run = request.Run ?? throw Refusals.Invalid("run", "is required");
        var asked = PlanHash.OfRequest(run);
        var grain = grains.GetGrain<IRunGrain>($"{workspace}/runs/{plans.NewId(request.RequestId)}");

        // Before what it rests on, which may have changed since.
        if (request.RequestId.Length > 0 && !request.ValidateOnly && await grain.Find(asked) is { } created)
            return created;
        RunRequests.Complete(run);
        var planned = await Plan(run);
        StoppingRules.Check(run, planned.Model);
        var (plan, _, manifest) = planned;
        run.EngineVersion = PlanHash.Engine;
        run.PlanHash = PlanHash.Of(plan, run.Seed, run.Point);
        Manifests.Complete(manifest, run);
        if (request.ValidateOnly)
        {
            run.Cost = request.WithoutCost ? null : await costs.Of(run, plan, context.CancellationToken);
            return run;
        }

        return await grain.Create(run, plan, asked);
    }

    /// <inheritdoc/>
    public override Task<Run> GetRun(GetRunRequest request, ServerCallContext context) => GrainOf(request.Name).Read();

    /// <inheritdoc/>
    public override async Task<ListRunsResponse> ListRuns(ListRunsRequest request, ServerCallContext context)
    {
        var workspace = ResourceName.RequireWorkspace(request.Parent, "parent");
        var size = Paging.Size(request.PageSize);
        var found = await names.NewestFirst(StateNames.Runs, $"{workspace}/runs/", Paging.Number(request.PageToken, long.MaxValue), size + 1);
        var (page, next) = Paging.Cut(found, size, each => each.Position.ToString(CultureInfo.InvariantCulture));
        var response = new ListRunsResponse { NextPageToken = next };
        response.Runs.AddRange(await Task.WhenAll(page.Select(each => grains.GetGrain<IRunGrain>(each.Name).Read())));
        return response;
    }

    /// <inheritdoc/>
    public override Task<Run> PauseRun(PauseRunRequest request, ServerCallContext context) => GrainOf(request.Name).Pause();

    /// <inheritdoc/>
    public override Task<Run> ResumeRun(ResumeRunRequest request, ServerCallContext context) => GrainOf(request.Name).Resume();

    /// <inheritdoc/>
    public override Task<Run> CancelRun(CancelRunRequest request, ServerCallContext context) => GrainOf(request.Name).Cancel();

    /// <inheritdoc/>
    public override async Task<Empty> DeleteRun(DeleteRunRequest request, ServerCallContext context)
    {
        await GrainOf(request.Name).Delete();
        return new Empty();
    }

    /// <inheritdoc/>
    public override async Task WatchRun(WatchRunRequest request, IServerStreamWriter<RunFrame> responseStream, ServerCallContext context)
    {
        var after = Streams.Position(request.AfterEpoch, request.AfterSequence);
        var name = ResourceName.RequireRun(request.Name, "name");
        using var until = lifetime.UntilStopping(context);
        await foreach (var frame in streams.Watch(name, after, request.View ?? new View(), until.Token))
            await responseStream.WriteAsync(frame, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<RunResult> GetRunResult(GetRunResultRequest request, ServerCallContext context) => GrainOf(request.Name).ReadResult(request.Bands);

    /// <inheritdoc/>
    public override Task<Outlook> GetOutlook(GetOutlookRequest request, ServerCallContext context) => outlooks.Of(request);

    /// <inheritdoc/>
    public override async Task ReadOutcomes(ReadOutcomesRequest request, IServerStreamWriter<OutcomeBlock> responseStream, ServerCallContext context)
    {
        var state = await GrainOf(request.Name).ReadPlan();
        using var until = lifetime.UntilStopping(context);
        await foreach (var block in outcomes.Read(state, request.Subjects.ToHashSet(), until.Token))
            await responseStream.WriteAsync(block, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task ReplayReplication(ReplayReplicationRequest request, IServerStreamWriter<ReplayFrame> responseStream, ServerCallContext context)
    {
        var state = await GrainOf(request.Name).ReadPlan();
        foreach (var frame in await replayer.Replay(state, ReplicationChoice.Of(request, state.Run), context.CancellationToken))
            await responseStream.WriteAsync(frame, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<RunVerification> VerifyRun(VerifyRunRequest request, ServerCallContext context) =>
        verifier.Verify(ResourceName.RequireRun(request.Name, "name"), count => BlockChoice.Of(request, count), context.CancellationToken);

    /// <inheritdoc/>
    public override Task<Comparison> CompareRuns(CompareRunsRequest request, ServerCallContext context)
    {
        if (request.Runs.Count is < FewestCompared or > MostCompared)
            throw Refusals.Invalid("runs", $"{request.Runs.Count} runs are not allowed; allowed: {FewestCompared} to {MostCompared}");
        for (var i = 0; i < request.Runs.Count; i++)
            ResourceName.RequireRun(request.Runs[i], string.Create(CultureInfo.InvariantCulture, $"runs[{i}]"));
        return comparer.Compare(request.Runs, context.CancellationToken);
    }

    IRunGrain GrainOf(string name) => grains.GetGrain<IRunGrain>(ResourceName.RequireRun(name, "name"));

    /// <summary>Everything the result will depend on, checked.</summary>
    async Task<PlannedScenario> Plan(Run run)
    {
        var portfolio = await reader.Portfolio(run.Portfolio, run.PortfolioRevision);
        if (run.ScenarioRevision != 0)
            run.ScenarioRevisions[run.Scenario] = run.ScenarioRevision;
        var revisions = new ScenarioRevisions(run.ScenarioRevisions, "run.scenario_revisions");
        var planned = await plans.Of(portfolio, run.Scenario, revisions, run.HasSeed ? run.Seed : null, run.Point, run.Forecast, RunRequests.Sampled(portfolio, run));
        revisions.Complete();
        run.PortfolioRevision = portfolio.Revision;
        run.ScenarioRevision = run.Scenario.Length == 0 ? 0 : run.ScenarioRevisions[run.Scenario];
        run.Seed = planned.Model.Seed;
        run.ShardSize = run.ShardSize == 0 ? sizes.Of(planned.Model, run.Replications) : run.ShardSize;
        return planned;
    }
}
