using System.Runtime.CompilerServices;
using Portfolio.Grains.Runs;

namespace Portfolio.Storage.Postgres;

/// <summary>Rows of shards in PostgreSQL.</summary>
/// <param name="store">The store.</param>
/// <param name="table">Their table.</param>
public abstract class PostgresShardRows(PostgresStore store, string table) : IShardRows
{
    /// <inheritdoc/>
    public Task Write(string run, int epoch, int firstReplication, ReadOnlyMemory<byte> body) => store.Execute(
        $"INSERT INTO {table} (run, first_replication, epoch, body) VALUES ($1, $2, $3, $4) ON CONFLICT (run, first_replication, epoch) DO UPDATE SET body = excluded.body",
        run,
        firstReplication,
        epoch,
        body);

    /// <inheritdoc/>
    public Task Delete(string run, int before) => store.Execute($"DELETE FROM {table} WHERE run = $1 AND first_replication < $2", run, before);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ShardRow> Read(string run, int firstReplication, [EnumeratorCancellation] CancellationToken cancellation)
    {
        const int BelowAll = -1;
        for (var (behind, most) = ((First: firstReplication, Epoch: BelowAll), 1); ;)
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = await store.Query(
                reader => new ShardRow(reader.GetInt32(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)),
                $"SELECT first_replication, epoch, body FROM {table} WHERE run = $1 AND (first_replication, epoch) > ($2, $3) ORDER BY first_replication, epoch LIMIT $4",
                run,
                behind.First,
                behind.Epoch,
                most);
            foreach (var row in rows)
                yield return row;
            if (rows.Count == 0)
                yield break;
            (behind, most) = ((rows[^1].FirstReplication, rows[^1].Epoch), RowsAtOnce.After(rows[^1].Body.Length));
        }
    }
}

/// <inheritdoc cref="IOutcomeBlocks"/>
public sealed class PostgresOutcomeBlocks(PostgresStore store) : PostgresShardRows(store, "outcomes"), IOutcomeBlocks;

/// <inheritdoc cref="IShardLog"/>
/// <remarks>Their table is in no log of PostgreSQL's own, so a crash of PostgreSQL empties it.</remarks>
public sealed class PostgresShardLog(PostgresStore store) : PostgresShardRows(store, "shards"), IShardLog;
