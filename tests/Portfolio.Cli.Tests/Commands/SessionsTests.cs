using Portfolio.Cli.Commands;
using Portfolio.Client;

namespace Portfolio.Cli.Tests.Commands;

public sealed class SessionsTests
{
    static readonly Uri Nowhere = new("http://127.0.0.1:1");

    [Fact]
    public async Task Complete_ServerGone_SaysWhatIsKeptAndHowToGoOn()
    {
        using var session = new Lost("workspaces/default/runs/one", "workspaces/default/runs/two");
        var told = await Assert.ThrowsAsync<CommandException>(() => session.Complete(screen: null, TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.NoServer, told.Code);
        Assert.Equal(
            "The server at http://127.0.0.1:1 has not answered for 30 s.\nKept in its store, and going on once a server runs:\n  workspaces/default/runs/one\n  workspaces/default/runs/two",
            told.Message);
        Assert.Equal("To go on watching: portfolio runs watch one two --server http://127.0.0.1:1", told.GoOn?.Text(" --server http://127.0.0.1:1"));
    }

    [Fact]
    public async Task Complete_ServerGoneBeforeAnythingWasStarted_SaysOnlyThat()
    {
        using var session = new Lost();
        var told = await Assert.ThrowsAsync<CommandException>(() => session.Complete(screen: null, TestContext.Current.CancellationToken));
        Assert.Equal("The server at http://127.0.0.1:1 has not answered for 30 s.", told.Message);
        Assert.Null(told.GoOn);
    }

    /// <summary>Work whose server is lost for good.</summary>
    sealed class Lost(params string[] underWay) : ISession, IDisposable
    {
        public PortfolioClient Client { get; } = new(Nowhere);

        public IReadOnlyList<string> UnderWay => underWay;

        public string WatchedBy => "portfolio runs watch one two";

        public Task Start(CancellationToken cancellation) => Task.CompletedTask;

        public Task Watch(CancellationToken cancellation) => throw new ServerGoneException(Client.Addresses, TimeSpan.FromSeconds(30), null);

        public Task<IReadOnlyList<string>> Stop() => throw new InvalidOperationException("nobody interrupted it");

        public void Dispose() => Client.Dispose();
    }
}
