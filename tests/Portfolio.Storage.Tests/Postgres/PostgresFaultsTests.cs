using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Grains;
using Portfolio.Storage.Postgres;
using Portfolio.Storage.Tests.Stores;
using Portfolio.Tests;

namespace Portfolio.Storage.Tests.Postgres;

/// <summary>A PostgreSQL of its own is stopped and started again in the middle: nothing acknowledged is lost, and no restart is needed.</summary>
public sealed class PostgresFaultsTests : IAsyncLifetime
{
    const string Kind = "checkpoints";

    static readonly GrainId Grain = GrainId.Create("run", "one");

    /// <summary>More than the room between what is stored already, and no smaller when compressed.</summary>
    static readonly byte[] Large = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * (long)i * 2654435761 >> 13))];

    readonly PostgresServer server = new();
    string database = "";
    PostgresStore? store;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await PostgresStore.Open(database = await server.NewDatabase(), Cancellation);

    public async ValueTask DisposeAsync()
    {
        if (store is not null)
            await store.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Write_StoppedAndStartedAgain_FailsClearlyThenGoesOn()
    {
        var storage = await PostgresProviders.States(store!);
        var state = new GrainState<RunCheckpoint>(new RunCheckpoint { Replications = 64 });
        await storage.WriteStateAsync(Kind, Grain, state);

        await server.Stop();
        state.State!.Replications = 128;
        var fault = await Assert.ThrowsAsync<StoreException>(() => storage.WriteStateAsync(Kind, Grain, state));
        Assert.Equal((StoreFault.Unavailable, true), (fault.Fault, fault.MayPass));

        await server.Start();
        var read = new GrainState<RunCheckpoint>();
        await storage.ReadStateAsync(Kind, Grain, read);
        Assert.Equal(64, read.State!.Replications);
        await storage.WriteStateAsync(Kind, Grain, state);
    }

    [Fact]
    public async Task Write_DiskFull_IsToldAndGoesOnOnceThereIsRoom()
    {
        using var disk = new SmallDisk(megabytes: 24);
        await using var full = await PostgresStore.Open(await server.NewDatabase(disk), Cancellation);
        var (states, outcomes) = (await PostgresProviders.States(full), new PostgresOutcomeBlocks(full));
        await outcomes.Write("one", 1, 0, Large);
        disk.Fill();
        var state = new GrainState<RunCheckpoint>(new RunCheckpoint { Statistics = ByteString.CopyFrom(Large) });
        IsFull(await Assert.ThrowsAsync<StoreException>(() => states.WriteStateAsync(Kind, Grain, state)));
        IsFull(await Assert.ThrowsAsync<StoreException>(() => outcomes.Write("one", 1, 64, Large)));
        await foreach (var block in outcomes.Read("one", 0, Cancellation))
            Assert.Equal(Large, block.Body);

        File.Delete(disk.Ballast);
        await states.WriteStateAsync(Kind, Grain, state);
        await outcomes.Write("one", 1, 64, Large);

        static void IsFull(StoreException fault) => Assert.Equal((StoreFault.Full, true), (fault.Fault, fault.MayPass));
    }

    [Fact]
    public async Task Write_ReadOnlyServer_IsTold()
    {
        await store!.Execute("ALTER DATABASE CURRENT_DATABASE SET default_transaction_read_only = on".Replace("CURRENT_DATABASE", await Name(), StringComparison.Ordinal));
        await using var again = await PostgresStore.Open(database, Cancellation);
        var states = await PostgresProviders.States(again);
        var state = new GrainState<RunCheckpoint>(new RunCheckpoint());
        var fault = await Assert.ThrowsAsync<StoreException>(() => states.WriteStateAsync(Kind, Grain, state));
        Assert.Equal(StoreFault.ReadOnly, fault.Fault);
    }

    async Task<string> Name() => (await store!.Query(reader => reader.GetString(0), "SELECT current_database()")).Single();
}
