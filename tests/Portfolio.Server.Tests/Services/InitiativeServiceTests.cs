using Grpc.Core;
using Portfolio.Client;

namespace Portfolio.Server.Tests.Services;

/// <summary>Initiatives over gRPC, as their portfolio holds them.</summary>
public sealed class InitiativeServiceTests(SharedServer shared)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    PortfolioClient Client => shared.Client;

    [Fact]
    public async Task GetInitiative_Revisions_AreAllThere()
    {
        var portfolio = await Client.Create();
        var first = portfolio.Initiatives[0].Clone();
        portfolio.Initiatives[0].Sites.Eligible.Value = 10;
        var second = (await Client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = portfolio }, cancellationToken: Cancellation)).Initiatives[0];
        Assert.Equal(first, await Client.Initiatives.GetInitiativeAsync(new() { Name = first.Name, Revision = 1 }, cancellationToken: Cancellation));
        Assert.Equal(second, await Client.Initiatives.GetInitiativeAsync(new() { Name = first.Name }, cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData(1, "scan|read")]
    [InlineData(2, "scan read")]
    [InlineData(0, "scan read")]
    public async Task ListInitiatives_Pages_AreInThePortfoliosOrder(int size, string pages)
    {
        var (found, token) = (new List<string>(), "");
        var portfolio = await Client.Create();
        do
        {
            var page = await Client.Initiatives.ListInitiativesAsync(new() { Parent = portfolio.Name, PageSize = size, PageToken = token }, cancellationToken: Cancellation);
            found.Add(string.Join(' ', page.Initiatives.Select(initiative => initiative.Id)));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(pages, string.Join('|', found));
    }

    [Fact]
    public async Task GetInitiative_NotInThePortfolio_IsNotFound()
    {
        var name = $"{(await Client.Create()).Name}/initiatives/nobody";
        var refused = await Refused.By(async () => await Client.Initiatives.GetInitiativeAsync(new() { Name = name }, cancellationToken: Cancellation));
        Assert.Equal((StatusCode.NotFound, name), (refused.Code, refused.Resource));
    }
}
