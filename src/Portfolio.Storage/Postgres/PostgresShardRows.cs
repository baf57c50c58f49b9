using System.Runtime.CompilerServices;
using Portfolio.Grains.Runs;

namespace Portfolio.Storage.Postgres;

/// <summary>Rows of shards in PostgreSQL.</summary>
/// <param name="store">The store.</param>
/// <param name="table">Their table.</param>
public abstract class PostgresShardRows(PostgresStore store, string table) : IShardRows
{
    /// <inheritdoc/>
    public Task Write(string run, int firstReplication, ReadOnlyMemory<byte> body) => store.Execute(
        $"INSERT INTO {table} (run, first_replication, body) VALUES ($1, $2, $3) ON CONFLICT (run, first_replication) DO UPDATE SET body = excluded.body",
        run,
        firstReplication,
        body);

    /// <inheritdoc/>
    public Task Delete(string run, int from, int before) =>
        store.Execute($"DELETE FROM {table} WHERE run = $1 AND first_replication >= $2 AND first_replication < $3", run, from, before);

    /// <inheritdoc/>
    public async IAsyncEnumerable<(int FirstReplication, byte[] Body)> Read(string run, int firstReplication, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (from, most) = (firstReplication, 1); ;)
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = await store.Query(
                reader => (First: reader.GetInt32(0), Body: reader.GetFieldValue<byte[]>(1)),
                $"SELECT first_replication, body FROM {table} WHERE run = $1 AND first_replication >= $2 ORDER BY first_replication LIMIT $3",
                run,
                from,
                most);
            foreach (var row in rows)
                yield return row;
            if (rows.Count == 0)
                yield break;
            (from, most) = (rows[^1].First + 1, RowsAtOnce.After(rows[^1].Body.Length));
        }
    }
}

/// <inheritdoc cref="IOutcomeBlocks"/>
public sealed class PostgresOutcomeBlocks(PostgresStore store) : PostgresShardRows(store, "outcomes"), IOutcomeBlocks;

/// <inheritdoc cref="IShardLog"/>
/// <remarks>Their table is in no log of PostgreSQL's own, so a crash of PostgreSQL empties it.</remarks>
public sealed class PostgresShardLog(PostgresStore store) : PostgresShardRows(store, "shards"), IShardLog;
