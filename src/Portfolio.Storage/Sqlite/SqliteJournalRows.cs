using System.Runtime.CompilerServices;
using System.Text.Json;
using Portfolio.Grains.Journals;

namespace Portfolio.Storage.Sqlite;

/// <summary>Keeps journals in the embedded store. Its one writer gives rows their numbers and positions in the order of commits.</summary>
public sealed class SqliteJournalRows(SqliteStore store) : IJournalRows
{
    /// <summary>Position of the newest row of a feed; 0 where it has none.</summary>
    internal const string EndOfFeed =
        $"""
        SELECT coalesce((
            SELECT {RowPlace.Position} FROM feeds JOIN journal_rows ON place > id << 40 AND place < (id + 1) << 40 WHERE name = $feed ORDER BY place DESC LIMIT 1), 0)
        """;

    const int Page = 1024;

    /// <summary>Rows of a journal that are registered, as n, and rows that are not yet.</summary>
    const string Registered = "journals j JOIN journal_numbers n ON n.journal = j.id JOIN journal_rows r ON r.place = (j.feed << 40 | n.position)";
    const string Unregistered = "journals j JOIN feeds f ON f.id = j.feed JOIN journal_rows r ON r.place > (f.id << 40 | f.registered) AND r.place < ((f.id + 1) << 40) AND r.journal = j.id";

    const string RowsOfJournal =
        $"""
        SELECT j.name, n.number, {RowPlace.Position}, r.body FROM {Registered} WHERE j.name = $name AND n.number > $after
        UNION ALL SELECT j.name, r.number, {RowPlace.Position}, r.body FROM {Unregistered} WHERE j.name = $name AND r.number > $after
        ORDER BY 2 LIMIT $page
        """;

    const string RowsOfFeed =
        $"""
        SELECT j.name, r.number, {RowPlace.Position}, r.body
        FROM feeds f JOIN journal_rows r ON r.place > (f.id << 40 | $after) AND r.place < ((f.id + 1) << 40) JOIN journals j ON j.id = r.journal
        WHERE f.name = $name ORDER BY r.place LIMIT $page
        """;

    const string NumbersOfKeys =
        $"""
        SELECT k.key, k.number FROM journals j JOIN journal_keys k ON k.journal = j.id WHERE j.name = $name AND k.key IN (SELECT value FROM json_each($keys))
        UNION ALL SELECT r.key, r.number FROM {Unregistered} WHERE j.name = $name AND r.key IN (SELECT value FROM json_each($keys))
        """;

    /// <inheritdoc/>
    public Task<Appended> Append(string feed, string journal, long last, IReadOnlyList<NewRow> rows) =>
        store.WriteInTurn(_ => store.Appends.Append(feed, journal, last, rows));

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalRow> Read(string journal, long after, CancellationToken cancellation) => InPages(row => row.Number, after, RowsOfJournal, journal, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalRow> ReadFeed(string feed, long after, CancellationToken cancellation) => InPages(row => row.Position, after, RowsOfFeed, feed, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> FindKeys(string journal, IReadOnlyCollection<string> keys) => store.Read<IReadOnlyDictionary<string, long>>(connection => connection.Query(
        reader => KeyValuePair.Create(reader.GetString(0), reader.GetInt64(1)), NumbersOfKeys, ("$name", journal), ("$keys", JsonSerializer.Serialize(keys))).ToDictionary());

    /// <inheritdoc/>
    public Task<long> LastPosition(string feed) => store.Read(connection => (long)connection.Scalar(EndOfFeed, ("$feed", feed))!);

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
    public Task ForgetSnapshot(string journal, long number) => store.Write(connection => connection.Execute(
        "DELETE FROM journal_snapshots WHERE journal = (SELECT id FROM journals WHERE name = $journal) AND number = $number", ("$journal", journal), ("$number", number)));

    /// <inheritdoc/>
    public Task<Snapshot?> FindSnapshot(string journal, DateTimeOffset until) => store.Read(connection => connection.Query(
        reader => new Snapshot(reader.GetInt64(0), new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero), (byte[])reader.GetValue(2)),
        "SELECT number, time, body FROM journal_snapshots WHERE journal = (SELECT id FROM journals WHERE name = $journal) AND time <= $until ORDER BY number DESC LIMIT 1",
        ("$journal", journal),
        ("$until", until.UtcTicks)).FirstOrDefault());

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
                ("$after", from),
                ("$page", Page)));
            foreach (var row in rows)
                yield return row;
            if (rows.Count < Page)
                yield break;
            after = place(rows[^1]);
        }
    }
}
