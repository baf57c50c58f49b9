using Microsoft.Data.Sqlite;
using Orleans.Storage;
using Portfolio.Grains.Journals;

namespace Portfolio.Storage.Sqlite;

/// <summary>Appends rows over one connection. Its statements are prepared once: most appends bring a single row, which is written faster than a statement is prepared.</summary>
/// <remarks>Closing the connection ends the statements too.</remarks>
sealed class SqliteAppends
{
    readonly SqliteCommand find;
    readonly SqliteCommand addFeed;
    readonly SqliteCommand addJournal;
    readonly SqliteCommand taken;
    readonly SqliteCommand moveJournal;
    readonly SqliteCommand moveFeed;
    readonly SqliteCommand insert;

    /// <summary>Prepares for a connection.</summary>
    public SqliteAppends(SqliteConnection connection)
    {
        Connection = connection;
        find = Command("SELECT id, feed FROM journals WHERE name = $journal", "$journal");
        addFeed = Command("INSERT INTO feeds (name, last) VALUES ($feed, 0) ON CONFLICT DO NOTHING", "$feed");
        addJournal = Command("INSERT INTO journals (feed, name, last) SELECT id, $journal, 0 FROM feeds WHERE name = $feed", "$journal", "$feed");
        taken = Command("SELECT number FROM journal_rows WHERE journal = $journal AND key = $key", "$journal", "$key");
        moveJournal = Command("UPDATE journals SET last = last + $count WHERE id = $id AND last = $last", "$count", "$id", "$last");
        moveFeed = Command("UPDATE feeds SET last = last + $count WHERE id = $id RETURNING last", "$count", "$id");
        insert = Command(
            "INSERT INTO journal_rows (journal, number, feed, position, key, body) VALUES ($journal, $number, $feed, $position, $key, $body)",
            "$journal",
            "$number",
            "$feed",
            "$position",
            "$key",
            "$body");
    }

    /// <summary>The connection.</summary>
    public SqliteConnection Connection { get; }

    /// <inheritdoc cref="IJournalRows.Append"/>
    public Appended Append(string feed, string journal, long last, IReadOnlyList<NewRow> rows)
    {
        Enlist();
        var (id, feedId) = Find(feed, journal);
        var known = Taken(id, rows);
        if (known.Count > 0)
            return new Appended(0, known);
        if (With(moveJournal, rows.Count, id, last).ExecuteNonQuery() == 0)
            throw new InconsistentStateException($"{journal} has rows behind {last}, which another activation appended");
        var first = (long)With(moveFeed, rows.Count, feedId).ExecuteScalar()! - rows.Count + 1;
        foreach (var (index, row) in rows.Index())
            With(insert, id, last + 1 + index, feedId, first + index, row.Key, row.Body.ToArray()).ExecuteNonQuery();
        return new Appended(first, known);
    }

    SqliteCommand[] All => [find, addFeed, addJournal, taken, moveJournal, moveFeed, insert];

    /// <summary>Joins the transaction that is under way, which only a new command knows.</summary>
    void Enlist()
    {
        using var newest = Connection.CreateCommand();
        Array.ForEach(All, command => command.Transaction = newest.Transaction);
    }

    /// <summary>The journal and its feed, made where they are new.</summary>
    (long Journal, long Feed) Find(string feed, string journal)
    {
        using (var found = With(find, journal).ExecuteReader())
        {
            if (found.Read())
                return (found.GetInt64(0), found.GetInt64(1));
        }

        With(addFeed, feed).ExecuteNonQuery();
        With(addJournal, journal, feed).ExecuteNonQuery();
        return Find(feed, journal);
    }

    Dictionary<string, long> Taken(long journal, IReadOnlyList<NewRow> rows)
    {
        var found = new Dictionary<string, long>();
        foreach (var row in rows)
        {
            if (With(taken, journal, row.Key).ExecuteScalar() is long number)
                found[row.Key] = number;
        }

        return found;
    }

    SqliteCommand Command(string statement, params ReadOnlySpan<string> parameters)
    {
        var command = Connection.CreateCommand();
        command.CommandText = statement;
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    static SqliteCommand With(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command;
    }
}
