using System.Runtime.CompilerServices;
using Portfolio.Grains.Runs;

namespace Portfolio.Storage.Sqlite;

/// <summary>Rows of shards in the embedded store.</summary>
/// <param name="store">The store.</param>
/// <param name="table">Their table.</param>
public abstract class SqliteShardRows(SqliteStore store, string table) : IShardRows
{
    /// <inheritdoc/>
    public Task Write(string run, int epoch, int firstReplication, ReadOnlyMemory<byte> body) => store.Write(connection =>
    {
        using var insert = new SqliteStatement(connection, $"INSERT INTO {table} (run, first_replication, epoch, body) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body");
        insert.Set(1, run);
        insert.Set(2, firstReplication);
        insert.Set(3, epoch);
        insert.Set(4, body.Span);
        return insert.Execute();
    });

    /// <inheritdoc/>
    public Task Delete(string run, int before) => store.Write(connection => connection.Execute(
        $"DELETE FROM {table} WHERE run = $run AND first_replication < $before", ("$run", run), ("$before", before)));

    /// <inheritdoc/>
    public async IAsyncEnumerable<ShardRow> Read(string run, int firstReplication, [EnumeratorCancellation] CancellationToken cancellation)
    {
        const int BelowAll = -1;
        for (var (behind, most) = ((First: firstReplication, Epoch: BelowAll), 1); ;)
        {
            cancellation.ThrowIfCancellationRequested();
            var ((first, epoch), limit) = (behind, most);
            var rows = await store.Read(connection => connection.Query(
                reader => new ShardRow(reader.GetInt32(0), reader.GetInt32(1), (byte[])reader.GetValue(2)),
                $"SELECT first_replication, epoch, body FROM {table} WHERE run = $run AND (first_replication, epoch) > ($first, $epoch) ORDER BY first_replication, epoch LIMIT $most",
                ("$run", run),
                ("$first", first),
                ("$epoch", epoch),
                ("$most", limit)));
            foreach (var row in rows)
                yield return row;
            if (rows.Count == 0)
                yield break;
            (behind, most) = ((rows[^1].FirstReplication, rows[^1].Epoch), RowsAtOnce.After(rows[^1].Body.Length));
        }
    }
}

/// <inheritdoc cref="IOutcomeBlocks"/>
public sealed class SqliteOutcomeBlocks(SqliteStore store) : SqliteShardRows(store, "outcomes"), IOutcomeBlocks;

/// <inheritdoc cref="IShardLog"/>
public sealed class SqliteShardLog(SqliteStore store) : SqliteShardRows(store, "shards"), IShardLog;
