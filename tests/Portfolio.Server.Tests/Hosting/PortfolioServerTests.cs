using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Server.Hosting;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Server.Tests.Hosting;

/// <summary>A server's life: one at a time on a folder, and what it was told survives it.</summary>
public sealed class PortfolioServerTests(SharedServer shared) : IDisposable
{
    const int Long = SharedServer.Long;

    readonly Scratch scratch = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Start_FolderInUse_IsRefusedUntilTheFirstHasStopped()
    {
        await using (var first = await scratch.Start())
        {
            var refusal = await Assert.ThrowsAsync<DataFolderInUseException>(() => scratch.Start());
            Assert.Contains(scratch.Path, refusal.Message, StringComparison.Ordinal);
            Assert.Equal((first.Grpc, first.Browser, Environment.ProcessId), DataFolder.Find(scratch.Path) is { } found ? (found.Grpc, found.Browser, found.ProcessId) : default);
        }

        Assert.Null(DataFolder.Find(scratch.Path));
        await using var second = await scratch.Start();
        using var client = new PortfolioClient(second.Grpc);
        Assert.True(await client.Attend(Calls.Patience, Cancellation));
    }

    [Fact]
    public async Task Start_PortInUse_IsRefusedAndGivesTheFolderBack()
    {
        await Assert.ThrowsAnyAsync<IOException>(() => scratch.Start(shared.Server.Grpc.Port));
        await using var server = await scratch.Start();
        Assert.NotEqual(shared.Server.Grpc, server.Grpc);
    }

    [Fact]
    public async Task Program_PortInUse_SaysSoInOneLine()
    {
        var port = shared.Server.Grpc.Port;
        var failed = await ServerProcess.Fail($"--Data={scratch.Path}", $"--GrpcPort={port}");
        Assert.Equal((1, $"Failed to bind to address http://127.0.0.1:{port}: address already in use.\n"), failed);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(70000, 1)]
    [InlineData(0, 0)]
    public async Task Start_OptionsThatCannotBe_AreRefused(int port, int threads)
    {
        var options = new ServerOptions { Data = scratch.Path, GrpcPort = port, Threads = threads };
        await Assert.ThrowsAsync<ArgumentException>(() => PortfolioServer.Start(options, Cancellation));
    }

    [Fact]
    public async Task Start_NoDatabase_IsRefusedAndGivesTheFolderBack()
    {
        var file = Path.Combine(scratch.Path, "portfolio.db");
        await File.WriteAllTextAsync(file, new string('x', 10_000), Cancellation);
        await Assert.ThrowsAsync<Portfolio.Grains.StoreException>(() => scratch.Start());
        File.Delete(file);
        await using var server = await scratch.Start();
    }

    [Fact]
    public async Task Restart_DefinitionsAndFinishedRuns_AreStillThere()
    {
        var (portfolio, scenario, run, result, outcomes) = await OnAServer(async client =>
        {
            var portfolio = await client.Create();
            var scenario = await client.Create(portfolio.Name, Some.Scenario("cut"));
            var run = await client.End((await client.Start(Some.Run(portfolio.Name, scenario: "cut"))).Name);
            return (portfolio, scenario, run, await Result(client, run), await Outcomes(client, run));
        });
        await OnAServer(async client =>
        {
            Assert.Equal(portfolio, await client.Portfolios.GetPortfolioAsync(new() { Name = portfolio.Name }, cancellationToken: Cancellation));
            Assert.Equal(scenario, await client.Scenarios.GetScenarioAsync(new() { Name = scenario.Name }, cancellationToken: Cancellation));
            Assert.Equal([run], (await client.Runs.ListRunsAsync(new() { Parent = Some.Workspace }, cancellationToken: Cancellation)).Runs);
            Assert.Equal(result, await Result(client, run));
            Assert.Equal(outcomes, await Outcomes(client, run));
            return true;
        });
    }

    [Fact]
    public async Task Restart_UnfinishedRun_GoesOnAndEndsAsIfNothingHadHappened()
    {
        var (name, seen) = await OnAServer(async client =>
        {
            var run = await client.Start(Some.Run((await client.Create()).Name, Long));
            return (run.Name, (await client.Frames(run.Name, frame => frame.Bands?.ReplicationsDone >= 64))[^1].Bands.ReplicationsDone);
        });
        Assert.InRange(seen, 64, Long - 1);
        var ended = await OnAServer(client => client.End(name));
        Assert.Equal((State.Succeeded, Long, await shared.UndisturbedDigest), (ended.State, ended.ReplicationsDone, ended.Digest));
    }

    [Fact]
    public async Task Watch_ServerRestartedOnTheSamePort_MissesNothingAndSeesNothingTwice()
    {
        var server = await scratch.Start();
        using var client = new PortfolioClient(server.Grpc);
        var run = await client.Start(Some.Run((await client.Create()).Name, Long));
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watching = client.Frames(run.Name, _ => !first.TrySetResult() && false);
        await first.Task.WaitAsync(Calls.Patience, TimeProvider.System, Cancellation);
        await server.DisposeAsync();

        await using var again = await scratch.Start(server.Grpc.Port);
        var frames = await watching;
        Calls.Rise(frames);
        Assert.Equal(await shared.UndisturbedDigest, frames[^1].Ended.Digest);
    }

    [Fact]
    public async Task Dispose_StreamsOpen_DoesNotWaitForThem()
    {
        var server = await scratch.Start();
        using var client = new PortfolioClient(server.Grpc);
        var run = await client.Start(Some.Run((await client.Create()).Name, 1_000_000));
        using var call = client.Runs.WatchRun(new WatchRunRequest { Name = run.Name }, cancellationToken: Cancellation);
        Assert.True(await call.ResponseStream.MoveNext(Cancellation));
        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Cancellation);
        var refused = await Refused.By(() => call.All());
        Assert.Equal((Grpc.Core.StatusCode.Unavailable, "SERVER_STOPPING"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task Attend_BetweenCalls_IsWaitedForAndThenNobodyIsLetIn()
    {
        await using var server = await scratch.Start();
        using var late = new PortfolioClient(server.Grpc);
        Task closed;
        using (var there = new PortfolioClient(server.Grpc))
        {
            Assert.True(await there.Attend(Calls.Patience, Cancellation));
            closed = server.Calls.Close();
            Assert.False(closed.IsCompleted);
            await there.Portfolios.ListPortfoliosAsync(new() { Parent = Some.Workspace }, cancellationToken: Cancellation);
        }

        await closed.WaitAsync(Calls.Patience, TimeProvider.System, Cancellation);
        Assert.False(await late.Attend(Calls.Patience, Cancellation));
    }

    [Fact]
    public async Task Calls_StreamOpen_IsUnderWayUntilItEnds()
    {
        await using var server = await scratch.Start();
        using var client = new PortfolioClient(server.Grpc);
        var run = await client.Start(Some.Run((await client.Create()).Name, 1_000_000));
        Assert.True(server.Calls.WhenUnused().IsCompleted);
        using (var call = client.Runs.WatchRun(new WatchRunRequest { Name = run.Name }, cancellationToken: Cancellation))
        {
            Assert.True(await call.ResponseStream.MoveNext(Cancellation));
            Assert.Equal(1, server.Calls.UnderWay);
            Assert.False(server.Calls.WhenUnused().IsCompleted);
        }

        await server.Calls.WhenUnused().WaitAsync(Calls.Patience, TimeProvider.System, Cancellation);
        Assert.Equal(0, server.Calls.UnderWay);
    }

    async Task<T> OnAServer<T>(Func<PortfolioClient, Task<T>> talk)
    {
        await using var server = await scratch.Start();
        using var client = new PortfolioClient(server.Grpc);
        return await talk(client);
    }

    static async Task<RunResult> Result(PortfolioClient client, Run run) =>
        await client.Runs.GetRunResultAsync(new() { Name = run.Name, Bands = new View() }, cancellationToken: Cancellation);

    static Task<List<OutcomeBlock>> Outcomes(PortfolioClient client, Run run) =>
        client.Runs.ReadOutcomes(new() { Name = run.Name }, cancellationToken: Cancellation).All();
}
