using Microsoft.Data.Sqlite;
using Portfolio.Grains;
using Portfolio.Storage.Sqlite;
using Portfolio.Tests;

namespace Portfolio.Storage.Tests.Sqlite;

/// <summary>The embedded store's file or disk fails: whoever waits is told what it is, nothing acknowledged is lost, and what passes needs no restart.</summary>
public sealed class SqliteFaultsTests : IDisposable
{
    const string CountOfNotes = "SELECT count(*) FROM notes";

    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Write_DiskFull_IsToldAndGoesOnOnceThereIsRoom()
    {
        using var disk = new SmallDisk(megabytes: 2);
        await using var store = new SqliteStore(disk.File);
        await store.Write(MakeNotes);
        await store.Write(Note(1000));
        disk.Fill();

        var faults = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Assert.ThrowsAsync<StoreException>(() => store.Write(Note(100_000)))));
        Assert.All(faults, fault => Assert.Equal((StoreFault.Full, true), (fault.Fault, fault.MayPass)));
        Assert.Equal(1, await store.Read(connection => connection.Number(CountOfNotes)));

        File.Delete(disk.Ballast);
        await store.Write(Note(100_000));
        Assert.Equal(2, await store.Read(connection => connection.Number(CountOfNotes)));
    }

    [Fact]
    public async Task Open_ReadOnlyDisk_IsToldAndOpensOnceItIsWritable()
    {
        using var disk = new SmallDisk(megabytes: 2);
        await using (var store = new SqliteStore(disk.File))
            await store.Write(MakeNotes);
        disk.Remount(readOnly: true);
        Assert.Equal(StoreFault.ReadOnly, Assert.Throws<StoreException>(() => new SqliteStore(disk.File)).Fault);

        disk.Remount(readOnly: false);
        await using var again = new SqliteStore(disk.File);
        Assert.Equal(0, await again.Read(connection => connection.Number(CountOfNotes)));
    }

    [Fact]
    public async Task Write_DiskTurnsReadOnlyMeanwhile_IsToldAndGoesOnOnceItIsWritable()
    {
        using var disk = new FailingDisk();
        await using var store = new SqliteStore(disk.File);
        await store.Write(MakeNotes);
        await store.Write(Note(1000));
        disk.Fail();
        for (var i = 0; i < 3; i++)
            Assert.Equal(StoreFault.ReadOnly, (await Assert.ThrowsAsync<StoreException>(() => store.Write(Note(1000)))).Fault);
        Assert.Equal(1, await store.Read(connection => connection.Number(CountOfNotes)));
        await Assert.ThrowsAsync<StoreException>(() => store.Write(Note(1000)));

        disk.Repair();
        await store.Write(Note(1000));
        Assert.Equal(2, await store.Read(connection => connection.Number(CountOfNotes)));
    }

    [Fact]
    public async Task Write_LockedByAnotherProgram_IsToldAndGoesOnOnceItIsReleased()
    {
        await using var store = new SqliteStore(scratch.File, TimeSpan.FromMilliseconds(20));
        await store.Write(MakeNotes);
        using var other = new SqliteConnection($"Data Source={scratch.File};Pooling=False");
        other.Open();
        using (other.BeginTransaction())
        {
            var fault = await Assert.ThrowsAsync<StoreException>(() => store.Write(Note(10)));
            Assert.Equal((StoreFault.Unavailable, true), (fault.Fault, fault.MayPass));
            Assert.Equal(0, await store.Read(connection => connection.Number(CountOfNotes)));
        }

        await store.Write(Note(10));
        Assert.Equal(1, await store.Read(connection => connection.Number(CountOfNotes)));
    }

    [Fact]
    public async Task Read_Overwritten_IsDamage()
    {
        await using var store = scratch.Open();
        await store.Write(MakeNotes);
        for (var i = 0; i < 50; i++)
            await store.Write(Note(10_000));
        await store.Tend(connection => connection.Run("PRAGMA wal_checkpoint(TRUNCATE)"));
        Overwrite(from: 8192);
        var fault = await Assert.ThrowsAsync<StoreException>(() => store.Read(connection => connection.Number("SELECT sum(length(text)) FROM notes")));
        Assert.Equal((StoreFault.Damaged, false), (fault.Fault, fault.MayPass));
        Assert.Contains("restore a backup", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoDatabase_IsDamage()
    {
        File.WriteAllBytes(scratch.File, [.. Enumerable.Range(0, 20_000).Select(i => (byte)(i * 31))]);
        Assert.Equal(StoreFault.Damaged, Assert.Throws<StoreException>(scratch.Open).Fault);
        Assert.Equal(20_000, new FileInfo(scratch.File).Length);
    }

    [Fact]
    public async Task Write_SomethingUnforeseen_NobodyIsLeftWaiting()
    {
        await using var store = scratch.Open();
        await store.Write(MakeNotes);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => store.Write(_ => throw new InvalidTimeZoneException()));
        await Assert.ThrowsAsync<SqliteException>(() => store.Write(connection => connection.Run("COMMIT; INSERT INTO nowhere VALUES (1)")));
        await store.Write(Note(10));
        Assert.Equal(1, await store.Read(connection => connection.Number(CountOfNotes)));
    }

    static void MakeNotes(SqliteConnection connection) => connection.Run("CREATE TABLE notes (text TEXT NOT NULL)");

    static Action<SqliteConnection> Note(int length) => connection => connection.Run($"INSERT INTO notes (text) VALUES (hex(zeroblob({length / 2})))");

    void Overwrite(int from)
    {
        using var file = new FileStream(scratch.File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = from;
        file.Write([.. Enumerable.Range(0, (int)file.Length - from).Select(i => (byte)(i * 31))]);
    }
}
