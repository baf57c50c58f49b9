using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Scenarios over gRPC: checked against their portfolio and all they extend.</summary>
public sealed class ScenarioServiceTests(SharedServer shared)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    PortfolioClient Client => shared.Client;

    [Fact]
    public async Task CreateScenario_New_CanBeRead()
    {
        var portfolio = await Client.Create();
        var created = await Client.Create(portfolio.Name, Some.Scenario("cut"));
        Assert.Equal(($"{portfolio.Name}/scenarios/cut", 1L), (created.Name, created.Revision));
        Assert.Equal(created, await Get(created.Name));
    }

    [Fact]
    public async Task CreateScenario_SameRequestId_HasNoFurtherEffect()
    {
        var request = new CreateScenarioRequest { Parent = (await Client.Create()).Name, Scenario = Some.Scenario("cut"), RequestId = Some.Id() };
        var first = await Client.Scenarios.CreateScenarioAsync(request, cancellationToken: Cancellation);
        Assert.Equal(first, await Client.Scenarios.CreateScenarioAsync(request, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task CreateScenario_ValidateOnly_LeavesNothing()
    {
        var portfolio = await Client.Create();
        await Client.Scenarios.CreateScenarioAsync(new() { Parent = portfolio.Name, Scenario = Some.Scenario("cut"), ValidateOnly = true }, cancellationToken: Cancellation);
        Assert.Empty((await Client.Scenarios.ListScenariosAsync(new() { Parent = portfolio.Name }, cancellationToken: Cancellation)).Scenarios);
    }

    [Fact]
    public async Task CreateScenario_ThereIsOne_IsRefused()
    {
        var portfolio = await Client.Create();
        await Client.Create(portfolio.Name, Some.Scenario("cut"));
        Assert.Equal(StatusCode.AlreadyExists, (await Refused.By(() => Client.Create(portfolio.Name, Some.Scenario("cut")))).Code);
    }

    [Fact]
    public async Task CreateScenario_ManyProblems_NamesEveryFieldAtOnce()
    {
        var portfolio = await Client.Create();
        var scenario = Some.Scenario("cut");
        scenario.Set["initiatives.scan.adoption.p"] = Value.ForNumber(7);
        scenario.Set["initiatives.nobody.adoption.p"] = Value.ForNumber(0.1);
        scenario.Events[0].Budget.From = "2019-01";
        var refused = await Refused.By(() => Client.Create(portfolio.Name, scenario));
        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.InRange(refused.Fields.Count, 3, 10);
        Assert.All(refused.Fields, field => Assert.StartsWith("scenarios/cut", field, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CreateScenario_NoSuchPortfolio_IsNotFound()
    {
        var refused = await Refused.By(() => Client.Create($"{Some.Workspace}/portfolios/nobodys", Some.Scenario("cut")));
        Assert.Equal((StatusCode.NotFound, $"{Some.Workspace}/portfolios/nobodys"), (refused.Code, refused.Resource));
    }

    [Fact]
    public async Task CreateScenario_NoSuchBase_IsNotFound()
    {
        var portfolio = await Client.Create();
        var refused = await Refused.By(() => Client.Create(portfolio.Name, Some.Scenario("cut", extends: "nobody")));
        Assert.Equal((StatusCode.NotFound, $"{portfolio.Name}/scenarios/nobody"), (refused.Code, refused.Resource));
    }

    [Fact]
    public async Task UpdateScenario_InACircle_IsRefused()
    {
        var portfolio = await Client.Create();
        var first = await Client.Create(portfolio.Name, Some.Scenario("first"));
        await Client.Create(portfolio.Name, Some.Scenario("second", extends: "first"));
        first.Extends = "second";
        var refused = await Refused.By(() => Update(first));
        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.Contains(refused.Fields, field => field.EndsWith("extends", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UpdateScenario_Different_IsARevisionAndTheOldOneStays()
    {
        var first = await Client.Create((await Client.Create()).Name, Some.Scenario("cut"));
        var changed = first.Clone();
        changed.Description = "less money";
        var second = await Update(changed);
        Assert.Equal(2, second.Revision);
        Assert.Equal(first, await Get(first.Name, revision: 1));
        Assert.Equal(second, await Update(second));
        Assert.Equal(StatusCode.Aborted, (await Refused.By(() => Update(first))).Code);
    }

    [Fact]
    public async Task UpdateScenario_Missing_IsMadeOnlyWhereAllowed()
    {
        var scenario = Some.Scenario("cut");
        scenario.Name = $"{(await Client.Create()).Name}/scenarios/cut";
        Assert.Equal(StatusCode.NotFound, (await Refused.By(() => Update(scenario))).Code);
        Assert.Equal(1, (await Client.Scenarios.UpdateScenarioAsync(new() { Scenario = scenario, AllowMissing = true }, cancellationToken: Cancellation)).Revision);
    }

    [Fact]
    public async Task ListScenarios_Pages_AreInOrderAndOfThePortfolioAlone()
    {
        var (portfolio, other) = (await Client.Create(), await Client.Create());
        await Client.Create(other.Name, Some.Scenario("x"));
        foreach (var id in new[] { "c", "a", "b" })
            await Client.Create(portfolio.Name, Some.Scenario(id));
        var first = await Client.Scenarios.ListScenariosAsync(new() { Parent = portfolio.Name, PageSize = 2 }, cancellationToken: Cancellation);
        var second = await Client.Scenarios.ListScenariosAsync(new() { Parent = portfolio.Name, PageSize = 2, PageToken = first.NextPageToken }, cancellationToken: Cancellation);
        Assert.Equal(["a", "b"], first.Scenarios.Select(scenario => scenario.Id));
        Assert.Equal(["c"], second.Scenarios.Select(scenario => scenario.Id));
        Assert.Equal("", second.NextPageToken);
    }

    async Task<Scenario> Get(string name, long revision = 0) =>
        await Client.Scenarios.GetScenarioAsync(new() { Name = name, Revision = revision }, cancellationToken: Cancellation);

    async Task<Scenario> Update(Scenario scenario) => await Client.Scenarios.UpdateScenarioAsync(new() { Scenario = scenario }, cancellationToken: Cancellation);
}
