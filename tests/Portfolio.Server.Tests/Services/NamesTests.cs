using Grpc.Core;
using Portfolio.Client;

namespace Portfolio.Server.Tests.Services;

/// <summary>What every method says to a name or a page that cannot be, and to one that is not there.</summary>
public sealed class NamesTests(SharedServer shared)
{
    const string Portfolio = $"{Some.Workspace}/portfolios/nobodys";
    const string Run = $"{Some.Workspace}/runs/nobodys";

    static readonly Dictionary<string, (string Field, string Missing, Func<PortfolioClient, string, Task> Call)> Methods = new()
    {
        ["GetPortfolio"] = ("name", Portfolio, async (client, name) => await client.Portfolios.GetPortfolioAsync(new() { Name = name })),
        ["UpdatePortfolio"] = ("portfolio.name", Portfolio, async (client, name) =>
            await client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = new(Some.Portfolio("nobodys")) { Name = name } })),
        ["ListInitiatives"] = ("parent", Portfolio, async (client, name) => await client.Initiatives.ListInitiativesAsync(new() { Parent = name })),
        ["GetInitiative"] = ("name", $"{Portfolio}/initiatives/i", async (client, name) => await client.Initiatives.GetInitiativeAsync(new() { Name = name })),
        ["GetScenario"] = ("name", $"{Portfolio}/scenarios/s", async (client, name) => await client.Scenarios.GetScenarioAsync(new() { Name = name })),
        ["CreateRun"] = ("run.portfolio", Portfolio, async (client, name) =>
            await client.Runs.CreateRunAsync(new() { Parent = Some.Workspace, Run = Some.Run(name) })),
        ["GetRun"] = ("name", Run, async (client, name) => await client.Runs.GetRunAsync(new() { Name = name })),
        ["CancelRun"] = ("name", Run, async (client, name) => await client.Runs.CancelRunAsync(new() { Name = name })),
        ["GetRunResult"] = ("name", Run, async (client, name) => await client.Runs.GetRunResultAsync(new() { Name = name })),
        ["WatchRun"] = ("name", Run, (client, name) => client.Runs.WatchRun(new() { Name = name }).All()),
        ["ReadOutcomes"] = ("name", Run, (client, name) => client.Runs.ReadOutcomes(new() { Name = name }).All()),
    };

    static readonly Dictionary<string, (string Parent, Func<PortfolioClient, string, int, string, Task> Call)> Lists = new()
    {
        ["ListPortfolios"] = (Some.Workspace, async (client, parent, size, token) => await client.Portfolios.ListPortfoliosAsync(new() { Parent = parent, PageSize = size, PageToken = token })),
        ["ListScenarios"] = (Portfolio, async (client, parent, size, token) => await client.Scenarios.ListScenariosAsync(new() { Parent = parent, PageSize = size, PageToken = token })),
        ["ListRuns"] = (Some.Workspace, async (client, parent, size, token) => await client.Runs.ListRunsAsync(new() { Parent = parent, PageSize = size, PageToken = token })),
    };

    public static TheoryData<string> NamesOfMethods => [.. Methods.Keys];

    public static TheoryData<string> NamesOfLists => [.. Lists.Keys];

    [Theory]
    [MemberData(nameof(NamesOfMethods))]
    public async Task Method_NotThere_IsNotFoundByName(string method)
    {
        var (_, missing, call) = Methods[method];
        var refused = await Refused.By(() => call(shared.Client, missing));
        Assert.Equal((StatusCode.NotFound, "NOT_FOUND", missing), (refused.Code, refused.Reason, refused.Resource));
    }

    [Theory]
    [MemberData(nameof(NamesOfMethods))]
    public async Task Method_NotAName_IsRefusedByField(string method)
    {
        var (field, missing, call) = Methods[method];
        foreach (var wrong in new[] { "", "x", missing + "/", missing + "\n", "/" + missing, missing.Replace("nobodys", "..", StringComparison.Ordinal), missing + new string('x', 64) })
        {
            var refused = await Refused.By(() => call(shared.Client, wrong));
            Assert.Equal((StatusCode.InvalidArgument, "INVALID_ARGUMENT"), (refused.Code, refused.Reason));
            Assert.Equal([field], refused.Fields);
        }
    }

    [Theory]
    [MemberData(nameof(NamesOfLists))]
    public async Task List_WrongParentSizeOrToken_IsRefusedByField(string list)
    {
        var (parent, call) = Lists[list];
        foreach (var wrong in new[] { "", "workspaces/", parent + "/b", parent + "\n" })
            Assert.Equal(["parent"], (await Refused.By(() => call(shared.Client, wrong, 0, ""))).Fields);
        Assert.Equal(["page_size"], (await Refused.By(() => call(shared.Client, parent, -1, ""))).Fields);
        Assert.Equal(["page_token"], (await Refused.By(() => call(shared.Client, parent, 0, "%"))).Fields);
    }

    [Theory]
    [InlineData("")]
    [InlineData("default")]
    [InlineData("workspaces/default\n")]
    public async Task Create_WrongParent_IsRefusedByField(string parent)
    {
        Assert.Equal(["parent"], (await Refused.By(() => shared.Client.Create(workspace: parent))).Fields);
        Assert.Equal(["parent"], (await Refused.By(() => shared.Client.Create(parent, Some.Scenario("s")))).Fields);
        Assert.Equal(["parent"], (await Refused.By(() => shared.Client.Start(Some.Run(Portfolio), parent))).Fields);
    }

    [Fact]
    public async Task Lines_OfARefusal_AreOneForEachField()
    {
        var portfolio = Some.Portfolio();
        (portfolio.Start, portfolio.Months.Value) = ("soon", 7.5);
        var exception = await Assert.ThrowsAsync<RpcException>(() => shared.Client.Create(portfolio));
        var lines = Refusal.Lines(exception);
        Assert.Equal(2, lines.Count);
        Assert.StartsWith("portfolio.start: ", lines[0], StringComparison.Ordinal);
    }
}
