using Microsoft.Data.Sqlite;
using Orleans.Storage;
using Portfolio.Grains.Definitions;
using Portfolio.Grains.Journals;
using static SQLitePCL.raw;

namespace Portfolio.Storage.Sqlite;

/// <summary>
/// Appends rows over one connection, each by one prepared statement: where journals and feeds end is known once they were written to, as long as nobody else writes; whether a key is taken,
/// the index says that has to be changed anyway.
/// </summary>
/// <remarks>Closing the connection ends the statements too.</remarks>
sealed class SqliteAppends
{
    readonly Dictionary<string, JournalEnd> journals = [];
    readonly Dictionary<string, FeedEnd> feeds = [];
    readonly SqliteCommand insert;
    readonly SqliteCommand findVersion;
    long version;

    /// <summary>Prepares for a connection.</summary>
    public SqliteAppends(SqliteConnection connection)
    {
        Connection = connection;
        insert = connection.CreateCommand();
        insert.CommandText =
            "INSERT INTO journal_rows (feed, position, journal, number, key, body) VALUES ($feed, $position, $journal, $number, $key, $body) ON CONFLICT (journal, key) DO NOTHING";
        foreach (var name in (string[])["$feed", "$position", "$journal", "$number", "$key", "$body"])
            insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        findVersion = connection.CreateCommand();
        findVersion.CommandText = "PRAGMA data_version";
        sqlite3_rollback_hook(connection.Handle, _ => Forget(), null);
    }

    /// <summary>The connection.</summary>
    public SqliteConnection Connection { get; }

    /// <inheritdoc cref="IJournalRows.Append"/>
    public Appended Append(string feed, string journal, long last, IReadOnlyList<NewRow> rows)
    {
        Enlist();
        var end = EndOf(journal, feed);
        if (end.Last != last)
            return new Appended(0, Taken(end, rows) is { Count: > 0 } known ? known : throw new InconsistentStateException($"{journal} has rows behind {last}, which another activation appended"));
        if (!Insert(end, rows))
            return new Appended(0, Taken(end, rows));
        var first = end.Feed.Last + 1;
        end.Last += rows.Count;
        end.Feed.Last += rows.Count;
        return new Appended(first, new Dictionary<string, long>());
    }

    /// <summary>Appends what a state has to tell beyond the rows that are there, within the transaction in which it is written.</summary>
    public void Tell(RowsOfState told)
    {
        Enlist();
        var last = EndOf(told.Journal, told.Feed).Last;
        if (told.Behind(last) is { Count: > 0 } rows)
            Append(told.Feed, told.Journal, last, rows);
    }

    /// <summary>Joins the transaction that is under way, which only a new command knows. What others have changed since the one before is asked for again.</summary>
    void Enlist()
    {
        using var newest = Connection.CreateCommand();
        if (newest.Transaction == insert.Transaction)
            return;
        insert.Transaction = findVersion.Transaction = newest.Transaction;
        if ((long)findVersion.ExecuteScalar()! is var now && now == version)
            return;
        version = now;
        Forget();
    }

    /// <summary>Inserts all rows, or none where a key is taken.</summary>
    bool Insert(JournalEnd end, IReadOnlyList<NewRow> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var (place, row) = (i + 1, rows[i]);
            With(insert, end.Feed.Id, end.Feed.Last + place, end.Id, end.Last + place, row.Key, row.Body.ToArray());
            if (insert.ExecuteNonQuery() > 0)
                continue;
            Connection.Execute("DELETE FROM journal_rows WHERE feed = $feed AND position > $last", ("$feed", end.Feed.Id), ("$last", end.Feed.Last));
            return false;
        }

        return true;
    }

    /// <summary>Where a journal ends, which is made where it is new.</summary>
    JournalEnd EndOf(string journal, string feed)
    {
        if (journals.TryGetValue(journal, out var known))
            return known;
        Connection.Execute("INSERT INTO feeds (name) VALUES ($feed) ON CONFLICT DO NOTHING", ("$feed", feed));
        Connection.Execute("INSERT INTO journals (feed, name) SELECT id, $journal FROM feeds WHERE name = $feed ON CONFLICT DO NOTHING", ("$feed", feed), ("$journal", journal));
        var (id, last, feedId) = Connection.Query(
            reader => (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)),
            "SELECT id, coalesce((SELECT max(number) FROM journal_rows WHERE journal = id), 0), feed FROM journals WHERE name = $journal",
            ("$journal", journal))[0];
        if (!feeds.TryGetValue(feed, out var shared))
            shared = feeds[feed] = new FeedEnd(feedId) { Last = (long)Connection.Scalar(SqliteJournalRows.EndOfFeed, ("$feed", feed))! };
        return journals[journal] = new JournalEnd(id, shared) { Last = last };
    }

    Dictionary<string, long> Taken(JournalEnd end, IReadOnlyList<NewRow> rows)
    {
        var found = new Dictionary<string, long>();
        foreach (var row in rows)
        {
            if (Connection.Scalar("SELECT number FROM journal_rows WHERE journal = $journal AND key = $key", ("$journal", end.Id), ("$key", row.Key)) is long number)
                found[row.Key] = number;
        }

        return found;
    }

    /// <summary>What was rolled back, perhaps for another's sake, is asked for again.</summary>
    void Forget()
    {
        journals.Clear();
        feeds.Clear();
    }

    static void With(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
    }

    sealed class FeedEnd(long id)
    {
        public long Id { get; } = id;

        public long Last { get; set; }
    }

    sealed class JournalEnd(long id, FeedEnd feed)
    {
        public long Id { get; } = id;

        public FeedEnd Feed { get; } = feed;

        public long Last { get; set; }
    }
}
