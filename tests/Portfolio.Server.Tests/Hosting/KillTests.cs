using Portfolio.Client;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Server.Tests.Hosting;

/// <summary>A server process is killed: what it acknowledged is there, and what it had begun is finished.</summary>
public sealed class KillTests(SharedServer shared) : IDisposable
{
    const int Long = SharedServer.Long;

    readonly Scratch scratch = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Kill_FinishedAndUnfinishedRuns_NoneIsLost()
    {
        using var first = await ServerProcess.Start(scratch.Path);
        using var client = new PortfolioClient(first.Grpc);
        var portfolio = (await client.Create(Some.Portfolio("killed"))).Name;
        var finished = await client.End((await client.Start(Some.Run(portfolio))).Name);
        var unfinished = await client.Start(Some.Run(portfolio, Long));
        var watching = client.Frames(unfinished.Name);
        await client.Frames(unfinished.Name, frame => frame.Bands?.ReplicationsDone >= 64);
        await first.Kill();

        using var second = await ServerProcess.Start(scratch.Path, first.Grpc.Port);
        using var other = new PortfolioClient(second.Grpc);
        Assert.Equal(finished, await other.Runs.GetRunAsync(new() { Name = finished.Name }, cancellationToken: Cancellation));
        var frames = await watching;
        Calls.Rise(frames);
        var ended = frames[^1].Ended;
        Assert.Equal((State.Succeeded, Long, await shared.UndisturbedDigest), (ended.State, ended.ReplicationsDone, ended.Digest));
    }

    [Fact]
    public async Task Kill_RightAfterAnAnswer_TheDefinitionIsThere()
    {
        var portfolio = Some.Portfolio("acknowledged");
        using (var first = await ServerProcess.Start(scratch.Path))
        {
            using var client = new PortfolioClient(first.Grpc);
            portfolio = await client.Create(portfolio);
            await first.Kill();
        }

        await using var second = await scratch.Start();
        using var other = new PortfolioClient(second.Grpc);
        Assert.Equal(portfolio, await other.Portfolios.GetPortfolioAsync(new() { Name = portfolio.Name }, cancellationToken: Cancellation));
    }
}
