using System.Collections.ObjectModel;
using Microsoft.Data.Sqlite;
using Orleans.Storage;
using Portfolio.Grains.Definitions;
using Portfolio.Grains.Journals;

namespace Portfolio.Storage.Sqlite;

/// <summary>
/// Appends rows over one connection. A row is written where its feed ends and nowhere else, so that a commit writes few pages however many journals it is of. Where the rows of a journal are, and
/// which keys it has, is registered a thousand rows of a feed at a time, in the registers' own order; until then memory knows it, and who reads goes through the end of the feed.
/// </summary>
sealed class SqliteAppends : IDisposable
{
    const int MostUnregistered = 1024;

    readonly SqliteConnection connection;
    readonly JournalEnds ends;
    readonly SqliteStatement insert;
    readonly SqliteStatement findKey;
    readonly SqliteStatement findVersion;
    long? version;

    /// <summary>Prepares for a connection.</summary>
    public SqliteAppends(SqliteConnection connection)
    {
        this.connection = connection;
        ends = new JournalEnds(connection);
        insert = new SqliteStatement(connection, "INSERT INTO journal_rows (place, journal, number, key, body) VALUES (?, ?, ?, ?, ?)");
        findKey = new SqliteStatement(connection, "SELECT number FROM journal_keys WHERE journal = ? AND key = ?");
        findVersion = new SqliteStatement(connection, "PRAGMA data_version");
    }

    /// <summary>Begins with a transaction. What others have changed since the one before is asked for again.</summary>
    public void Begin()
    {
        var now = findVersion.Execute();
        if (now != version || ends.AreMany)
            ends.Forget();
        version = now;
    }

    /// <summary>Says that a transaction was rolled back, for whoever's sake: what was appended in it is not there, and is asked for again.</summary>
    public void Forget() => ends.Forget();

    /// <inheritdoc cref="IJournalRows.Append"/>
    public Appended Append(string feed, string journal, long last, IReadOnlyList<NewRow> rows)
    {
        var end = ends.Of(journal, feed);
        if (Taken(end, rows) is { Count: > 0 } taken)
            return new Appended(0, taken);
        if (end.Last != last)
            throw new InconsistentStateException($"{journal} has rows behind {last}, which another activation appended");
        var first = end.Feed.Last + 1;
        foreach (var row in rows)
            Insert(row, end);
        if (end.Feed.Last - end.Feed.Registered >= MostUnregistered)
            Register(end.Feed);
        return new Appended(first, ReadOnlyDictionary<string, long>.Empty);
    }

    /// <summary>Appends what a state has to tell beyond the rows that are there, within the transaction in which it is written.</summary>
    public void Tell(RowsOfState told)
    {
        var last = ends.Of(told.Journal, told.Feed).Last;
        if (told.Behind(last) is { Count: > 0 } rows)
            Append(told.Feed, told.Journal, last, rows);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        insert.Dispose();
        findKey.Dispose();
        findVersion.Dispose();
    }

    Dictionary<string, long>? Taken(JournalEnd end, IReadOnlyList<NewRow> rows)
    {
        Dictionary<string, long>? taken = null;
        foreach (var row in rows)
        {
            if (NumberOf(row.Key, end) is { } number)
                (taken ??= [])[row.Key] = number;
        }

        return taken;
    }

    long? NumberOf(string key, JournalEnd end)
    {
        if (end.Feed.Unregistered.TryGetValue((end.Id, key), out var number))
            return number;
        findKey.Set(1, end.Id);
        findKey.Set(2, key);
        return findKey.Execute();
    }

    void Insert(NewRow row, JournalEnd end)
    {
        insert.Set(1, RowPlace.Of(end.Feed.Id, ++end.Feed.Last));
        insert.Set(2, end.Id);
        insert.Set(3, ++end.Last);
        insert.Set(4, row.Key);
        insert.Set(5, row.Body.Span);
        insert.Execute();
        end.Feed.Unregistered.Add((end.Id, row.Key), end.Last);
    }

    /// <summary>Registers rows. Where that fails the whole transaction is rolled back, so SQLite need not put every page aside, in a temporary file, to undo one statement.</summary>
    void Register(FeedEnd feed)
    {
        const string unregistered = "FROM journal_rows WHERE place > $registered AND place <= $last";
        (string, object)[] places = [("$registered", RowPlace.Of(feed.Id, feed.Registered)), ("$last", RowPlace.Of(feed.Id, feed.Last))];
        connection.Execute($"INSERT OR FAIL INTO journal_numbers (journal, number, position) SELECT journal, number, {RowPlace.Position} {unregistered} ORDER BY journal, number", places);
        connection.Execute($"INSERT OR FAIL INTO journal_keys (journal, key, number) SELECT journal, key, number {unregistered} ORDER BY journal, key", places);
        connection.Execute("UPDATE feeds SET registered = $last WHERE id = $feed", ("$feed", feed.Id), ("$last", feed.Last));
        feed.Registered = feed.Last;
        feed.Unregistered.Clear();
    }
}
