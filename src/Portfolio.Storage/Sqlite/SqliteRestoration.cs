using Microsoft.Data.Sqlite;
using Portfolio.Grains;

namespace Portfolio.Storage.Sqlite;

/// <summary>
/// Puts a copy in the place of an embedded store. A copy that was checked is accepted by one renaming; the next start puts it in
/// its place, however the process ended before, and keeps what was there beside it.
/// </summary>
public static class SqliteRestoration
{
    const string Accepted = ".accepted";
    const string Before = ".before-restore";

    /// <summary>A database and what belongs to it; what was not yet written back into it first.</summary>
    static readonly string[] Parts = ["-shm", "-wal", ""];

    /// <summary>Refuses a copy that is damaged, is none, or was made by a newer version.</summary>
    /// <param name="file">The copy.</param>
    /// <param name="name">What to call it.</param>
    /// <exception cref="StoreException">It is.</exception>
    public static void Check(string file, string name)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
            connection.Open();
            var version = SqliteSchema.VersionOf(connection);
            if (version > SqliteSchema.Known)
                throw SqliteSchema.TooNew(name, version);
            if (version == 0)
                throw new StoreException(StoreFault.Damaged, $"{name} is no copy of a store");

            // Of a file that ends within a page the rest of that counts as zeros, which no other check need notice.
            var (whole, found) = ((long)connection.Scalar("PRAGMA page_size")! * (long)connection.Scalar("PRAGMA page_count")!, new FileInfo(file).Length);
            if (found < whole)
                throw new StoreException(StoreFault.Damaged, $"{name} is damaged: it has {found} bytes, and should have {whole}");
            if (connection.Scalar("PRAGMA integrity_check(1)") is not "ok")
                throw new StoreException(StoreFault.Damaged, $"{name} is damaged");
        }
        catch (SqliteException exception)
        {
            throw SqliteFaults.Of(exception, name) ?? new StoreException(StoreFault.Damaged, $"{name} is damaged: {exception.Message}");
        }
    }

    /// <summary>Accepts a copy that was checked; it must be in the folder of the database.</summary>
    /// <param name="file">The copy.</param>
    /// <param name="database">The database whose place it takes at the next start.</param>
    public static void Accept(string file, string database)
    {
        foreach (var part in Parts)
            File.Delete(database + Before + part);
        File.Move(file, database + Accepted, overwrite: true);
    }

    /// <summary>Puts an accepted copy in its place, if there is one. Nobody may have the database open.</summary>
    public static void Complete(string database)
    {
        if (!File.Exists(database + Accepted))
            return;
        foreach (var part in Parts.Where(part => File.Exists(database + part)))
            File.Move(database + part, database + Before + part, overwrite: true);
        File.Move(database + Accepted, database);
    }
}
