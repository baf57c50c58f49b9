using Microsoft.Data.Sqlite;
using Portfolio.Grains;
using static SQLitePCL.raw;

namespace Portfolio.Storage.Sqlite;

/// <summary>What SQLite's error codes mean for whoever asked; see sqlite.org/rescode.html.</summary>
static class SqliteFaults
{
    /// <summary>The fault of the store, or null where the statement itself was wrong.</summary>
    public static StoreException? Of(SqliteException exception, string file) => exception.SqliteErrorCode switch
    {
        SQLITE_FULL => new StoreException(StoreFault.Full, $"there is no room left for {file}; make some, then try again"),
        SQLITE_READONLY => ReadOnly(file),
        SQLITE_CANTOPEN or SQLITE_IOERR when IsReadOnly(Path.GetDirectoryName(file)!) => ReadOnly(file),
        SQLITE_CORRUPT or SQLITE_NOTADB => new StoreException(StoreFault.Damaged, $"{file} is damaged ({exception.Message}); restore a backup"),
        SQLITE_BUSY or SQLITE_LOCKED => new StoreException(StoreFault.Unavailable, $"another program has locked {file}; try again when it has done"),
        SQLITE_IOERR or SQLITE_CANTOPEN or SQLITE_PERM or SQLITE_NOMEM or SQLITE_PROTOCOL =>
            new StoreException(StoreFault.Unavailable, $"{file} cannot be used: {exception.Message}"),
        _ => null,
    };

    static StoreException ReadOnly(string file) => new(StoreFault.ReadOnly, $"{file} can only be read; make its folder writable, then try again");

    /// <summary>Whether nothing can be made in a folder. SQLite says no more than that it cannot open the files it needs beside the database, or cannot write to what it has open.</summary>
    static bool IsReadOnly(string folder)
    {
        try
        {
            using var probe = new FileStream(Path.Combine(folder, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
