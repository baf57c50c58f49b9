using Portfolio.Grains.Runs;
using Portfolio.Storage.Tests.Stores;
using Portfolio.Tests;

namespace Portfolio.Storage.Tests;

/// <summary>Rows of a run's shards.</summary>
/// <param name="store">The store.</param>
/// <param name="rowsOf">Those of a store that are tested.</param>
public abstract class ShardRowsLaws(TestedStore store, Func<TestedStore, IShardRows> rowsOf) : Laws(store)
{
    const string Run = "workspaces/default/runs/one";
    const int Epoch = 1;

    [Fact]
    public async Task Read_NothingWritten_GivesNothing() => Assert.Empty(await Read(Run));

    [Fact]
    public async Task Read_WrittenInAnyOrder_GivesThemInTheOrderOfReplications()
    {
        var firsts = Enumerable.Range(0, 20).Select(i => 64 * i).ToList();
        await Task.WhenAll(firsts.OrderBy(first => first * 37 % 101).Select(first => Rows.Write(Run, Epoch, first, Body(first))));
        await Reopen();

        var read = await Read(Run);
        Assert.Equal(firsts, read.Select(row => row.FirstReplication));
        Assert.All(read, row => Assert.Equal(Body(row.FirstReplication), row.Body));
    }

    [Fact]
    public async Task Read_FromAReplication_BeginsThere()
    {
        foreach (var first in new[] { 0, 64, 128 })
            await Rows.Write(Run, Epoch, first, Body(first));
        await using var read = Rows.Read(Run, 64, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await read.MoveNextAsync());
        Assert.Equal(64, read.Current.FirstReplication);
    }

    [Fact]
    public async Task Write_TheSameAgain_HasNoFurtherEffect()
    {
        await Rows.Write(Run, Epoch, 0, Body(7));
        await Rows.Write(Run, Epoch, 0, Body(7));
        Assert.Equal(Body(7), Assert.Single(await Read(Run)).Body);
    }

    [Fact]
    public async Task Write_InAnotherEpoch_LeavesWhatIsThere()
    {
        const int Most = 10;
        foreach (var (epoch, first) in new[] { (2, 64), (1, 64), (3, 0), (Most, 64), (1, 0) })
            await Rows.Write(Run, epoch, first, Body(first + epoch));
        await Reopen();
        var read = await Read(Run);
        Assert.Equal([(0, 1), (0, 3), (64, 1), (64, 2), (64, Most)], read.Select(row => (row.FirstReplication, row.Epoch)));
        Assert.All(read, row => Assert.Equal(Body(row.FirstReplication + row.Epoch), row.Body));
    }

    [Fact]
    public async Task Read_OtherRuns_AreLeftOut()
    {
        await Rows.Write(Run, Epoch, 0, Body(1));
        await Rows.Write(Run + "-and-a-half", Epoch, 0, Body(2));
        Assert.Equal(Body(1), Assert.Single(await Read(Run)).Body);
    }

    [Fact]
    public async Task Read_Cancelled_Stops()
    {
        await Rows.Write(Run, Epoch, 0, Body(1));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Rows.Read(Run, cancelled.Token).GetAsyncEnumerator(Cancellation).MoveNextAsync());
    }

    [Theory]
    [InlineData(0, "0 64 128")]
    [InlineData(64, "64 128")]
    [InlineData(100, "128")]
    [InlineData(int.MaxValue, "")]
    public async Task Delete_BeforeAReplication_LeavesOthersAndOtherRuns(int before, string left)
    {
        foreach (var first in new[] { 128, 0, 64 })
            await Rows.Write(Run, Epoch, first, Body(first));
        await Rows.Write(Run + "-and-a-half", Epoch, 0, Body(2));
        await Rows.Delete(Run, before);
        await Reopen();
        Assert.Equal(left, string.Join(' ', (await Read(Run)).Select(row => row.FirstReplication)));
        Assert.Single(await Read(Run + "-and-a-half"));
    }

    [Fact]
    public async Task Delete_OfOneKind_LeavesTheOther()
    {
        await Store.Outcomes.Write(Run, Epoch, 0, Body(1));
        await Store.Shards.Write(Run, Epoch, 0, Body(2));
        await Rows.Delete(Run);
        Assert.Empty(await Read(Run));
        Assert.Equal(1, (await Store.Care.Weigh()).Kinds.Where(kind => kind.Kind is "outcomes" or "shards").Sum(kind => kind.Rows));
    }

    IShardRows Rows => rowsOf(Store);

    static byte[] Body(int seed) => [.. Enumerable.Range(0, 1000).Select(i => (byte)(seed + i * i))];

    async Task<List<ShardRow>> Read(string run) => await Rows.Read(run, Cancellation).ToListAsync(Cancellation);
}

/// <summary>Outcomes of runs in the embedded store.</summary>
public sealed class SqliteOutcomeBlocksTests() : ShardRowsLaws(new TestedSqlite(), store => store.Outcomes);

/// <summary>Outcomes of runs in PostgreSQL.</summary>
public sealed class PostgresOutcomeBlocksTests(PostgresServer server) : ShardRowsLaws(new TestedPostgres(server), store => store.Outcomes);

/// <summary>Shards that no checkpoint holds, in the embedded store.</summary>
public sealed class SqliteShardLogTests() : ShardRowsLaws(new TestedSqlite(), store => store.Shards);

/// <summary>Shards that no checkpoint holds, in PostgreSQL.</summary>
public sealed class PostgresShardLogTests(PostgresServer server) : ShardRowsLaws(new TestedPostgres(server), store => store.Shards);
