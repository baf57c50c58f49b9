using Google.Protobuf;
using Orleans.Storage;
using Portfolio.Contracts.V1;
using Portfolio.Grains;
using Portfolio.Storage.Tests.Stores;
using Portfolio.Tests;

namespace Portfolio.Storage.Tests;

/// <summary>Grain state: protobuf with a version, and no write over what somebody else wrote.</summary>
public abstract class GrainStorageLaws(TestedStore store) : Laws(store)
{
    const string Kind = "checkpoints";

    static readonly GrainId Grain = GrainId.Create("run", "workspaces/default/runs/one");

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
        await Store.States.WriteStateAsync(Kind, Grain, Checkpoint(64));
        await Reopen();

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
            await Store.States.WriteStateAsync(Kind, Grain, state);
            etags.Add(state.ETag!);
        }

        Assert.Equal(320, (await Read()).State!.Replications);
        Assert.Equal(5, etags.Count);
    }

    /// <summary>Of any length, after one of any other.</summary>
    [Theory]
    [InlineData(0, 1_500_000)]
    [InlineData(1_500_000, 0)]
    [InlineData(3_000_000, 1_200_000)]
    [InlineData(1_200_000, 3_000_000)]
    [InlineData(524_283, 524_284)]
    public async Task Write_LongBody_ReadsTheSame(int before, int after)
    {
        var state = Long(before);
        await Store.States.WriteStateAsync(Kind, Grain, state);
        Assert.Equal(Long(before).State, (await Read()).State);

        state.State = Long(after).State!;
        await Store.States.WriteStateAsync(Kind, Grain, state);
        Assert.Equal(state.State, (await Read()).State);
    }

    [Fact]
    public async Task Clear_LongBody_LeavesNothingForWhoComesNext()
    {
        var state = Long(3_000_000);
        await Store.States.WriteStateAsync(Kind, Grain, state);
        await Store.States.ClearStateAsync(Kind, Grain, state);
        await Store.States.WriteStateAsync(Kind, Grain, Checkpoint(64));
        Assert.Equal(Checkpoint(64).State, (await Read()).State);
    }

    [Fact]
    public async Task Write_EtagOfBefore_IsInconsistentAndChangesNothing()
    {
        await Store.States.WriteStateAsync(Kind, Grain, Checkpoint(64));
        var (one, other) = (await Read(), await Read());
        one.State!.Replications = 128;
        other.State!.Replications = 192;
        await Store.States.WriteStateAsync(Kind, Grain, one);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.States.WriteStateAsync(Kind, Grain, other));
        Assert.Equal(128, (await Read()).State!.Replications);
    }

    [Fact]
    public async Task Write_NewButThereIsOne_IsInconsistent()
    {
        await Store.States.WriteStateAsync(Kind, Grain, Checkpoint(64));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.States.WriteStateAsync(Kind, Grain, Checkpoint(128)));
    }

    [Fact]
    public async Task Write_ClearedMeanwhile_IsInconsistent()
    {
        var state = Checkpoint(64);
        await Store.States.WriteStateAsync(Kind, Grain, state);
        await Store.States.ClearStateAsync(Kind, Grain, await Read());
        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.States.WriteStateAsync(Kind, Grain, state));
        Assert.False((await Read()).RecordExists);
    }

    [Fact]
    public async Task Clear_Written_LeavesNothing()
    {
        var state = Checkpoint(64);
        await Store.States.WriteStateAsync(Kind, Grain, state);
        await Store.States.ClearStateAsync(Kind, Grain, state);
        Assert.Equal(new RunCheckpoint(), state.State);
        Assert.False(state.RecordExists);
        Assert.False((await Read()).RecordExists);

        state.State!.Replications = 128;
        await Store.States.WriteStateAsync(Kind, Grain, state);
        Assert.Equal(128, (await Read()).State!.Replications);
    }

    [Fact]
    public async Task Clear_ChangedMeanwhile_IsInconsistent()
    {
        var state = Checkpoint(64);
        await Store.States.WriteStateAsync(Kind, Grain, state);
        await Store.States.WriteStateAsync(Kind, Grain, await Read());
        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.States.ClearStateAsync(Kind, Grain, state));
        Assert.True((await Read()).RecordExists);
    }

    [Fact]
    public async Task Clear_WrittenSinceNothingWasRead_LeavesWhatWasWritten()
    {
        var state = await Read();
        await Store.States.WriteStateAsync(Kind, Grain, Checkpoint(64));
        await Store.States.ClearStateAsync(Kind, Grain, state);
        Assert.Equal((64, false), ((await Read()).State!.Replications, state.RecordExists));
    }

    [Fact]
    public async Task Write_OtherKindOrGrain_IsAnotherState()
    {
        await Store.States.WriteStateAsync(Kind, Grain, Checkpoint(64));
        await Store.States.WriteStateAsync("others", Grain, Checkpoint(128));
        await Store.States.WriteStateAsync(Kind, GrainId.Create("run", "workspaces/default/runs/two"), Checkpoint(192));
        Assert.Equal(64, (await Read()).State!.Replications);
    }

    [Fact]
    public async Task Write_NoMessageOfTheSchema_IsRefused() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => Store.States.WriteStateAsync(Kind, Grain, new GrainState<object>(new object())));

    [Fact]
    public async Task Read_NewerForm_IsRefused()
    {
        await Store.States.WriteStateAsync(Kind, Grain, Checkpoint(64));
        await Store.Execute("UPDATE state SET form = 9");
        var refusal = await Assert.ThrowsAsync<StoreException>(Read);
        Assert.Equal(StoreFault.TooNew, refusal.Fault);
        Assert.Contains("checkpoints workspaces/default/runs/one: it is stored in form 9", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_NoMessage_IsTheStoresDamage()
    {
        await Store.States.WriteStateAsync(Kind, Grain, Checkpoint(64));
        await Store.Execute(Store.BodiesOfGarbage);
        Assert.Equal(StoreFault.Damaged, (await Assert.ThrowsAsync<StoreException>(Read)).Fault);
    }

    [Fact]
    public async Task Write_ManyAtOnceFromOneEtag_OneWins()
    {
        await Store.States.WriteStateAsync(Kind, Grain, Checkpoint(0));
        var states = new List<GrainState<RunCheckpoint>>();
        for (var i = 1; i <= 16; i++)
        {
            states.Add(await Read());
            states[^1].State!.Replications = i;
        }

        var won = await Task.WhenAll(states.Select(Wins));
        var winner = Assert.Single(states.Where((_, i) => won[i]));
        Assert.Equal(winner.State, (await Read()).State);

        async Task<bool> Wins(GrainState<RunCheckpoint> state)
        {
            try
            {
                await Store.States.WriteStateAsync(Kind, Grain, state);
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        }
    }

    static GrainState<RunCheckpoint> Long(int length) => new(new RunCheckpoint { Statistics = ByteString.CopyFrom([.. Enumerable.Range(length, length).Select(i => (byte)(i % 251))]) });

    static GrainState<RunCheckpoint> Checkpoint(int replications) => new(new RunCheckpoint { Replications = replications });

    async Task<GrainState<RunCheckpoint>> Read()
    {
        var state = new GrainState<RunCheckpoint>();
        await Store.States.ReadStateAsync(Kind, Grain, state);
        return state;
    }
}

/// <inheritdoc/>
public sealed class SqliteGrainStorageTests() : GrainStorageLaws(new TestedSqlite());

/// <inheritdoc/>
public sealed class PostgresGrainStorageTests(PostgresServer server) : GrainStorageLaws(new TestedPostgres(server));
