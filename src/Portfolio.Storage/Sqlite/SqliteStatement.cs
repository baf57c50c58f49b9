using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Portfolio.Storage.Sqlite;

/// <summary>
/// A statement that is prepared once and executed for every row of a journal, or once with bytes that are part of an array. A command of the library does the same with a reader, a binder for each value and a
/// box for each number, which take twice as long as the row, and takes whole arrays only.
/// </summary>
/// <remarks>It is part of whatever transaction its connection is in. It has to be disposed before its connection, which would else not let go of the file.</remarks>
sealed class SqliteStatement : IDisposable
{
    readonly sqlite3 database;
    readonly sqlite3_stmt statement;

    /// <summary>Prepares a statement whose values are marked by <c>?</c>.</summary>
    public SqliteStatement(SqliteConnection connection, string text)
    {
        database = connection.Handle!;
        Require(sqlite3_prepare_v2(database, text, out statement));
    }

    /// <summary>Sets a value; places count from 1.</summary>
    public void Set(int place, long value) => Require(sqlite3_bind_int64(statement, place, value));

    /// <inheritdoc cref="Set(int, long)"/>
    public void Set(int place, string value) => Require(sqlite3_bind_text(statement, place, Encoding.UTF8.GetBytes(value)));

    /// <inheritdoc cref="Set(int, long)"/>
    public void Set(int place, ReadOnlySpan<byte> value) => Require(sqlite3_bind_blob(statement, place, value));

    /// <summary>Executes it.</summary>
    /// <returns>The number in the first column of the first row; null where there is no row.</returns>
    public long? Execute()
    {
        var code = sqlite3_step(statement);
        long? found = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : null;
        var ended = sqlite3_reset(statement);
        Require(code is SQLITE_ROW or SQLITE_DONE ? ended : code);
        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => statement.Dispose();

    void Require(int code) => SqliteException.ThrowExceptionForRC(code, database);
}
