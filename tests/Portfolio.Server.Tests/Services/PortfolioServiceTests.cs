using Google.Rpc;
using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Portfolios over gRPC.</summary>
public sealed class PortfolioServiceTests(SharedServer shared)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    PortfolioClient Client => shared.Client;

    [Fact]
    public async Task CreatePortfolio_New_CanBeRead()
    {
        var id = Some.Id();
        var created = await Client.Create(Some.Portfolio(id));
        Assert.Equal(($"{Some.Workspace}/portfolios/{id}", 1L), (created.Name, created.Revision));
        Assert.Equal($"{created.Name}/initiatives/scan", created.Initiatives[0].Name);
        Assert.Equal(created, await Get(created.Name));
    }

    [Fact]
    public async Task CreatePortfolio_IdInTheRequest_NamesIt()
    {
        var (id, portfolio) = (Some.Id(), Some.Portfolio());
        portfolio.Id = "";
        var created = await Client.Portfolios.CreatePortfolioAsync(new() { Parent = Some.Workspace, PortfolioId = id, Portfolio = portfolio }, cancellationToken: Cancellation);
        Assert.Equal((id, $"{Some.Workspace}/portfolios/{id}"), (created.Id, created.Name));
    }

    [Fact]
    public async Task CreatePortfolio_TwoDifferentIds_IsRefused()
    {
        var refused = await Refused.By(async () =>
            await Client.Portfolios.CreatePortfolioAsync(new() { Parent = Some.Workspace, PortfolioId = "other", Portfolio = Some.Portfolio("own") }, cancellationToken: Cancellation));
        Assert.Equal(["portfolio_id"], refused.Fields);
    }

    [Fact]
    public async Task CreatePortfolio_ThereIsOne_IsRefused()
    {
        var portfolio = Some.Portfolio();
        var created = await Client.Create(portfolio);
        var refused = await Refused.By(() => Client.Create(portfolio));
        Assert.Equal((StatusCode.AlreadyExists, "ALREADY_EXISTS", created.Name), (refused.Code, refused.Reason, refused.Resource));
    }

    [Fact]
    public async Task CreatePortfolio_SameRequestId_HasNoFurtherEffect()
    {
        var request = new CreatePortfolioRequest { Parent = Some.Workspace, Portfolio = Some.Portfolio(), RequestId = Some.Id() };
        var first = await Client.Portfolios.CreatePortfolioAsync(request, cancellationToken: Cancellation);
        Assert.Equal(first, await Client.Portfolios.CreatePortfolioAsync(request, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task CreatePortfolio_ValidateOnly_LeavesNothing()
    {
        var portfolio = Some.Portfolio();
        await Client.Portfolios.CreatePortfolioAsync(new() { Parent = Some.Workspace, Portfolio = portfolio, ValidateOnly = true }, cancellationToken: Cancellation);
        var refused = await Refused.By(() => Get($"{Some.Workspace}/portfolios/{portfolio.Id}"));
        Assert.Equal(StatusCode.NotFound, refused.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CreatePortfolio_ManyProblems_NamesEveryFieldAtOnce(bool validateOnly)
    {
        var portfolio = Some.Portfolio();
        portfolio.Start = "soon";
        portfolio.Initiatives[0].Adoption.P.Value = 7;
        portfolio.Initiatives[1].DependsOn.Add(new Dependency { Initiative = "nobody" });
        var refused = await Refused.By(async () =>
            await Client.Portfolios.CreatePortfolioAsync(new() { Parent = Some.Workspace, Portfolio = portfolio, ValidateOnly = validateOnly }, cancellationToken: Cancellation));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_ARGUMENT"), (refused.Code, refused.Reason));
        Assert.Contains("portfolio.start", refused.Fields);
        Assert.Contains("portfolio.initiatives.scan.adoption.p", refused.Fields);
        Assert.Contains(refused.Fields, field => field.StartsWith("portfolio.initiatives.read.dependsOn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CreatePortfolio_NoDefinition_IsRefused()
    {
        var refused = await Refused.By(async () => await Client.Portfolios.CreatePortfolioAsync(new() { Parent = Some.Workspace }, cancellationToken: Cancellation));
        Assert.Equal(["portfolio"], refused.Fields);
    }

    [Fact]
    public async Task UpdatePortfolio_Different_IsARevisionAndTheOldOneStays()
    {
        var first = await Client.Create();
        var second = await Update(With(first, sites: 10));
        Assert.Equal((2L, 1L), (second.Revision, second.Initiatives[1].Revision));
        Assert.Equal(first, await Get(first.Name, revision: 1));
        Assert.Equal(second, await Get(first.Name));
    }

    [Fact]
    public async Task UpdatePortfolio_Equal_MakesNoRevision()
    {
        var first = await Client.Create();
        Assert.Equal(first, await Update(first));
    }

    [Fact]
    public async Task UpdatePortfolio_EtagOfBefore_IsAbortedWithTheCurrentOne()
    {
        var first = await Client.Create();
        var second = await Update(With(first, sites: 10));
        var refused = await Refused.By(() => Update(With(first, sites: 11)));
        Assert.Equal((StatusCode.Aborted, "ETAG_MISMATCH", first.Name), (refused.Code, refused.Reason, refused.Resource));
        Assert.Equal(second.Etag, refused.Status.GetDetail<ErrorInfo>().Metadata["etag"]);
    }

    [Fact]
    public async Task UpdatePortfolio_SameRequestId_GivesTheRevisionItMade()
    {
        var request = new UpdatePortfolioRequest { Portfolio = With(await Client.Create(), sites: 10), RequestId = Some.Id() };
        var second = await Client.Portfolios.UpdatePortfolioAsync(request, cancellationToken: Cancellation);
        Assert.Equal(second, await Client.Portfolios.UpdatePortfolioAsync(request, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task UpdatePortfolio_Missing_IsMadeOnlyWhereAllowed()
    {
        var portfolio = Some.Portfolio();
        portfolio.Name = $"{Some.Workspace}/portfolios/{portfolio.Id}";
        var refused = await Refused.By(() => Update(portfolio));
        Assert.Equal((StatusCode.NotFound, portfolio.Name), (refused.Code, refused.Resource));
        Assert.Equal(1, (await Client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = portfolio, AllowMissing = true }, cancellationToken: Cancellation)).Revision);
    }

    [Fact]
    public async Task UpdatePortfolio_ValidateOnly_LeavesItAsItWas()
    {
        var first = await Client.Create();
        await Client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = With(first, sites: 10), ValidateOnly = true }, cancellationToken: Cancellation);
        Assert.Equal(first, await Get(first.Name));
    }

    [Fact]
    public async Task GetPortfolio_RevisionThatIsNot_IsNotFound()
    {
        var refused = await Refused.By(async () => await Get((await Client.Create()).Name, revision: 2));
        Assert.Equal(StatusCode.NotFound, refused.Code);
    }

    [Theory]
    [InlineData(2, "2 2 1")]
    [InlineData(5, "5")]
    [InlineData(0, "5")]
    [InlineData(5000, "5")]
    public async Task ListPortfolios_Pages_AreInOrderAndTheLastHasNoToken(int size, string pages)
    {
        var workspace = Some.OwnWorkspace();
        foreach (var id in new[] { "e", "b", "d", "a", "c" })
            await Client.Create(Some.Portfolio(id), workspace);
        var (ids, counts, token) = (new List<string>(), new List<int>(), "");
        do
        {
            var page = await Client.Portfolios.ListPortfoliosAsync(new() { Parent = workspace, PageSize = size, PageToken = token }, cancellationToken: Cancellation);
            ids.AddRange(page.Portfolios.Select(portfolio => portfolio.Id));
            counts.Add(page.Portfolios.Count);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(["a", "b", "c", "d", "e"], ids);
        Assert.Equal(pages, string.Join(' ', counts));
    }

    [Fact]
    public async Task ListPortfolios_Entries_LeaveTheInitiativesOut()
    {
        var workspace = Some.OwnWorkspace();
        var created = await Client.Create(workspace: workspace);
        created.Initiatives.Clear();
        Assert.Equal([created], (await Client.Portfolios.ListPortfoliosAsync(new() { Parent = workspace }, cancellationToken: Cancellation)).Portfolios);
    }

    static PortfolioDefinition With(PortfolioDefinition portfolio, double sites)
    {
        var changed = portfolio.Clone();
        changed.Initiatives[0].Sites.Eligible.Value = sites;
        return changed;
    }

    async Task<PortfolioDefinition> Get(string name, long revision = 0) =>
        await Client.Portfolios.GetPortfolioAsync(new() { Name = name, Revision = revision }, cancellationToken: Cancellation);

    async Task<PortfolioDefinition> Update(PortfolioDefinition portfolio) =>
        await Client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = portfolio }, cancellationToken: Cancellation);
}
