using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Server.Tests.Services;

/// <summary>Batches as a client meets them.</summary>
public sealed class BatchServiceTests(SharedServer server)
{
    PortfolioClient Client => server.Client;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batch_ToItsEnd_HasARowForEachItem()
    {
        var created = await Create(await Wanted(), Some.OwnWorkspace());
        Assert.Equal((State.Running, 4), (created.State, created.Items));
        var ended = await End(created.Name);
        Assert.Equal((State.Succeeded, 4), (ended.State, ended.ItemsSucceeded));
        var items = await Items(created.Name);
        Assert.Equal([1, 2, 3, 4], items.Select(item => item.Number));
        Assert.Equal([("", 0.2), ("cut", 0.2), ("", 0.9), ("cut", 0.9)], items.Select(item => (item.Scenario, item.Set["framework.strength"].NumberValue)));
        Assert.All(items, item => Assert.Equal(["portfolio", "initiatives/scan", "initiatives/read"], item.Subjects.Select(subject => subject.Subject)));
        Assert.All(items, item => Assert.Equal("some-live", Assert.Single(item.Targets).Target));
        Assert.Equal(4, items.Select(item => item.Digest).Distinct().Count());
    }

    [Fact]
    public async Task Batch_ItemThatSetsNothing_IsAnsweredByTheRunOfItsScenario()
    {
        var portfolio = (await Client.Create()).Name;
        var run = await Client.End((await Client.Start(Some.Run(portfolio, replications: 64))).Name);
        var batch = await Create(new Batch { Portfolio = portfolio, Replications = new Number { Value = 64 } }, Some.Workspace);
        await End(batch.Name);
        var item = Assert.Single(await Items(batch.Name));
        Assert.Equal((true, run.Name, run.Digest), (item.FromStore, item.Run, item.Digest));
    }

    [Fact]
    public async Task Batch_RunsOfItems_PinWhatTheyDependOn()
    {
        var wanted = await Wanted();
        var created = await Create(wanted, Some.OwnWorkspace());
        await End(created.Name);
        var runs = new List<Run>();
        foreach (var item in await Items(created.Name))
            runs.Add(await Client.Runs.GetRunAsync(new GetRunRequest { Name = item.Run }, cancellationToken: Cancellation));
        var cut = $"{wanted.Portfolio}/scenarios/cut";
        Assert.Equal([wanted.Portfolio], runs[0].Manifest.Definitions.Select(each => each.Name));
        Assert.Equal([wanted.Portfolio, cut], runs[1].Manifest.Definitions.Select(each => each.Name));
        Assert.Equal((cut, 1L, 1L), (runs[1].Scenario, runs[1].ScenarioRevision, runs[1].ScenarioRevisions[cut]));
        foreach (var (run, manifest) in runs.Select(run => (run, run.Manifest)))
            Assert.Equal((run.EngineVersion, run.PlanHash, run.Seed, 64), (manifest.EngineVersion, manifest.PlanHash, manifest.Seed, manifest.Replications));
        Assert.Equal(4, runs.Select(run => run.Manifest.ContentHash).Distinct().Count());
    }

    [Fact]
    public async Task CreateBatch_SameRequestId_IsTheSameBatch()
    {
        var request = new CreateBatchRequest { Parent = Some.OwnWorkspace(), Batch = await Wanted(), RequestId = "once" };
        var first = await Client.Batches.CreateBatchAsync(request, cancellationToken: Cancellation);
        var second = await Client.Batches.CreateBatchAsync(request, cancellationToken: Cancellation);
        Assert.Equal(first.Name, second.Name);
        Assert.Equal(first.Name, Assert.Single((await Client.Batches.ListBatchesAsync(new() { Parent = request.Parent }, cancellationToken: Cancellation)).Batches).Name);
        await End(first.Name);
    }

    [Fact]
    public async Task CreateBatch_SameRequestIdOnceTheDefinitionHasChanged_IsTheSameBatch()
    {
        var request = new CreateBatchRequest { Parent = Some.OwnWorkspace(), Batch = await Wanted(), RequestId = "once" };
        var first = await Client.Batches.CreateBatchAsync(request, cancellationToken: Cancellation);
        var portfolio = await Client.Portfolios.GetPortfolioAsync(new() { Name = first.Portfolio }, cancellationToken: Cancellation);
        await Client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = new(portfolio) { Months = new Number { Value = 30 }, Etag = "" } }, cancellationToken: Cancellation);
        var second = await Client.Batches.CreateBatchAsync(request, cancellationToken: Cancellation);
        Assert.Equal((first.Name, 1L), (second.Name, second.PortfolioRevision));
        await End(first.Name);
    }

    [Fact]
    public async Task CreateBatch_ValidateOnly_CountsAndCreatesNothing()
    {
        var workspace = Some.OwnWorkspace();
        var batch = await Client.Batches.CreateBatchAsync(new() { Parent = workspace, Batch = await Wanted(), ValidateOnly = true }, cancellationToken: Cancellation);
        Assert.Equal((4, ""), (batch.Items, batch.Name));
        Assert.Empty((await Client.Batches.ListBatchesAsync(new() { Parent = workspace }, cancellationToken: Cancellation)).Batches);
    }

    [Fact]
    public async Task CreateBatch_Wrong_NamesEveryField()
    {
        var batch = await Wanted();
        batch.Scenarios.Add("cat");
        batch.Replications.Value = 0;
        var refused = await Refused.By(() => Create(batch, Some.Workspace));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_ARGUMENT"), (refused.Code, refused.Reason));
        Assert.Equal(["batch.replications", "batch.scenarios.2"], refused.Fields);
    }

    [Theory]
    [InlineData("workspaces/default/runs/one"), InlineData(""), InlineData("workspaces/default/batches/one/two")]
    public async Task GetBatch_WrongName_IsRefused(string name) =>
        Assert.Equal(StatusCode.InvalidArgument, (await Refused.By(async () => await Client.Batches.GetBatchAsync(new() { Name = name }, cancellationToken: Cancellation))).Code);

    [Fact]
    public async Task ListRuns_ItemsOfBatches_AreNotAmongThem()
    {
        var workspace = Some.OwnWorkspace();
        var batch = await Create(await Wanted(), workspace);
        await End(batch.Name);
        Assert.Empty((await Client.Runs.ListRunsAsync(new() { Parent = workspace }, cancellationToken: Cancellation)).Runs);
        var run = await Client.Runs.GetRunAsync(new() { Name = (await Items(batch.Name))[0].Run }, cancellationToken: Cancellation);
        Assert.Equal((batch.Name, 0.2), (run.Batch, run.Set["framework.strength"].NumberValue));
    }

    async Task<Batch> Wanted()
    {
        var portfolio = (await Client.Create()).Name;
        await Client.Create(portfolio, Some.Scenario("cut"));
        return new Batch
        {
            Portfolio = portfolio,
            Scenarios = { "", "cut" },
            Replications = new Number { Value = 64 },
            Subjects = { "portfolio", "initiatives/-" },
            Grid = { new GridAxis { Path = "framework.strength", Values = { Value.ForNumber(0.2), Value.ForNumber(0.9) } } },
        };
    }

    async Task<Batch> Create(Batch batch, string workspace) =>
        await Client.Batches.CreateBatchAsync(new() { Parent = workspace, Batch = batch }, cancellationToken: Cancellation);

    async Task<Batch> End(string name)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Calls.Patience);
        return (await Client.WatchBatch(name, patience.Token).LastAsync(patience.Token)).Ended;
    }

    Task<List<BatchItem>> Items(string name) => Client.Batches.ReadBatchItems(new() { Name = name }, cancellationToken: Cancellation).All();
}
