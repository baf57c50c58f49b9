using System.Runtime.CompilerServices;
using Npgsql;
using Orleans.Storage;
using Portfolio.Grains.Definitions;
using Portfolio.Grains.Journals;

namespace Portfolio.Storage.Postgres;

/// <summary>Keeps journals in PostgreSQL.</summary>
/// <remarks>Who appends holds its feed's row until the commit, so that positions are in the order of commits and no row appears before one that was seen.</remarks>
public sealed class PostgresJournalRows(PostgresStore store) : IJournalRows
{
    const int Page = 256;
    const string Columns = "SELECT j.name, r.number, r.position, r.body FROM journal_rows r JOIN journals j ON j.id = r.journal";

    /// <inheritdoc/>
    public Task<Appended> Append(string feed, string journal, long last, IReadOnlyList<NewRow> rows) =>
        store.Transact(connection => Append(connection, feed, journal, last, rows));

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalRow> Read(string journal, long after, CancellationToken cancellation) => InPages(
        row => row.Number, after, $"{Columns} WHERE r.journal = (SELECT id FROM journals WHERE name = $1) AND r.number > $2 ORDER BY r.number LIMIT {Page}", journal, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalRow> ReadFeed(string feed, long after, CancellationToken cancellation) => InPages(
        row => row.Position, after, $"{Columns} WHERE r.feed = (SELECT id FROM feeds WHERE name = $1) AND r.position > $2 ORDER BY r.position LIMIT {Page}", feed, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, long>> FindKeys(string journal, IReadOnlyCollection<string> keys) => (await store.Query(
        reader => KeyValuePair.Create(reader.GetString(0), reader.GetInt64(1)),
        "SELECT key, number FROM journal_rows WHERE journal = (SELECT id FROM journals WHERE name = $1) AND key = ANY ($2)",
        journal,
        keys.ToArray())).ToDictionary();

    /// <inheritdoc/>
    public async Task<long> LastPosition(string feed) =>
        (await store.Query(reader => reader.GetInt64(0), "SELECT last FROM feeds WHERE name = $1", feed)).SingleOrDefault();

    /// <inheritdoc/>
    public Task<List<string>> Journals(string prefix) =>
        store.Query(reader => reader.GetString(0), "SELECT name FROM journals WHERE starts_with(name, $1) ORDER BY name", prefix);

    /// <inheritdoc/>
    public Task KeepSnapshot(string journal, Snapshot snapshot) => store.Execute(
        "INSERT INTO journal_snapshots (journal, number, time, body) SELECT id, $2, $3, $4 FROM journals WHERE name = $1 ON CONFLICT DO NOTHING",
        journal,
        snapshot.Number,
        snapshot.Time.UtcTicks,
        snapshot.Body);

    /// <inheritdoc/>
    public Task ForgetSnapshot(string journal, long number) => store.Execute(
        "DELETE FROM journal_snapshots WHERE journal = (SELECT id FROM journals WHERE name = $1) AND number = $2", journal, number);

    /// <inheritdoc/>
    public async Task<Snapshot?> FindSnapshot(string journal, DateTimeOffset until) => (await store.Query(
        reader => new Snapshot(reader.GetInt64(0), new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero), reader.GetFieldValue<byte[]>(2)),
        "SELECT number, time, body FROM journal_snapshots WHERE journal = (SELECT id FROM journals WHERE name = $1) AND time <= $2 ORDER BY number DESC LIMIT 1",
        journal,
        until.UtcTicks)).SingleOrDefault();

    /// <summary>Appends what a state has to tell beyond the rows that are there, within the transaction in which it is written.</summary>
    internal static async Task Tell(NpgsqlConnection connection, RowsOfState told)
    {
        var last = (await connection.Query(reader => reader.GetInt64(0), "SELECT last FROM journals WHERE name = $1", told.Journal)).SingleOrDefault();
        if (told.Behind(last) is { Count: > 0 } rows)
            await Append(connection, told.Feed, told.Journal, last, rows);
    }

    static async Task<Appended> Append(NpgsqlConnection connection, string feed, string journal, long last, IReadOnlyList<NewRow> rows)
    {
        var (id, feedId) = await Find(connection, feed, journal);
        var end = (await connection.Query(reader => reader.GetInt64(0), "UPDATE feeds SET last = last + $2 WHERE id = $1 RETURNING last", feedId, (long)rows.Count)).Single();
        var taken = await Taken(connection, id, rows);
        if (taken.Count > 0)
        {
            await connection.Execute("UPDATE feeds SET last = last - $2 WHERE id = $1", feedId, (long)rows.Count);
            return new Appended(0, taken);
        }

        if (await connection.Execute("UPDATE journals SET last = last + $3 WHERE id = $1 AND last = $2", id, last, (long)rows.Count) == 0)
            throw new InconsistentStateException($"{journal} has rows behind {last}, which another activation appended");
        var first = end - rows.Count + 1;
        await Insert(connection, id, last, feedId, first, rows);
        return new Appended(first, taken);
    }

    /// <summary>The journal and its feed, made where they are new.</summary>
    static async Task<(long Journal, long Feed)> Find(NpgsqlConnection connection, string feed, string journal)
    {
        const string find = "SELECT id, feed FROM journals WHERE name = $1";
        var found = await connection.Query(reader => (reader.GetInt64(0), reader.GetInt64(1)), find, journal);
        if (found.Count > 0)
            return found[0];
        await connection.Execute("INSERT INTO feeds (name, last) VALUES ($1, 0) ON CONFLICT DO NOTHING", feed);
        await connection.Execute("INSERT INTO journals (feed, name, last) SELECT id, $2, 0 FROM feeds WHERE name = $1 ON CONFLICT DO NOTHING", feed, journal);
        return (await connection.Query(reader => (reader.GetInt64(0), reader.GetInt64(1)), find, journal)).Single();
    }

    static async Task<Dictionary<string, long>> Taken(NpgsqlConnection connection, long journal, IReadOnlyList<NewRow> rows)
    {
        string[] keys = [.. rows.Select(row => row.Key)];
        var taken = await connection.Query(
            reader => (Key: reader.GetString(0), Number: reader.GetInt64(1)), "SELECT key, number FROM journal_rows WHERE journal = $1 AND key = ANY ($2)", journal, keys);
        return taken.ToDictionary(each => each.Key, each => each.Number);
    }

    /// <summary>All rows in one statement: an import brings hundreds.</summary>
    static Task<int> Insert(NpgsqlConnection connection, long journal, long last, long feed, long first, IReadOnlyList<NewRow> rows)
    {
        string[] keys = [.. rows.Select(row => row.Key)];
        byte[][] bodies = [.. rows.Select(row => row.Body.ToArray())];
        return connection.Execute(
            """
            INSERT INTO journal_rows (journal, number, feed, position, key, body)
            SELECT $1, $2 + place, $3, $4 + place - 1, key, body FROM unnest($5, $6) WITH ORDINALITY AS new (key, body, place)
            """,
            journal,
            last,
            feed,
            first,
            keys,
            bodies);
    }

    async IAsyncEnumerable<JournalRow> InPages(Func<JournalRow, long> place, long after, string statement, string name, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = await store.Query(
                reader => new JournalRow(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetFieldValue<byte[]>(3)), statement, name, after);
            foreach (var row in rows)
                yield return row;
            if (rows.Count < Page)
                yield break;
            after = place(rows[^1]);
        }
    }
}
