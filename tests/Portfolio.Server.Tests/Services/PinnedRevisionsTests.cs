using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Runs and studies of past revisions, and what they say of the revisions that they used.</summary>
public sealed class PinnedRevisionsTests(SharedServer shared)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    PortfolioClient Client => shared.Client;

    [Fact]
    public async Task CreateRun_NothingNamed_SaysWhichItUsed()
    {
        var (portfolio, root, child) = await Changed();
        var run = await Client.Start(Some.Run(portfolio, scenario: "child"));
        Assert.Equal((2L, 2L), (run.PortfolioRevision, run.ScenarioRevision));
        Assert.Equal([(child, 2L), (root, 2L)], run.ScenarioRevisions.Select(each => (each.Key, each.Value)).Order());
    }

    [Fact]
    public async Task CreateRun_PastRevisions_AreWhatItComputes()
    {
        var portfolio = await Client.Create();
        var before = await Client.End((await Client.Start(Some.Run(portfolio.Name))).Name);
        portfolio.Initiatives[0].Sites.Eligible.Value = 10;
        await Client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = portfolio }, cancellationToken: Cancellation);
        var past = Some.Run(portfolio.Name);
        past.PortfolioRevision = 1;
        var (again, now) = (await Client.End((await Client.Start(past)).Name), await Client.End((await Client.Start(Some.Run(portfolio.Name))).Name));
        Assert.Equal((before.PlanHash, before.Digest), (again.PlanHash, again.Digest));
        Assert.NotEqual(before.Digest, now.Digest);
    }

    [Fact]
    public async Task CreateRun_RevisionOfWhatItExtends_IsPinned()
    {
        var (portfolio, root, child) = await Changed();
        var run = Some.Run(portfolio, scenario: "child");
        run.ScenarioRevisions[root] = 1;
        run = await Client.Start(run);
        Assert.Equal((1L, 2L), (run.ScenarioRevisions[root], run.ScenarioRevisions[child]));
    }

    [Fact]
    public async Task CreateRun_RevisionOfAStranger_IsRefused()
    {
        var (portfolio, root, _) = await Changed();
        var run = Some.Run(portfolio);
        run.ScenarioRevisions[root] = 1;
        Assert.Equal("run.scenario_revisions", (await Refused.By(() => Client.Start(run))).Fields[0]);
    }

    [Fact]
    public async Task CreateStudy_PastRevisions_ArePinnedAndSaid()
    {
        var (portfolio, root, child) = await Changed();
        var study = new Study { Portfolio = portfolio, PortfolioRevision = 1, Replications = 64, ScenarioRevisions = { [child] = 1 }, Compare = new() { Scenarios = { "", child } } };
        var created = await Client.Studies.CreateStudyAsync(new() { Parent = Some.Workspace, Study = study, ValidateOnly = true }, cancellationToken: Cancellation);
        Assert.Equal((1L, 2L, 1L), (created.PortfolioRevision, created.ScenarioRevisions[root], created.ScenarioRevisions[child]));
    }

    /// <summary>A portfolio with a scenario and one that extends it, all at their second revision.</summary>
    async Task<(string Portfolio, string Root, string Child)> Changed()
    {
        var portfolio = await Client.Create();
        var (root, child) = (await Client.Create(portfolio.Name, Some.Scenario("root")), await Client.Create(portfolio.Name, Some.Scenario("child", extends: "root")));
        portfolio.Description = root.Description = child.Description = "second";
        await Client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = portfolio }, cancellationToken: Cancellation);
        await Client.Scenarios.UpdateScenarioAsync(new() { Scenario = root }, cancellationToken: Cancellation);
        await Client.Scenarios.UpdateScenarioAsync(new() { Scenario = child }, cancellationToken: Cancellation);
        return (portfolio.Name, root.Name, child.Name);
    }
}
