using Portfolio.Client;

namespace Portfolio.Server.Tests.Client;

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
        using var one = new Scratch();
        await using var server = await one.Start();
        var gone = await FreeAddress();
        using var client = new PortfolioClient(new ServerAddresses(gone, server.Grpc));
        for (var call = 0; call < 10; call++)
            Assert.NotEmpty((await client.Create()).Name);
    }

    /// <summary>Where a server was, and no longer is.</summary>
    static async Task<Uri> FreeAddress()
    {
        using var scratch = new Scratch();
        await using var server = await scratch.Start();
        return server.Grpc;
    }
}
