using Microsoft.Data.Sqlite;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Journals;
using Portfolio.Storage.Sqlite;

namespace Portfolio.Storage.Tests.Sqlite;

/// <summary>A store of every older version is brought up to date when it is opened, and keeps what it held.</summary>
public sealed class SqliteSchemaTests : IDisposable
{
    const string Schema = "SELECT coalesce(group_concat(sql, char(10)), '') FROM (SELECT sql FROM sqlite_master ORDER BY type, name)";

    readonly Scratch scratch = new();

    public static TheoryData<int> Older => [.. Enumerable.Range(0, SqliteSchema.Known)];

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Migrations_Released_AreUnchanged() => Released.AreUnchanged(SqliteSchema.Migrations, "37156371979a3646", "1e09f3a5ddd7e045", "7e2ea5d7280367c4", "d5d272106584e62a", "32464c3d2d3a9dcb", "7794effc805b0464", "508a26b3b91ed960", "0452c9c7993c92f3", "c387ad128e3d12cc");

    [Theory]
    [MemberData(nameof(Older))]
    public async Task Open_OlderVersion_HasTheSchemaOfANewOne(int version)
    {
        Make(version);
        await using (scratch.Open())
            Assert.Equal(SqliteSchema.Known, scratch.Number("PRAGMA user_version"));
        using var fresh = new Scratch();
        await using var store = fresh.Open();
        await using var migrated = scratch.Open();
        Assert.Equal(await store.Read(connection => connection.Value(Schema)), await migrated.Read(connection => connection.Value(Schema)));
    }

    [Theory]
    [MemberData(nameof(Older))]
    public async Task Open_OlderVersion_KeepsWhatItHeld(int version)
    {
        Make(version, "INSERT INTO state (kind, key, version, form, body) VALUES ('checkpoints', 'one', 3, 1, x'0840')", "INSERT INTO outcomes VALUES ('one', 64, x'01')");
        if (version == 0)
            return;
        await using var store = scratch.Open();
        var state = new GrainState<RunCheckpoint>();
        await new SqliteGrainStorage(store).ReadStateAsync("checkpoints", GrainId.Create("run", "one"), state);
        Assert.Equal((64, "3"), (state.State!.Replications, state.ETag));
        await foreach (var block in new SqliteOutcomeBlocks(store).Read("one", 0, TestContext.Current.CancellationToken))
            Assert.Equal((64, 0), (block.FirstReplication, block.Epoch));
    }

    [Fact]
    public async Task Open_BeforeRowsWereInTheOrderOfFeeds_KeepsJournalsAndGoesOnBehindThem()
    {
        Make(
            2,
            "INSERT INTO feeds VALUES (1, 'feed', 3)",
            "INSERT INTO journals VALUES (1, 1, 'feed/a', 2), (2, 1, 'feed/b', 1)",
            "INSERT INTO journal_rows VALUES (1, 1, 1, 1, 'one', x'01'), (2, 1, 1, 2, 'two', x'02'), (1, 2, 1, 3, 'three', x'03')");
        await using var store = scratch.Open();
        var rows = new SqliteJournalRows(store);
        Assert.Equal(4, (await rows.Append("feed", "feed/a", 2, [new NewRow("four", new byte[] { 4 })])).First);
        var read = await rows.ReadFeed("feed", 0, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([("feed/a", 1, 1), ("feed/b", 1, 2), ("feed/a", 2, 3), ("feed/a", 3, 4)], read.Select(row => (row.Journal, row.Number, (int)row.Body[0])));
    }

    [Fact]
    public async Task Open_BeforeRowsWereRegistered_KnowsTheirNumbersAndKeys()
    {
        Make(
            4,
            "INSERT INTO feeds VALUES (1, 'feed'), (2, 'another')",
            "INSERT INTO journals VALUES (1, 1, 'feed/a'), (2, 1, 'feed/b')",
            "INSERT INTO journal_rows VALUES (1, 1, 1, 1, 'one', x'01'), (1, 2, 2, 1, 'one', x'02'), (1, 3, 1, 2, 'three', x'03')");
        await using var store = scratch.Open();
        var rows = new SqliteJournalRows(store);
        Assert.Equal([new("three", 2)], (await rows.Append("feed", "feed/a", 2, [new NewRow("three", new byte[] { 4 })])).Taken);
        Assert.Equal(4, (await rows.Append("feed", "feed/a", 2, [new NewRow("four", new byte[] { 4 })])).First);
        var read = await rows.Read("feed/a", 0, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([(1, 1, 1), (2, 3, 3), (3, 4, 4)], read.Select(row => (row.Number, row.Position, (int)row.Body[0])));
        Assert.Equal(1, (await rows.Append("another", "another/a", 0, [new NewRow("one", new byte[] { 1 })])).First);
    }

    [Fact]
    public async Task Open_BeforeAPlaceWasOneNumber_KeepsEachFeedInItsOrder()
    {
        Make(
            5,
            "INSERT INTO feeds VALUES (1, 'one', 2), (2, 'other', 0)",
            "INSERT INTO journals VALUES (1, 1, 'one/a'), (2, 2, 'other/a')",
            "INSERT INTO journal_rows VALUES (1, 1, 1, 1, 'k', x'01'), (1, 2, 1, 2, 'l', x'02'), (1, 3, 1, 3, 'm', x'03'), (2, 1, 2, 1, 'k', x'04')",
            "INSERT INTO journal_numbers VALUES (1, 1, 1), (1, 2, 2)",
            "INSERT INTO journal_keys VALUES (1, 'k', 1), (1, 'l', 2)");
        await using var store = scratch.Open();
        var rows = new SqliteJournalRows(store);
        Assert.Equal([new("l", 2), new("m", 3)], (await rows.Append("one", "one/a", 3, [new NewRow("l", new byte[] { 5 }), new NewRow("m", new byte[] { 5 })])).Taken);
        Assert.Equal(4, (await rows.Append("one", "one/a", 3, [new NewRow("n", new byte[] { 5 })])).First);
        Assert.Equal([(1, 1), (2, 2), (3, 3), (4, 5)], await Places(rows.ReadFeed("one", 0, TestContext.Current.CancellationToken)));
        Assert.Equal([(2, 2), (3, 3), (4, 5)], await Places(rows.Read("one/a", 1, TestContext.Current.CancellationToken)));
        Assert.Equal([(1, 4)], await Places(rows.ReadFeed("other", 0, TestContext.Current.CancellationToken)));
        Assert.Equal((4, 1), (await rows.LastPosition("one"), await rows.LastPosition("other")));
    }

    static ValueTask<List<(long Position, int Said)>> Places(IAsyncEnumerable<JournalRow> rows) =>
        rows.Select(row => (row.Position, (int)row.Body[0])).ToListAsync(TestContext.Current.CancellationToken);

    /// <summary>Makes a store as an older version did.</summary>
    void Make(int version, params string[] rows)
    {
        using var connection = new SqliteConnection($"Data Source={scratch.File};Pooling=False");
        connection.Open();
        foreach (var statement in SqliteSchema.Migrations.Take(version).Concat(version > 0 ? rows : []))
            connection.Run(statement);
        connection.Run($"PRAGMA user_version = {version}");
    }
}
