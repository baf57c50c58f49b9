using System.Runtime.CompilerServices;
using Portfolio.Grains.Runs;

namespace Portfolio.Storage.Sqlite;

/// <summary>Rows of shards in the embedded store.</summary>
/// <param name="store">The store.</param>
/// <param name="table">Their table.</param>
public abstract class SqliteShardRows(SqliteStore store, string table) : IShardRows
{
    /// <inheritdoc/>
    public Task Write(string run, int firstReplication, ReadOnlyMemory<byte> body) => store.Write(connection =>
    {
        using var insert = new SqliteStatement(connection, $"INSERT INTO {table} (run, first_replication, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body");
        insert.Set(1, run);
        insert.Set(2, firstReplication);
        insert.Set(3, body.Span);
        return insert.Execute();
    });

    /// <inheritdoc/>
    public Task Delete(string run, int from, int before) => store.Write(connection => connection.Execute(
        $"DELETE FROM {table} WHERE run = $run AND first_replication >= $from AND first_replication < $before", ("$run", run), ("$from", from), ("$before", before)));

    /// <inheritdoc/>
    public async IAsyncEnumerable<(int FirstReplication, byte[] Body)> Read(string run, int firstReplication, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (from, most) = (firstReplication, 1); ;)
        {
            cancellation.ThrowIfCancellationRequested();
            var (first, limit) = (from, most);
            var rows = await store.Read(connection => connection.Query(
                reader => (First: reader.GetInt32(0), Body: (byte[])reader.GetValue(1)),
                $"SELECT first_replication, body FROM {table} WHERE run = $run AND first_replication >= $from ORDER BY first_replication LIMIT $most",
                ("$run", run),
                ("$from", first),
                ("$most", limit)));
            foreach (var row in rows)
                yield return row;
            if (rows.Count == 0)
                yield break;
            (from, most) = (rows[^1].First + 1, RowsAtOnce.After(rows[^1].Body.Length));
        }
    }
}

/// <inheritdoc cref="IOutcomeBlocks"/>
public sealed class SqliteOutcomeBlocks(SqliteStore store) : SqliteShardRows(store, "outcomes"), IOutcomeBlocks;

/// <inheritdoc cref="IShardLog"/>
public sealed class SqliteShardLog(SqliteStore store) : SqliteShardRows(store, "shards"), IShardLog;
