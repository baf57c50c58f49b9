using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Journals;
using Portfolio.Storage.Tests.Stores;
using Portfolio.Tests;

namespace Portfolio.Storage.Tests;

/// <summary>What a store weighs, and that what is deleted weighs nothing.</summary>
public abstract class StoreCareLaws(TestedStore store) : Laws(store)
{
    const string Run = "workspaces/default/runs/one";

    [Fact]
    public async Task Weigh_EveryKind_CountsRowsAndBytes()
    {
        await Store.States.WriteStateAsync("runs", GrainId.Create("t", Run), new GrainState<UnfinishedRun>(new UnfinishedRun { Run = Run }));
        await Store.Outcomes.Write(Run, 1, 0, new byte[1000]);
        await Store.Outcomes.Write(Run, 1, 64, new byte[500]);
        await Store.Shards.Write(Run, 1, 128, new byte[300]);
        await Store.Journals.Append("f", "j", 0, [new NewRow("a", new byte[7])]);
        var weight = await Store.Care.Weigh();
        Assert.Equal(
            [new("journal entries", 1, 7), new("journal snapshots", 0, 0), new("outcomes", 2, 1500), new("runs", 1, new UnfinishedRun { Run = Run }.CalculateSize()), new("shards", 1, 300)],
            weight.Kinds.OrderBy(kind => kind.Kind, StringComparer.Ordinal));
        Assert.True(weight.Bytes > 1500);
    }

    [Fact]
    public async Task Weigh_LongState_CountsOneRowAndAllItsBytes()
    {
        var state = new RunCheckpoint { Statistics = ByteString.CopyFrom(new byte[1_500_000]) };
        await Store.States.WriteStateAsync("checkpoints", GrainId.Create("t", Run), new GrainState<RunCheckpoint>(state));
        Assert.Equal(new("checkpoints", 1, state.CalculateSize()), (await Store.Care.Weigh()).Kinds.Single(kind => kind.Kind == "checkpoints"));
    }

    [Fact]
    public async Task Shrink_OutcomesDeleted_LeavesOtherRunsAlone()
    {
        for (var first = 0; first < 20; first++)
            await Store.Outcomes.Write(Run, 1, first, new byte[100_000]);
        await Store.Outcomes.Write("another", 1, 0, new byte[10]);
        var before = (await Store.Care.Weigh()).Bytes;
        await Store.Outcomes.Delete(Run);
        await Store.Outcomes.Delete(Run);
        await Store.Care.Shrink();

        var after = await Store.Care.Weigh();
        Assert.Equal(1, after.Kinds.Single(kind => kind.Kind == "outcomes").Rows);
        Assert.True(Store.Shrinks ? after.Bytes < before / 4 : after.Bytes <= before + before / 4, $"{before} before, {after.Bytes} after");
    }
}

/// <inheritdoc/>
public sealed class SqliteCareTests() : StoreCareLaws(new TestedSqlite());

/// <inheritdoc/>
public sealed class PostgresCareTests(PostgresServer server) : StoreCareLaws(new TestedPostgres(server));
