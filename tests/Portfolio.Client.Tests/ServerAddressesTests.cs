using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Portfolio.Contracts.V1;

namespace Portfolio.Client.Tests;

/// <summary>How addresses of servers are read.</summary>
public sealed class ServerAddressesTests
{
    [Theory]
    [InlineData("127.0.0.1:7000", "http://127.0.0.1:7000")]
    [InlineData("http://one:1, two:2,http://three:3/", "http://one:1,http://two:2,http://three:3")]
    [InlineData("https://one:1,https://two:2", "https://one:1,https://two:2")]
    public void TryParse_OneOrSeveral_AreRead(string text, string expected)
    {
        Assert.True(ServerAddresses.TryParse(text, out var addresses, out _));
        Assert.Equal(expected, addresses.ToString());
    }

    [Theory]
    [InlineData("not an address", "not an address: not an address; expected http://host:port, or several with commas between them")]
    [InlineData("http://one:1,x y", "x y: not an address; expected http://host:port, or several with commas between them")]
    [InlineData("http://one:1,https://two:2", "http://one:1,https://two:2: all addresses must be http:// or all https://")]
    public void TryParse_Wrong_SaysWhat(string text, string problem)
    {
        Assert.False(ServerAddresses.TryParse(text, out _, out var told));
        Assert.Equal(problem, told);
    }

    [Fact]
    public async Task Calls_OneOfSeveralIsGone_AreAnsweredByAnother()
    {
        await using var server = await Started();
        var gone = await Started();
        await gone.DisposeAsync();
        using var client = new PortfolioClient(new ServerAddresses(gone.Address, server.Address));
        for (var call = 0; call < 10; call++)
            Assert.Equal("workspaces/default", (await client.Portfolios.CreatePortfolioAsync(new() { Parent = "workspaces/default" }, cancellationToken: TestContext.Current.CancellationToken)).Name);
    }

    static Task<ScriptedServer> Started() => ScriptedServer.Start(_ => { }, map => map.MapGrpcService<Portfolios>());

    /// <summary>Answers with the name of what it was asked of.</summary>
    sealed class Portfolios : PortfolioService.PortfolioServiceBase
    {
        public override Task<PortfolioDefinition> CreatePortfolio(CreatePortfolioRequest request, ServerCallContext context) => Task.FromResult(new PortfolioDefinition { Name = request.Parent });
    }
}
