using Google.Rpc;
using Grpc.Core;
using Portfolio.Client;
using Portfolio.Server.Hosting;
using Portfolio.Tests;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Server.Tests.Hosting;

/// <summary>The store fails under a server that runs: callers are told by the right status, and it goes on without a restart.</summary>
public sealed class StoreFaultTests(SharedServer shared) : IAsyncLifetime
{
    const int Long = SharedServer.Long;

    readonly Scratch scratch = new();
    readonly PostgresServer postgres = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        scratch.Dispose();
        await postgres.DisposeAsync();
    }

    [Fact]
    public async Task Postgres_StoppedAndStartedAgain_NothingAcknowledgedIsLost()
    {
        var options = new ServerOptions { Data = scratch.Path, Postgres = await postgres.NewDatabase(), Threads = 1 };
        await using var server = await PortfolioServer.Start(options, Cancellation);
        using var client = new PortfolioClient(server.Grpc);
        var portfolio = await client.Create();
        var run = await client.Start(Some.Run(portfolio.Name, Long));
        await client.Frames(run.Name, frame => frame.Bands?.ReplicationsDone >= 64);

        await postgres.Stop();
        var changed = portfolio.Clone();
        changed.Description = "changed";
        await IsUnavailable(() => client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = changed }, cancellationToken: Cancellation).ResponseAsync);
        await IsUnavailable(() => client.Portfolios.ListPortfoliosAsync(new() { Parent = Some.Workspace }, cancellationToken: Cancellation).ResponseAsync);
        await IsUnavailable(() => client.Create());

        await postgres.Start();
        Assert.Equal(portfolio, await client.Portfolios.GetPortfolioAsync(new() { Name = portfolio.Name }, cancellationToken: Cancellation));
        Assert.Equal("changed", (await client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = changed }, cancellationToken: Cancellation)).Description);
        var ended = await client.End(run.Name);
        Assert.Equal((State.Succeeded, Long, await shared.UndisturbedDigest), (ended.State, ended.ReplicationsDone, ended.Digest));
    }

    static async Task IsUnavailable(Func<Task> call)
    {
        var refused = await Refused.By(call);
        Assert.Equal((StatusCode.Unavailable, "STORAGE_UNAVAILABLE"), (refused.Code, refused.Reason));
        Assert.NotNull(refused.Status.GetDetail<RetryInfo>());
    }
}
