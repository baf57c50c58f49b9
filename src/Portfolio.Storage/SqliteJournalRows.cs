using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Orleans.Storage;
using Portfolio.Grains.Journals;

namespace Portfolio.Storage;

/// <summary>Keeps journals in the embedded store. Its one writer gives rows their numbers and positions in the order of commits.</summary>
public sealed class SqliteJournalRows(SqliteStore store) : IJournalRows
{
    const int Page = 256;
    const string Columns = "SELECT j.name, r.number, r.position, r.body FROM journal_rows r JOIN journals j ON j.id = r.journal";

    /// <inheritdoc/>
    public async Task<Appended> Append(string feed, string journal, long last, IReadOnlyList<NewRow> rows)
    {
        Appended? appended = null;
        await store.Write(connection => appended = Append(connection, feed, journal, last, rows));
        return appended!;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalRow> Read(string journal, long after, CancellationToken cancellation) => InPages(
        row => row.Number, after, $"{Columns} WHERE r.journal = (SELECT id FROM journals WHERE name = $name) AND r.number > $after ORDER BY r.number LIMIT {Page}", journal, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalRow> ReadFeed(string feed, long after, CancellationToken cancellation) => InPages(
        row => row.Position, after, $"{Columns} WHERE r.feed = (SELECT id FROM feeds WHERE name = $name) AND r.position > $after ORDER BY r.position LIMIT {Page}", feed, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> FindKeys(string journal, IReadOnlyCollection<string> keys) => store.Read<IReadOnlyDictionary<string, long>>(connection =>
        connection.Scalar("SELECT id FROM journals WHERE name = $name", ("$name", journal)) is long id ? Taken(connection, id, keys) : []);

    /// <inheritdoc/>
    public Task<long> LastPosition(string feed) => store.Read(connection => (long?)connection.Scalar("SELECT last FROM feeds WHERE name = $name", ("$name", feed)) ?? 0);

    /// <inheritdoc/>
    public Task<List<string>> Journals(string prefix) => store.Read(connection => connection.Query(
        reader => reader.GetString(0), "SELECT name FROM journals WHERE substr(name, 1, length($prefix)) = $prefix ORDER BY name", ("$prefix", prefix)));

    /// <inheritdoc/>
    public Task KeepSnapshot(string journal, Snapshot snapshot) => store.Write(connection => connection.Execute(
        "INSERT INTO journal_snapshots (journal, number, time, body) SELECT id, $number, $time, $body FROM journals WHERE name = $journal ON CONFLICT DO NOTHING",
        ("$journal", journal),
        ("$number", snapshot.Number),
        ("$time", snapshot.Time.UtcTicks),
        ("$body", snapshot.Body)));

    /// <inheritdoc/>
    public Task<Snapshot?> FindSnapshot(string journal, DateTimeOffset until) => store.Read(connection => connection.Query(
        reader => new Snapshot(reader.GetInt64(0), new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero), (byte[])reader.GetValue(2)),
        "SELECT number, time, body FROM journal_snapshots WHERE journal = (SELECT id FROM journals WHERE name = $journal) AND time <= $until ORDER BY number DESC LIMIT 1",
        ("$journal", journal),
        ("$until", until.UtcTicks)).FirstOrDefault());

    static Appended Append(SqliteConnection connection, string feed, string journal, long last, IReadOnlyList<NewRow> rows)
    {
        var (id, feedId) = Find(connection, feed, journal);
        var taken = Taken(connection, id, rows.Select(row => row.Key));
        if (taken.Count > 0)
            return new Appended(0, taken);

        var moved = connection.Execute("UPDATE journals SET last = last + $count WHERE id = $id AND last = $last", ("$id", id), ("$last", last), ("$count", rows.Count));
        if (moved == 0)
            throw new InconsistentStateException($"{journal} has rows behind {last}, which another activation appended");
        var first = (long)connection.Scalar("UPDATE feeds SET last = last + $count WHERE id = $id RETURNING last", ("$id", feedId), ("$count", rows.Count))! - rows.Count + 1;
        Insert(connection, id, last, feedId, first, rows);
        return new Appended(first, taken);
    }

    /// <summary>The journal and its feed, made where they are new.</summary>
    static (long Journal, long Feed) Find(SqliteConnection connection, string feed, string journal)
    {
        var found = connection.Query(reader => (reader.GetInt64(0), reader.GetInt64(1)), "SELECT id, feed FROM journals WHERE name = $name", ("$name", journal));
        if (found.Count > 0)
            return found[0];
        connection.Execute("INSERT INTO feeds (name, last) VALUES ($name, 0) ON CONFLICT DO NOTHING", ("$name", feed));
        connection.Execute("INSERT INTO journals (feed, name, last) SELECT id, $journal, 0 FROM feeds WHERE name = $feed", ("$journal", journal), ("$feed", feed));
        return Find(connection, feed, journal);
    }

    static Dictionary<string, long> Taken(SqliteConnection connection, long journal, IEnumerable<string> keys)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT number FROM journal_rows WHERE journal = $journal AND key = $key";
        command.Parameters.AddWithValue("$journal", journal);
        var parameter = command.Parameters.Add("$key", SqliteType.Text);
        var taken = new Dictionary<string, long>();
        foreach (var key in keys)
        {
            parameter.Value = key;
            if (command.ExecuteScalar() is long number)
                taken[key] = number;
        }

        return taken;
    }

    /// <summary>One statement, prepared once and executed for each row: an import brings hundreds.</summary>
    static void Insert(SqliteConnection connection, long journal, long last, long feed, long first, IReadOnlyList<NewRow> rows)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO journal_rows (journal, number, feed, position, key, body) VALUES ($journal, $number, $feed, $position, $key, $body)";
        command.Parameters.AddWithValue("$journal", journal);
        command.Parameters.AddWithValue("$feed", feed);
        var number = command.Parameters.Add("$number", SqliteType.Integer);
        var position = command.Parameters.Add("$position", SqliteType.Integer);
        var key = command.Parameters.Add("$key", SqliteType.Text);
        var body = command.Parameters.Add("$body", SqliteType.Blob);
        for (var i = 0; i < rows.Count; i++)
        {
            (number.Value, position.Value, key.Value, body.Value) = (last + 1 + i, first + i, rows[i].Key, rows[i].Body.ToArray());
            command.ExecuteNonQuery();
        }
    }

    async IAsyncEnumerable<JournalRow> InPages(Func<JournalRow, long> place, long after, string statement, string name, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var from = after;
            var rows = await store.Read(connection => connection.Query(
                reader => new JournalRow(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), (byte[])reader.GetValue(3)),
                statement,
                ("$name", name),
                ("$after", from)));
            foreach (var row in rows)
                yield return row;
            if (rows.Count < Page)
                yield break;
            after = place(rows[^1]);
        }
    }
}
