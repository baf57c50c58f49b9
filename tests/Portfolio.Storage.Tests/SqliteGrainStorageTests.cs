using Orleans.Storage;
using Portfolio.Contracts.V1;

namespace Portfolio.Storage.Tests;

/// <summary>Grain state in the embedded store: protobuf with a version, and no write over what somebody else wrote.</summary>
public sealed class SqliteGrainStorageTests : IAsyncLifetime
{
    const string Kind = "checkpoints";

    static readonly GrainId Grain = GrainId.Create("run", "workspaces/default/runs/one");

    readonly Scratch scratch = new();
    SqliteStore store = null!;
    SqliteGrainStorage storage = null!;

    public ValueTask InitializeAsync()
    {
        storage = new SqliteGrainStorage(store = scratch.Open());
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        scratch.Dispose();
    }

    [Fact]
    public async Task Read_NothingWritten_GivesAnEmptyState()
    {
        var state = await Read();
        Assert.Equal(new RunCheckpoint(), state.State);
        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
    }

    [Fact]
    public async Task Read_AfterReopening_GivesWhatWasWritten()
    {
        await storage.WriteStateAsync(Kind, Grain, Checkpoint(64));
        await store.DisposeAsync();
        await InitializeAsync();

        var state = await Read();
        Assert.Equal(Checkpoint(64).State, state.State);
        Assert.True(state.RecordExists);
    }

    [Fact]
    public async Task Write_AgainAndAgain_KeepsTheNewest()
    {
        var state = Checkpoint(0);
        var etags = new HashSet<string>();
        for (var done = 64; done <= 320; done += 64)
        {
            state.State!.Replications = done;
            await storage.WriteStateAsync(Kind, Grain, state);
            etags.Add(state.ETag!);
        }

        Assert.Equal(320, (await Read()).State!.Replications);
        Assert.Equal(5, etags.Count);
    }

    [Fact]
    public async Task Write_EtagOfBefore_IsInconsistentAndChangesNothing()
    {
        await storage.WriteStateAsync(Kind, Grain, Checkpoint(64));
        var (one, other) = (await Read(), await Read());
        one.State!.Replications = 128;
        other.State!.Replications = 192;
        await storage.WriteStateAsync(Kind, Grain, one);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(Kind, Grain, other));
        Assert.Equal(128, (await Read()).State!.Replications);
    }

    [Fact]
    public async Task Write_NewButThereIsOne_IsInconsistent()
    {
        await storage.WriteStateAsync(Kind, Grain, Checkpoint(64));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(Kind, Grain, Checkpoint(128)));
    }

    [Fact]
    public async Task Write_ClearedMeanwhile_IsInconsistent()
    {
        var state = Checkpoint(64);
        await storage.WriteStateAsync(Kind, Grain, state);
        await storage.ClearStateAsync(Kind, Grain, await Read());
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(Kind, Grain, state));
        Assert.False((await Read()).RecordExists);
    }

    [Fact]
    public async Task Clear_Written_LeavesNothing()
    {
        var state = Checkpoint(64);
        await storage.WriteStateAsync(Kind, Grain, state);
        await storage.ClearStateAsync(Kind, Grain, state);
        Assert.Equal(new RunCheckpoint(), state.State);
        Assert.False(state.RecordExists);
        Assert.False((await Read()).RecordExists);

        state.State!.Replications = 128;
        await storage.WriteStateAsync(Kind, Grain, state);
        Assert.Equal(128, (await Read()).State!.Replications);
    }

    [Fact]
    public async Task Clear_ChangedMeanwhile_IsInconsistent()
    {
        var state = Checkpoint(64);
        await storage.WriteStateAsync(Kind, Grain, state);
        await storage.WriteStateAsync(Kind, Grain, await Read());
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync(Kind, Grain, state));
        Assert.True((await Read()).RecordExists);
    }

    [Fact]
    public async Task Write_OtherKindOrGrain_IsAnotherState()
    {
        await storage.WriteStateAsync(Kind, Grain, Checkpoint(64));
        await storage.WriteStateAsync("others", Grain, Checkpoint(128));
        await storage.WriteStateAsync(Kind, GrainId.Create("run", "workspaces/default/runs/two"), Checkpoint(192));
        Assert.Equal(64, (await Read()).State!.Replications);
    }

    [Fact]
    public async Task Write_NoMessageOfTheSchema_IsRefused() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => storage.WriteStateAsync(Kind, Grain, new GrainState<object>(new object())));

    [Fact]
    public async Task Read_NewerForm_IsRefused()
    {
        await storage.WriteStateAsync(Kind, Grain, Checkpoint(64));
        await store.Write(connection => connection.Run("UPDATE state SET form = 9"));
        var refusal = await Assert.ThrowsAsync<InconsistentStateException>(Read);
        Assert.Contains("form 9", refusal.Message, StringComparison.Ordinal);
    }

    static GrainState<RunCheckpoint> Checkpoint(int replications) => new(new RunCheckpoint { Replications = replications });

    async Task<GrainState<RunCheckpoint>> Read()
    {
        var state = new GrainState<RunCheckpoint>();
        await storage.ReadStateAsync(Kind, Grain, state);
        return state;
    }
}
