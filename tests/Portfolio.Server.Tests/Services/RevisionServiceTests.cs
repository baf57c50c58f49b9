using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Kind = Portfolio.Contracts.V1.Revision.Types.Kind;

namespace Portfolio.Server.Tests.Services;

/// <summary>Revisions over gRPC: who, when and why, of portfolios, initiatives and scenarios alike.</summary>
public sealed class RevisionServiceTests(SharedServer shared)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    PortfolioClient Client => shared.Client;

    [Fact]
    public async Task ListRevisions_Pages_AreNewestFirstAndSayWhoAndWhy()
    {
        var portfolio = await Client.Create();
        foreach (var sites in new[] { 10, 11 })
            await Client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = With(portfolio, sites), Change = new() { Author = "ada", Reason = $"now {sites}" } }, cancellationToken: Cancellation);
        var first = await List(portfolio.Name, size: 2);
        var second = await List(portfolio.Name, size: 2, first.NextPageToken);
        Assert.Equal([(3L, "ada", "now 11"), (2L, "ada", "now 10")], first.Revisions.Select(each => (each.Number, each.Change.Author, each.Change.Reason)));
        Assert.Equal([(1L, Kind.Created)], second.Revisions.Select(each => (each.Number, each.Kind)));
        Assert.Equal("", second.NextPageToken);
        Assert.All(first.Revisions, each => Assert.Equal(Revision.DefinitionOneofCase.None, each.DefinitionCase));
    }

    [Fact]
    public async Task GetRevision_OfEachKind_HoldsItsDefinition()
    {
        var portfolio = await Client.Create();
        var scenario = await Client.Create(portfolio.Name, Some.Scenario("cut"));
        Assert.Equal(portfolio, (await Get($"{portfolio.Name}/revisions/1")).Portfolio);
        Assert.Equal(scenario, (await Get($"{scenario.Name}/revisions/1")).Scenario);
        Assert.Equal(portfolio.Initiatives[0], (await Get($"{portfolio.Initiatives[0].Name}/revisions/1")).Initiative);
    }

    [Theory]
    [InlineData("/revisions/2", StatusCode.NotFound)]
    [InlineData("/revisions/0", StatusCode.InvalidArgument)]
    [InlineData("/revisions/x", StatusCode.InvalidArgument)]
    [InlineData("", StatusCode.InvalidArgument)]
    [InlineData("/scenarios/nobody/revisions/1", StatusCode.NotFound)]
    public async Task GetRevision_ThatIsNot_IsRefused(string below, StatusCode code)
    {
        var portfolio = await Client.Create();
        Assert.Equal(code, (await Refused.By(() => Get(portfolio.Name + below))).Code);
    }

    [Fact]
    public async Task CompareRevisions_OfAPortfolio_NamesPathsWithBeforeAndAfter()
    {
        var portfolio = await Client.Create();
        var changed = With(portfolio, sites: 10);
        (changed.Framework, changed.Description) = (new() { Strength = new() { Value = 0.6 } }, "less");
        await Client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = changed }, cancellationToken: Cancellation);
        Assert.Equal(
            [("description", "", "less"), ("framework.strength", "", "0.6"), ("initiatives.scan.sites.eligible", "12", "10")],
            (await Compare($"{portfolio.Name}/revisions/1", $"{portfolio.Name}/revisions/2")).Select(each => (each.Path, each.Before, each.After)));
        Assert.Empty(await Compare($"{portfolio.Name}/revisions/2", $"{portfolio.Name}/revisions/2"));
    }

    [Fact]
    public async Task CompareRevisions_OfTwoKinds_IsRefused()
    {
        var portfolio = await Client.Create();
        var refused = await Refused.By(() => Compare($"{portfolio.Name}/revisions/1", $"{portfolio.Initiatives[0].Name}/revisions/1"));
        Assert.Equal((StatusCode.InvalidArgument, "after"), (refused.Code, refused.Fields[0]));
    }

    [Fact]
    public async Task Change_TooLong_IsRefusedWithWhatIsAllowed()
    {
        var request = new CreatePortfolioRequest { Parent = Some.Workspace, Portfolio = Some.Portfolio(), Change = new() { Author = new string('a', 201) } };
        var refused = await Refused.By(async () => await Client.Portfolios.CreatePortfolioAsync(request, cancellationToken: Cancellation));
        Assert.Equal((StatusCode.InvalidArgument, "change.author"), (refused.Code, refused.Fields[0]));
    }

    static PortfolioDefinition With(PortfolioDefinition portfolio, double sites)
    {
        var changed = portfolio.Clone();
        changed.Etag = "";
        changed.Initiatives[0].Sites.Eligible.Value = sites;
        return changed;
    }

    async Task<ListRevisionsResponse> List(string parent, int size, string token = "") =>
        await Client.Revisions.ListRevisionsAsync(new() { Parent = parent, PageSize = size, PageToken = token }, cancellationToken: Cancellation);

    async Task<Revision> Get(string name) => await Client.Revisions.GetRevisionAsync(new() { Name = name }, cancellationToken: Cancellation);

    async Task<IReadOnlyList<FieldDifference>> Compare(string before, string after) =>
        (await Client.Revisions.CompareRevisionsAsync(new() { Before = before, After = after }, cancellationToken: Cancellation)).Differences;
}
