using Microsoft.Data.Sqlite;
using Portfolio.Grains;
using Portfolio.Storage.Sqlite;

namespace Portfolio.Storage.Tests.Sqlite;

/// <summary>Copies of an embedded store: whole, checked, and in its place even where the process ended in between.</summary>
public sealed class SqliteRestorationTests : IDisposable
{
    const string Notes = "SELECT coalesce(group_concat(text, ' '), '') FROM notes";

    readonly Scratch scratch = new();

    string Copy => Beside("copy");

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Complete_CopyAccepted_HoldsWhatWasCopiedAndKeepsTheOther()
    {
        await using (var store = scratch.Open())
        {
            await store.Write(connection => connection.Run("CREATE TABLE notes (text TEXT)"));
            await Note(store, "copied");
            await store.BackUp(Copy);
            await Note(store, "later");
        }

        SqliteRestoration.Check(Copy, "the copy");
        SqliteRestoration.Accept(Copy, scratch.File);
        await using var restored = scratch.Open();
        Assert.Equal("copied", await restored.Read(connection => connection.Value(Notes)));
        using var before = new SqliteConnection($"Data Source={scratch.File}.before-restore;Pooling=False");
        before.Open();
        Assert.Equal("copied later", before.Value(Notes));
    }

    [Fact]
    public async Task BackUp_WhileOthersWrite_IsOfOneMoment()
    {
        await using var store = scratch.Open();
        await store.Write(connection => connection.Run("CREATE TABLE pairs (text TEXT)"));
        var writing = Task.WhenAll(Enumerable.Range(0, 50).Select(i => store.Write(connection => connection.Run($"INSERT INTO pairs VALUES ('{i}'), ('{i}')"))));
        await store.BackUp(Copy);
        await writing;
        SqliteRestoration.Check(Copy, "the copy");
        using var copy = new SqliteConnection($"Data Source={Copy};Pooling=False");
        copy.Open();
        Assert.Equal(0, copy.Number("SELECT count(*) FROM (SELECT 1 FROM pairs GROUP BY text HAVING count(*) <> 2)"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Complete_EndedHalfway_IsCompletedByTheNextStart(bool databaseMoved)
    {
        await using (var store = scratch.Open())
            await store.BackUp(Copy);
        SqliteRestoration.Accept(Copy, scratch.File);
        await File.WriteAllTextAsync(scratch.File + "-wal", "of the store before", TestContext.Current.CancellationToken);
        if (databaseMoved)
        {
            File.Move(scratch.File + "-wal", Beside("portfolio.db.before-restore-wal"));
            File.Move(scratch.File, Beside("portfolio.db.before-restore"));
        }

        SqliteRestoration.Complete(scratch.File);
        await using var restored = scratch.Open();
        Assert.True(File.Exists(Beside("portfolio.db.before-restore")));
        Assert.Equal("of the store before", await File.ReadAllTextAsync(Beside("portfolio.db.before-restore-wal"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8_192)]
    [InlineData(40_000)]
    public async Task Check_Damaged_IsRefused(int missing)
    {
        await using (var store = scratch.Open())
        {
            await store.Write(connection => connection.Run("CREATE TABLE notes (text TEXT)"));
            await Note(store, new string('x', 50_000));
            await store.BackUp(Copy);
        }

        var bytes = await File.ReadAllBytesAsync(Copy, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Copy, bytes[..^missing], TestContext.Current.CancellationToken);
        Assert.Equal(StoreFault.Damaged, Assert.Throws<StoreException>(() => SqliteRestoration.Check(Copy, "the copy")).Fault);
    }

    [Fact]
    public void Check_NoDatabaseOrEmpty_IsRefused()
    {
        File.WriteAllText(Copy, new string('x', 10_000));
        Assert.Equal(StoreFault.Damaged, Assert.Throws<StoreException>(() => SqliteRestoration.Check(Copy, "the copy")).Fault);
        File.WriteAllBytes(Copy, []);
        Assert.Contains("no copy of a store", Assert.Throws<StoreException>(() => SqliteRestoration.Check(Copy, "the copy")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NewerSchema_IsRefused()
    {
        await using (var store = scratch.Open())
        {
            await store.Write(connection => connection.Run("PRAGMA user_version = 99"));
            await store.BackUp(Copy);
        }

        Assert.Equal(StoreFault.TooNew, Assert.Throws<StoreException>(() => SqliteRestoration.Check(Copy, "the copy")).Fault);
    }

    string Beside(string name) => Path.Combine(Path.GetDirectoryName(scratch.File)!, name);

    static Task Note(SqliteStore store, string text) => store.Write(connection => connection.Run($"INSERT INTO notes VALUES ('{text}')"));
}
