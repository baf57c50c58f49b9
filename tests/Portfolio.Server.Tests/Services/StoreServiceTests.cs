using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Server.Hosting;
using Portfolio.Server.Tests.Hosting;
using Portfolio.Tests;

namespace Portfolio.Server.Tests.Services;

/// <summary>The store over gRPC: its weight, a copy of it, the copy in its place, and what need no longer be kept.</summary>
public sealed class StoreServiceTests(PostgresServer postgres) : IAsyncLifetime
{
    readonly Scratch scratch = new();
    PortfolioServer server = null!;
    PortfolioClient client = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await scratch.Start();
        client = new PortfolioClient(server.Grpc);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        scratch.Dispose();
    }

    [Fact]
    public async Task RestoreStore_CopyOfBefore_ServerStartsAnewOnIt()
    {
        var kept = await client.Create(Some.Portfolio("kept"));
        var run = await client.End((await client.Start(Some.Run(kept.Name))).Name);
        var copy = await client.BackUp();
        await client.Create(Some.Portfolio("later"));
        var grpc = server.Grpc;

        var answered = await client.Restore(copy);
        await client.StartsAnew(answered.Instance);
        Assert.Equal(grpc, server.Grpc);
        Assert.Equal(kept, await client.Portfolios.GetPortfolioAsync(new() { Name = kept.Name }, cancellationToken: Cancellation));
        Assert.Equal(run, await client.Runs.GetRunAsync(new() { Name = run.Name }, cancellationToken: Cancellation));
        var gone = await Refused.By(() => client.Portfolios.GetPortfolioAsync(new() { Name = $"{Some.Workspace}/portfolios/later" }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, gone.Code);
        await client.Create(Some.Portfolio("after"));
    }

    [Fact]
    public async Task RestoreStore_ServerProcess_GoesOnUntilItIsTold()
    {
        using var folder = new Scratch();
        using var process = await ServerProcess.Start(folder.Path);
        using var other = new PortfolioClient(process.Grpc);
        var kept = await other.Create();
        var copy = await other.BackUp();
        for (var i = 0; i < 2; i++)
            await other.StartsAnew((await other.Restore(copy)).Instance);
        Assert.Equal(kept, await other.Portfolios.GetPortfolioAsync(new() { Name = kept.Name }, cancellationToken: Cancellation));
        Assert.Equal(0, await process.Stop());
    }

    [Fact]
    public async Task RestoreStore_DamagedCopy_IsRefusedAndChangesNothing()
    {
        var kept = await client.Create();
        var copy = await client.BackUp();
        var refused = await Refused.By(() => client.Restore(copy[..(copy.Length / 2)]));
        Assert.Equal((StatusCode.DataLoss, "STORAGE_DAMAGED"), (refused.Code, refused.Reason));
        Assert.Equal(kept, await client.Portfolios.GetPortfolioAsync(new() { Name = kept.Name }, cancellationToken: Cancellation));
        Assert.Equal(["logs", "portfolio.db", "portfolio.db-shm", "portfolio.db-wal", "server.json", "server.lock"], Directory.GetFileSystemEntries(scratch.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task PruneStore_EndedRunsAndStudies_AreGoneAndTheirRoomIsFreed()
    {
        var portfolio = await client.Create();
        var run = await client.End((await client.Start(new Run(Some.Run(portfolio.Name, 512)) { KeepOutcomes = true })).Name);
        var recent = await Prune(TimeSpan.FromDays(1), onlyCount: false);
        Assert.Equal((0, 0), (recent.Runs, recent.Studies));
        Assert.Equal(1, (await Prune(TimeSpan.Zero, onlyCount: true)).Runs);
        Assert.Equal(8, (await Weight("outcomes")).Rows);

        Assert.Equal(1, (await Prune(TimeSpan.Zero, onlyCount: false)).Runs);
        Assert.Equal((0, 0), ((await Weight("outcomes")).Rows, (await Weight("runs")).Rows));
        var gone = await Refused.By(() => client.Runs.GetRunAsync(new() { Name = run.Name }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, gone.Code);
        Assert.Equal(portfolio, await client.Portfolios.GetPortfolioAsync(new() { Name = portfolio.Name }, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task PruneStore_NoAge_IsRefused()
    {
        var refused = await Refused.By(() => client.Store.PruneStoreAsync(new PruneStoreRequest(), cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal((StatusCode.InvalidArgument, "older_than"), (refused.Code, Assert.Single(refused.Fields)));
    }

    [Fact]
    public async Task DeleteRun_NotEnded_IsRefused()
    {
        var portfolio = await client.Create();
        var run = await client.Start(Some.Run(portfolio.Name, SharedServer.Long));
        var refused = await Refused.By(() => client.Runs.DeleteRunAsync(new() { Name = run.Name }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal((StatusCode.FailedPrecondition, run.Name), (refused.Code, refused.Resource));
        await client.Runs.CancelRunAsync(new() { Name = run.Name }, cancellationToken: Cancellation);
        await client.Runs.DeleteRunAsync(new() { Name = run.Name }, cancellationToken: Cancellation);
        Assert.Equal(0, (await Weight("runs")).Rows);
    }

    [Fact]
    public async Task BackupStore_Postgres_NamesItsOwnWay()
    {
        using var folder = new Scratch();
        await using var cluster = await PortfolioServer.Start(new ServerOptions { Data = folder.Path, Postgres = await postgres.NewDatabase(), Threads = 1 }, Cancellation);
        using var other = new PortfolioClient(cluster.Grpc);
        var refused = await Refused.By(() => other.Store.BackupStore(new BackupStoreRequest(), cancellationToken: Cancellation).All());
        Assert.Equal(StatusCode.FailedPrecondition, refused.Code);
        Assert.Contains("pg_dump", refused.Status.Message, StringComparison.Ordinal);
        Assert.Equal("postgresql", (await other.Store.GetStoreAsync(new GetStoreRequest(), cancellationToken: Cancellation)).Kind);
    }

    async Task<PruneStoreResponse> Prune(TimeSpan age, bool onlyCount) =>
        await client.Store.PruneStoreAsync(new PruneStoreRequest { OlderThan = Duration.FromTimeSpan(age), ValidateOnly = onlyCount }, cancellationToken: Cancellation);

    async Task<KindWeight> Weight(string kind) =>
        (await client.Store.GetStoreAsync(new GetStoreRequest(), cancellationToken: Cancellation)).Kinds.FirstOrDefault(each => each.Kind == kind) ?? new KindWeight();
}
