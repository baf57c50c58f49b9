using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Portfolio.Storage.Sqlite;

/// <summary>The connection that writes, with what is prepared for it: a transaction's own statements take longer to prepare than a row takes to be written.</summary>
sealed class SqliteWriter : IDisposable
{
    readonly SqliteConnection connection;
    readonly SqliteStatement begin;
    readonly SqliteStatement commit;
    readonly SqliteStatement rollBack;
    SqliteAppends? appends;

    /// <summary>Prepares for an open connection, which is the writer's from now on.</summary>
    public SqliteWriter(SqliteConnection connection)
    {
        this.connection = connection;
        begin = new SqliteStatement(connection, "BEGIN IMMEDIATE");
        commit = new SqliteStatement(connection, "COMMIT");
        rollBack = new SqliteStatement(connection, "ROLLBACK");
    }

    /// <summary>Appends of rows. Only a change that is being made may ask.</summary>
    public SqliteAppends Appends => appends ??= new SqliteAppends(connection);

    /// <summary>Makes a change that needs no transaction, or has its own.</summary>
    public void Make(PendingWrite pending) => pending.Make(connection);

    /// <summary>Makes changes durable, all or none.</summary>
    public void Commit(List<PendingWrite> batch)
    {
        begin.Execute();
        try
        {
            appends?.Begin();
            foreach (var pending in batch)
                pending.Make(connection);
            commit.Execute();
        }
        catch
        {
            appends?.Forget();
            RollBack();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        appends?.Dispose();
        begin.Dispose();
        commit.Dispose();
        rollBack.Dispose();
        connection.Dispose();
    }

    /// <summary>SQLite itself has done so already after some faults.</summary>
    void RollBack()
    {
        if (sqlite3_get_autocommit(connection.Handle) == 0)
            rollBack.Execute();
    }
}
