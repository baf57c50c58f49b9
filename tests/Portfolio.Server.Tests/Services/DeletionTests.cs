using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Deleting and bringing back portfolios and scenarios.</summary>
public sealed class DeletionTests(SharedServer shared)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    PortfolioClient Client => shared.Client;

    [Fact]
    public async Task DeletePortfolio_Deleted_IsReadButListedOnlyOnDemand()
    {
        var workspace = Some.OwnWorkspace();
        var (kept, gone) = (await Client.Create(workspace: workspace), await Client.Create(workspace: workspace));
        var deleted = await Client.Portfolios.DeletePortfolioAsync(new() { Name = gone.Name, Etag = gone.Etag }, cancellationToken: Cancellation);
        Assert.NotNull(deleted.DeleteTime);
        Assert.Equal(deleted, await Client.Portfolios.GetPortfolioAsync(new() { Name = gone.Name }, cancellationToken: Cancellation));
        Assert.Equal([kept.Id], await Listed(workspace, showDeleted: false));
        Assert.Equal(new[] { kept.Id, gone.Id }.Order(StringComparer.Ordinal), await Listed(workspace, showDeleted: true));
        var back = await Client.Portfolios.UndeletePortfolioAsync(new() { Name = gone.Name }, cancellationToken: Cancellation);
        Assert.Equal((3L, null), (back.Revision, back.DeleteTime));
    }

    [Fact]
    public async Task DeletePortfolio_WithScenarios_WantsForce()
    {
        var portfolio = await Client.Create();
        var scenario = await Client.Create(portfolio.Name, Some.Scenario("cut"));
        var refused = await Refused.By(async () => await Client.Portfolios.DeletePortfolioAsync(new() { Name = portfolio.Name }, cancellationToken: Cancellation));
        Assert.Equal(StatusCode.FailedPrecondition, refused.Code);
        Assert.Contains("it has scenarios: cut", refused.Status.Message, StringComparison.Ordinal);
        await Client.Portfolios.DeletePortfolioAsync(new() { Name = portfolio.Name, Force = true }, cancellationToken: Cancellation);
        Assert.NotNull((await Client.Scenarios.GetScenarioAsync(new() { Name = scenario.Name }, cancellationToken: Cancellation)).DeleteTime);
    }

    [Fact]
    public async Task DeletePortfolio_EtagOfBeforeAndForce_DeletesNothing()
    {
        var portfolio = await Client.Create();
        var scenario = await Client.Create(portfolio.Name, Some.Scenario("cut"));
        var request = new DeletePortfolioRequest { Name = portfolio.Name, Etag = "1-other", Force = true };
        Assert.Equal(StatusCode.Aborted, (await Refused.By(async () => await Client.Portfolios.DeletePortfolioAsync(request, cancellationToken: Cancellation))).Code);
        Assert.Null((await Client.Scenarios.GetScenarioAsync(new() { Name = scenario.Name }, cancellationToken: Cancellation)).DeleteTime);
    }

    [Fact]
    public async Task DeletePortfolio_Deleted_IsNotRunNorChanged()
    {
        var portfolio = await Client.Create();
        await Client.Portfolios.DeletePortfolioAsync(new() { Name = portfolio.Name }, cancellationToken: Cancellation);
        Assert.Equal(StatusCode.FailedPrecondition, (await Refused.By(() => Client.Start(Some.Run(portfolio.Name)))).Code);
        Assert.Equal(StatusCode.FailedPrecondition, (await Refused.By(() => Client.Create(portfolio.Name, Some.Scenario("cut")))).Code);
        var past = Some.Run(portfolio.Name);
        past.PortfolioRevision = 1;
        Assert.Equal(1, (await Client.Start(past)).PortfolioRevision);
    }

    [Fact]
    public async Task DeleteScenario_ThatOthersExtend_WantsForceAndTakesThemAlong()
    {
        var portfolio = await Client.Create();
        var (root, child) = (await Client.Create(portfolio.Name, Some.Scenario("root")), await Client.Create(portfolio.Name, Some.Scenario("child", extends: "root")));
        var refused = await Refused.By(() => Delete(root.Name, force: false));
        Assert.Equal((StatusCode.FailedPrecondition, root.Name), (refused.Code, refused.Resource));
        Assert.Contains("child extends root", refused.Status.Message, StringComparison.Ordinal);
        await Delete(root.Name, force: true);
        Assert.Empty((await Client.Scenarios.ListScenariosAsync(new() { Parent = portfolio.Name }, cancellationToken: Cancellation)).Scenarios);
        Assert.Equal(2, (await Client.Scenarios.ListScenariosAsync(new() { Parent = portfolio.Name, ShowDeleted = true }, cancellationToken: Cancellation)).Scenarios.Count);
        Assert.Equal(2, (await Client.Scenarios.GetScenarioAsync(new() { Name = child.Name }, cancellationToken: Cancellation)).Revision);
    }

    [Fact]
    public async Task UndeleteScenario_NotDeleted_IsRefused()
    {
        var scenario = await Client.Create((await Client.Create()).Name, Some.Scenario("cut"));
        Assert.Equal(StatusCode.AlreadyExists, (await Refused.By(() => Undelete(scenario.Name))).Code);
        await Delete(scenario.Name, force: false);
        Assert.Equal(StatusCode.NotFound, (await Refused.By(() => Delete(scenario.Name, force: false))).Code);
        Assert.Equal(3, (await Undelete(scenario.Name)).Revision);
    }

    [Fact]
    public async Task ListPortfolios_DeletedOnesBetween_PagesAreFull()
    {
        var workspace = Some.OwnWorkspace();
        foreach (var id in new[] { "a", "b", "c", "d", "e" })
            await Client.Create(Some.Portfolio(id), workspace);
        foreach (var id in new[] { "a", "b", "d" })
            await Client.Portfolios.DeletePortfolioAsync(new() { Name = $"{workspace}/portfolios/{id}" }, cancellationToken: Cancellation);
        var first = await Client.Portfolios.ListPortfoliosAsync(new() { Parent = workspace, PageSize = 1 }, cancellationToken: Cancellation);
        var second = await Client.Portfolios.ListPortfoliosAsync(new() { Parent = workspace, PageSize = 1, PageToken = first.NextPageToken }, cancellationToken: Cancellation);
        Assert.Equal(("c", "e", ""), (Assert.Single(first.Portfolios).Id, Assert.Single(second.Portfolios).Id, second.NextPageToken));
    }

    async Task<Scenario> Delete(string name, bool force) => await Client.Scenarios.DeleteScenarioAsync(new() { Name = name, Force = force }, cancellationToken: Cancellation);

    async Task<Scenario> Undelete(string name) => await Client.Scenarios.UndeleteScenarioAsync(new() { Name = name }, cancellationToken: Cancellation);

    async Task<List<string>> Listed(string workspace, bool showDeleted) =>
        [.. (await Client.Portfolios.ListPortfoliosAsync(new() { Parent = workspace, ShowDeleted = showDeleted }, cancellationToken: Cancellation)).Portfolios.Select(each => each.Id)];
}
