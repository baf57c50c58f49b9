using System.Runtime.CompilerServices;
using Portfolio.Grains.Runs;

namespace Portfolio.Storage.Sqlite;

/// <summary>Keeps the outcomes of runs in the embedded store, a row for each shard.</summary>
public sealed class SqliteOutcomeBlocks(SqliteStore store) : IOutcomeBlocks
{
    /// <inheritdoc/>
    public Task Write(string run, int firstReplication, ReadOnlyMemory<byte> outcomes) => store.Write(connection =>
    {
        using var insert = new SqliteStatement(connection, "INSERT INTO outcomes (run, first_replication, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body");
        insert.Set(1, run);
        insert.Set(2, firstReplication);
        insert.Set(3, outcomes.Span);
        return insert.Execute();
    });

    /// <inheritdoc/>
    public Task Delete(string run) => store.Write(connection => connection.Execute("DELETE FROM outcomes WHERE run = $run", ("$run", run)));

    /// <inheritdoc/>
    public async IAsyncEnumerable<(int FirstReplication, byte[] Outcomes)> Read(string run, int firstReplication, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (from, most) = (firstReplication, 1); ;)
        {
            cancellation.ThrowIfCancellationRequested();
            var (first, limit) = (from, most);
            var rows = await store.Read(connection => connection.Query(
                reader => (First: reader.GetInt32(0), Body: (byte[])reader.GetValue(1)),
                "SELECT first_replication, body FROM outcomes WHERE run = $run AND first_replication >= $from ORDER BY first_replication LIMIT $most",
                ("$run", run),
                ("$from", first),
                ("$most", limit)));
            foreach (var row in rows)
                yield return row;
            if (rows.Count == 0)
                yield break;
            (from, most) = (rows[^1].First + 1, OutcomeRows.AtOnce(rows[^1].Body.Length));
        }
    }
}
