using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Grains;
using Portfolio.Grains.Runs;
using Portfolio.Model.Outcomes;
using Portfolio.Storage;
using Series = Portfolio.Contracts.V1.Series;

namespace Portfolio.Server.Services;

/// <summary>Runs over gRPC: pins what a run rests on, then leaves it to the run's grain.</summary>
sealed class RunApi(IGrainFactory grains, SqliteNames names, DefinitionReader reader, OutcomeReader outcomes, TimeProvider time, IHostApplicationLifetime lifetime)
    : RunService.RunServiceBase
{
    const int DefaultReplications = 2000;
    const int MostReplications = 1_000_000;
    const int DefaultShardSize = 64;
    const int MostShardSize = 4096;

    /// <inheritdoc/>
    public override async Task<Run> CreateRun(CreateRunRequest request, ServerCallContext context)
    {
        var workspace = ResourceName.RequireWorkspace(request.Parent, "parent");
        var run = request.Run ?? throw Refusals.Invalid("run", "is required");
        Complete(run);
        var plan = await Plan(run);
        run.EngineVersion = Engine;
        run.PlanHash = HashOf(plan, run);
        if (request.ValidateOnly)
            return run;
        var name = $"{workspace}/runs/{NewId(request.RequestId)}";
        return await grains.GetGrain<IRunGrain>(name).Create(run, plan);
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
    public override Task<Run> CancelRun(CancelRunRequest request, ServerCallContext context) => GrainOf(request.Name).Cancel();

    /// <inheritdoc/>
    public override async Task WatchRun(WatchRunRequest request, IServerStreamWriter<RunFrame> responseStream, ServerCallContext context)
    {
        if (request.AfterSequence < 0)
            throw Refusals.Invalid("after_sequence", $"{request.AfterSequence} is negative");
        using var until = UntilStopping(context);
        await foreach (var frame in GrainOf(request.Name).Watch(request.AfterSequence, request.View, until.Token))
            await responseStream.WriteAsync(frame, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<RunResult> GetRunResult(GetRunResultRequest request, ServerCallContext context) => GrainOf(request.Name).ReadResult(request.Bands);

    /// <inheritdoc/>
    public override async Task ReadOutcomes(ReadOutcomesRequest request, IServerStreamWriter<OutcomeBlock> responseStream, ServerCallContext context)
    {
        var state = await GrainOf(request.Name).ReadPlan();
        using var until = UntilStopping(context);
        await foreach (var block in outcomes.Read(state, request.Subjects.ToHashSet(), until.Token))
            await responseStream.WriteAsync(block, context.CancellationToken);
    }

    /// <summary>A server that stops ends its streams: it would wait for them.</summary>
    /// <remarks>Between messages: a write that is cancelled resets the stream, and the client would not learn why.</remarks>
    CancellationTokenSource UntilStopping(ServerCallContext context) =>
        CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);

    static string Engine { get; } = typeof(RunApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    IRunGrain GrainOf(string name) => grains.GetGrain<IRunGrain>(ResourceName.RequireRun(name, "name"));

    /// <summary>Checks what a request says of a run and fills in what it leaves open.</summary>
    static void Complete(Run run)
    {
        ResourceName.RequirePortfolio(run.Portfolio, "run.portfolio");
        if (run.Scenario.Length > 0 && ResourceName.ParentOf(ResourceName.RequireScenario(run.Scenario, "run.scenario")) != run.Portfolio)
            throw Refusals.Invalid("run.scenario", $"{run.Scenario} is not a scenario of {run.Portfolio}");
        if (run.Replications is < 0 or > MostReplications)
            throw Refusals.Invalid("run.replications", $"{run.Replications} is not allowed; allowed: 1 to {MostReplications}, or 0 for {DefaultReplications}");
        if (run.ShardSize is < 0 or > MostShardSize || run.ShardSize % DefaultShardSize != 0)
            throw Refusals.Invalid("run.shard_size", $"{run.ShardSize} is not allowed; allowed: a multiple of {DefaultShardSize} up to {MostShardSize}, or 0");
        foreach (var series in run.Series.Where(series => series == Series.Unspecified || !Enum.IsDefined(series)))
            throw Refusals.Invalid("run.series", $"{series} is not a known series");
        run.Replications = run.Replications == 0 ? DefaultReplications : run.Replications;
        run.ShardSize = run.ShardSize == 0 ? DefaultShardSize : run.ShardSize;
        List<Series> wanted = run.Series.Count == 0 ? [.. SeriesFacts.Default.Select(each => (Series)(int)each)] : [.. run.Series.Distinct()];
        run.Series.Clear();
        run.Series.AddRange(wanted);
        run.ReplicationsDone = 0;
        run.Digest = run.Name = "";
        run.Error = null;
        run.EndTime = null;
    }

    /// <summary>Everything the result will depend on, checked.</summary>
    async Task<RunPlan> Plan(Run run)
    {
        var portfolio = await reader.Portfolio(run.Portfolio, run.PortfolioRevision);
        List<Scenario> chain = run.Scenario.Length == 0 ? [] : await reader.Chain(run.Scenario, run.ScenarioRevision);
        var plan = new RunPlan { Portfolio = portfolio, Scenario = chain.Count == 0 ? "" : chain[0].Id };
        plan.Scenarios.AddRange(chain);
        var problems = new Problems();
        var compiled = Compiler.Compile(new DefinitionSet(portfolio, chain), chain.Count == 0 ? null : plan.Scenario, new CompileOptions(run.HasSeed ? run.Seed : null, run.Point), problems);
        if (compiled is null)
            throw Refusals.Invalid(problems);
        run.PortfolioRevision = portfolio.Revision;
        run.ScenarioRevision = chain.Count == 0 ? 0 : chain[0].Revision;
        run.Seed = compiled.Model.Seed;
        return plan;
    }

    /// <summary>Names that sort by time; a request id always leads to the same one.</summary>
    string NewId(string requestId) => requestId.Length > 0
        ? $"r-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(requestId)))[..20]}"
        : $"{time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>SHA-256 over definitions, seed and whether distributions are replaced; revisions and times left out.</summary>
    static string HashOf(RunPlan plan, Run run)
    {
        var definition = plan.Clone();
        (definition.Portfolio.UpdateTime, definition.Portfolio.Etag, definition.Portfolio.Revision) = (null, "", 0);
        foreach (var initiative in definition.Portfolio.Initiatives)
            (initiative.UpdateTime, initiative.Etag, initiative.Revision) = (null, "", 0);
        foreach (var scenario in definition.Scenarios)
            (scenario.UpdateTime, scenario.Etag, scenario.Revision) = (null, "", 0);
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true) { Deterministic = true })
        {
            definition.WriteTo(output);
            output.WriteUInt64(run.Seed);
            output.WriteBool(run.Point);
        }

        return Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()));
    }
}
