using System.Runtime.CompilerServices;
using Portfolio.Grains.Runs;

namespace Portfolio.Storage.Postgres;

/// <summary>Keeps the outcomes of runs in PostgreSQL, a row for each shard.</summary>
public sealed class PostgresOutcomeBlocks(PostgresStore store) : IOutcomeBlocks
{
    /// <inheritdoc/>
    public Task Write(string run, int firstReplication, ReadOnlyMemory<byte> outcomes) => store.Execute(
        "INSERT INTO outcomes (run, first_replication, body) VALUES ($1, $2, $3) ON CONFLICT (run, first_replication) DO UPDATE SET body = excluded.body",
        run,
        firstReplication,
        outcomes);

    /// <inheritdoc/>
    public Task Delete(string run) => store.Execute("DELETE FROM outcomes WHERE run = $1", run);

    /// <inheritdoc/>
    public async IAsyncEnumerable<(int FirstReplication, byte[] Outcomes)> Read(string run, int firstReplication, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (from, most) = (firstReplication, 1); ;)
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = await store.Query(
                reader => (First: reader.GetInt32(0), Body: reader.GetFieldValue<byte[]>(1)),
                "SELECT first_replication, body FROM outcomes WHERE run = $1 AND first_replication >= $2 ORDER BY first_replication LIMIT $3",
                run,
                from,
                most);
            foreach (var row in rows)
                yield return row;
            if (rows.Count == 0)
                yield break;
            (from, most) = (rows[^1].First + 1, OutcomeRows.AtOnce(rows[^1].Body.Length));
        }
    }
}
