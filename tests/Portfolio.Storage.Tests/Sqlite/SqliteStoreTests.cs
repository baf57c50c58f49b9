using Microsoft.Data.Sqlite;
using Portfolio.Grains;
using Portfolio.Storage.Sqlite;

namespace Portfolio.Storage.Tests.Sqlite;

/// <summary>The embedded store: what is acknowledged is on disk, and one caller's mistake is nobody else's.</summary>
public sealed class SqliteStoreTests : IDisposable
{
    const string CountOfNotes = "SELECT count(*) FROM notes";

    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Open_NoFolder_MakesIt()
    {
        var file = Path.Combine(Path.GetDirectoryName(scratch.File)!, "deep", "down", "portfolio.db");
        await using var store = new SqliteStore(file);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task Open_Connections_WriteAheadWithFullSync()
    {
        const int full = 2;
        await using var store = scratch.Open();
        (object?, long) reader = await store.Read(Settings), writer = default;
        await store.Write(connection => writer = Settings(connection));
        Assert.Equal(("wal", full), reader);
        Assert.Equal(("wal", full), writer);

        static (object?, long) Settings(SqliteConnection connection) => (connection.Value("PRAGMA journal_mode"), connection.Number("PRAGMA synchronous"));
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefusedInWords()
    {
        await using (var store = scratch.Open())
            await store.Write(connection => connection.Run("PRAGMA user_version = 99"));

        var refusal = Assert.Throws<StoreException>(scratch.Open);
        Assert.Contains(scratch.File, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("newer version (schema 99", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(99, scratch.Number("PRAGMA user_version"));
    }

    [Fact]
    public async Task Write_ManyWriters_EveryAcknowledgedWriteIsThereAfterReopening()
    {
        const int writers = 16, each = 25;
        await using (var store = await WithNotes())
            await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => WriteMany(store, writer, each)));

        await using var reopened = scratch.Open();
        Assert.Equal(writers * each, await reopened.Read(connection => connection.Number("SELECT count(DISTINCT text) FROM notes")));

        static async Task WriteMany(SqliteStore store, int writer, int count)
        {
            for (var i = 0; i < count; i++)
                await Note(store, $"{writer}/{i}");
        }
    }

    [Fact]
    public async Task Write_ManyWaiting_ShareOneCommit()
    {
        await using var store = await WithNotes();
        using var held = new Hold(store);
        var first = Note(store, "first");
        (long Own, long Committed) seen = default;
        var second = store.Write(connection => seen = (connection.Number(CountOfNotes), scratch.Number(CountOfNotes)));
        held.Release();
        await Task.WhenAll(first, second);
        Assert.Equal((1, 0), seen);
    }

    [Fact]
    public async Task Write_OneOfABatchFails_OnlyItsCallerIsTold()
    {
        await using var store = await WithNotes();
        using var held = new Hold(store);
        var before = Note(store, "before");
        var culprit = store.Write(connection =>
        {
            connection.Run("INSERT INTO notes (text) VALUES ('half')");
            throw new InvalidDataException("no");
        });
        var after = Note(store, "after");
        held.Release();

        await Task.WhenAll(before, after);
        await Assert.ThrowsAsync<InvalidDataException>(() => culprit);
        Assert.Equal("before after", await store.Read(connection => connection.Value("SELECT group_concat(text, ' ') FROM notes")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WriteInTurn_SomebodyBlocksOrThrowsWhenAcknowledged_OthersAreAcknowledged(bool blocks)
    {
        await using var store = await WithNotes();
        using var held = new Hold(store);
        using var gate = new ManualResetEventSlim(initialState: !blocks);
        var culprit = store.WriteInTurn(CountNotes).ContinueWith(_ => GoOn(gate), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var others = Enumerable.Range(0, 8).Select(_ => store.WriteInTurn(CountNotes)).ToList();
        held.Release();
        await Task.WhenAll(others);
        await Note(store, "of a later commit");
        gate.Set();
        await Assert.ThrowsAsync<InvalidDataException>(() => culprit);

        static long CountNotes(SqliteConnection connection) => connection.Number(CountOfNotes);

        static void GoOn(ManualResetEventSlim gate)
        {
            gate.Wait(TestContext.Current.CancellationToken);
            throw new InvalidDataException("no");
        }
    }

    [Fact]
    public async Task Write_Acknowledged_IsReadAtOnce()
    {
        await using var store = await WithNotes();
        for (var i = 1; i <= 20; i++)
        {
            await Note(store, "note");
            Assert.Equal(i, await store.Read(connection => connection.Number(CountOfNotes)));
        }
    }

    [Fact]
    public async Task Dispose_WritesWaiting_AreWritten()
    {
        var store = await WithNotes();
        using var held = new Hold(store);
        var notes = Enumerable.Range(0, 8).Select(i => Note(store, $"{i}")).ToList();
        var closed = store.DisposeAsync();
        held.Release();
        await closed;
        await Task.WhenAll(notes);
        Assert.Equal(8, scratch.Number(CountOfNotes));
    }

    [Fact]
    public async Task Write_Disposed_IsRefused()
    {
        var store = await WithNotes();
        await store.DisposeAsync();
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => Note(store, "late"));
    }

    async Task<SqliteStore> WithNotes()
    {
        var store = scratch.Open();
        await store.Write(connection => connection.Run("CREATE TABLE notes (text TEXT NOT NULL)"));
        return store;
    }

    static Task Note(SqliteStore store, string text) => store.Write(connection => connection.Run($"INSERT INTO notes (text) VALUES ('{text}')"));
}
