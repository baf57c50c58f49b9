using System.Text;
using Microsoft.Data.Sqlite;

namespace Portfolio.Storage.Sqlite;

/// <summary>Where a feed ends.</summary>
/// <param name="id">Its number in the store.</param>
/// <param name="last">Position of its newest row.</param>
/// <param name="registered">Position of the newest row that is registered.</param>
sealed class FeedEnd(long id, long last, long registered)
{
    /// <summary>Its number in the store.</summary>
    public long Id => id;

    /// <summary>Position of its newest row; 0 where it has none.</summary>
    public long Last { get; set; } = last;

    /// <summary>Position of the newest row that is registered.</summary>
    public long Registered { get; set; } = registered;

    /// <summary>Numbers of the rows behind that, by journal and key.</summary>
    public Dictionary<(long Journal, string Key), long> Unregistered { get; } = [];
}

/// <summary>Where a journal ends.</summary>
/// <param name="id">Its number in the store.</param>
/// <param name="feed">The feed that its rows are in.</param>
/// <param name="last">Number of its newest row.</param>
sealed class JournalEnd(long id, FeedEnd feed, long last)
{
    /// <summary>Its number in the store.</summary>
    public long Id => id;

    /// <summary>The feed that its rows are in.</summary>
    public FeedEnd Feed => feed;

    /// <summary>Number of its newest row; 0 where it has none.</summary>
    public long Last { get; set; } = last;
}

/// <summary>Where journals and feeds end: looked up once, and known from then on by whoever alone appends to them.</summary>
sealed class JournalEnds(SqliteConnection connection)
{
    /// <summary>Feeds that are known at once: each may have a thousand keys that are not registered.</summary>
    const int MostFeeds = 256;

    readonly Dictionary<string, JournalEnd> journals = [];
    readonly Dictionary<string, FeedEnd> feeds = [];

    /// <summary>Whether more are known than memory is meant for.</summary>
    public bool AreMany => feeds.Count > MostFeeds;

    /// <summary>The end of a journal, which is made where it is new.</summary>
    public JournalEnd Of(string journal, string feed) => journals.TryGetValue(journal, out var known) ? known : journals[journal] = Find(journal, Of(feed));

    /// <summary>Looks everything up anew from now on.</summary>
    public void Forget()
    {
        journals.Clear();
        feeds.Clear();
    }

    FeedEnd Of(string feed) => feeds.TryGetValue(feed, out var known) ? known : feeds[feed] = Find(feed);

    FeedEnd Find(string feed)
    {
        connection.Execute("INSERT INTO feeds (name) VALUES ($feed) ON CONFLICT DO NOTHING", ("$feed", feed));
        var end = connection.Query(
            reader => new FeedEnd(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)),
            $"SELECT id, ({SqliteJournalRows.EndOfFeed}), registered FROM feeds WHERE name = $feed",
            ("$feed", feed))[0];
        var unregistered = connection.Query(
            reader => (Journal: reader.GetInt64(0), Key: Encoding.UTF8.GetString((byte[])reader.GetValue(1)), Number: reader.GetInt64(2)),
            "SELECT journal, CAST(key AS BLOB), number FROM journal_rows WHERE place > $registered AND place <= $last",
            ("$registered", RowPlace.Of(end.Id, end.Registered)),
            ("$last", RowPlace.Of(end.Id, end.Last)));
        unregistered.ForEach(row => end.Unregistered.Add((row.Journal, row.Key), row.Number));
        return end;
    }

    JournalEnd Find(string journal, FeedEnd feed)
    {
        connection.Execute("INSERT INTO journals (feed, name) VALUES ($feed, $journal) ON CONFLICT DO NOTHING", ("$feed", feed.Id), ("$journal", journal));
        var (id, last) = connection.Query(
            reader => (reader.GetInt64(0), reader.GetInt64(1)),
            "SELECT id, coalesce((SELECT max(number) FROM journal_numbers WHERE journal = id), 0) FROM journals WHERE name = $journal",
            ("$journal", journal))[0];
        return new JournalEnd(id, feed, feed.Unregistered.Where(row => row.Key.Journal == id).Aggregate(last, (newest, row) => Math.Max(newest, row.Value)));
    }
}
