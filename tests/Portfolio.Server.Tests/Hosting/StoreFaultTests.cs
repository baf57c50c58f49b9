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
        Assert.Null(ended.Error);
        Assert.Equal((State.Succeeded, Long, await shared.UndisturbedDigest), (ended.State, ended.ReplicationsDone, ended.Digest));
    }

    [Fact]
    public async Task Sqlite_DiskFull_IsToldAndGoesOnOnceThereIsRoom()
    {
        using var disk = new SmallDisk(megabytes: 8);
        await using var server = await PortfolioServer.Start(new ServerOptions { Data = disk.Folder, Threads = 1 }, Cancellation);
        await GoesOnOnceThereIsRoom(server, disk);
    }

    [Fact]
    public async Task Postgres_DiskFull_IsToldAndGoesOnOnceThereIsRoom()
    {
        using var disk = new SmallDisk(megabytes: 24);
        var options = new ServerOptions { Data = scratch.Path, Postgres = await postgres.NewDatabase(disk), Threads = 1 };
        await using var server = await PortfolioServer.Start(options, Cancellation);
        await GoesOnOnceThereIsRoom(server, disk);
    }

    [Fact]
    public async Task Sqlite_Overwritten_IsDataLoss()
    {
        using var folder = new Scratch();
        var name = "";
        await using (var server = await folder.Start())
        {
            using var client = new PortfolioClient(server.Grpc);
            var large = Some.Portfolio();
            large.Description = new string('x', 100_000);
            name = (await client.Create(large)).Name;
        }

        using (var file = File.OpenWrite(Path.Combine(folder.Path, "portfolio.db")))
        {
            file.Position = file.Length - 60_000;
            file.Write(new byte[60_000]);
        }

        await using var again = await folder.Start();
        using var other = new PortfolioClient(again.Grpc);
        var refused = await Refused.By(() => other.Portfolios.GetPortfolioAsync(new() { Name = name }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal((StatusCode.DataLoss, "STORAGE_DAMAGED"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task Start_ReadOnlyDisk_SaysSoAndNotThatItIsInUse()
    {
        using var disk = new SmallDisk(megabytes: 1);
        disk.Remount(readOnly: true);
        var refusal = await Assert.ThrowsAnyAsync<IOException>(() => PortfolioServer.Start(new ServerOptions { Data = disk.Folder }, Cancellation));
        Assert.IsNotType<DataFolderInUseException>(refusal);
        Assert.Contains("Read-only", refusal.Message, StringComparison.Ordinal);
    }

    static async Task GoesOnOnceThereIsRoom(PortfolioServer server, SmallDisk disk)
    {
        using var client = new PortfolioClient(server.Grpc);
        var portfolio = await client.Create();
        disk.Fill();
        var large = Some.Portfolio();
        large.Description = new string('x', 1_000_000);
        var refused = await Refused.By(() => client.Create(large));
        Assert.Equal((StatusCode.ResourceExhausted, "STORAGE_FULL"), (refused.Code, refused.Reason));
        Assert.Equal(portfolio, await client.Portfolios.GetPortfolioAsync(new() { Name = portfolio.Name }, cancellationToken: Cancellation));

        File.Delete(disk.Ballast);
        await client.Create(large);
    }

    static async Task IsUnavailable(Func<Task> call)
    {
        var refused = await Refused.By(call);
        Assert.Equal((StatusCode.Unavailable, "STORAGE_UNAVAILABLE"), (refused.Code, refused.Reason));
        Assert.NotNull(refused.Status.GetDetail<RetryInfo>());
    }
}
