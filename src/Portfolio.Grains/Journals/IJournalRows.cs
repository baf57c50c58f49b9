using System.Collections.ObjectModel;

namespace Portfolio.Grains.Journals;

/// <summary>
/// Keeps append-only rows. A journal is a sequence of rows numbered from 1 without gaps; the journals of a portfolio share a
/// feed, in which every row has a position too, in the order of commits.
/// </summary>
/// <remarks>A row once acknowledged is durable and never changes. Who reads a feed behind a position misses nothing: no row appears later at a position before one that was seen.</remarks>
public interface IJournalRows
{
    /// <summary>Appends rows, all or none, durably.</summary>
    /// <param name="feed">Name of the feed.</param>
    /// <param name="journal">Name of the journal; it belongs to this feed for ever.</param>
    /// <param name="last">Number of the last row the caller knows of, 0 for none; the new rows get the numbers behind it.</param>
    /// <param name="rows">The rows, in their order; at least one, no key twice.</param>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Somebody else has appended meanwhile; nothing was.</exception>
    Task<Appended> Append(string feed, string journal, long last, IReadOnlyList<NewRow> rows);

    /// <summary>Reads the rows of a journal behind a number, in their order.</summary>
    /// <param name="journal">Name of the journal.</param>
    /// <param name="after">Number of the row behind which to begin; 0 for all.</param>
    /// <param name="cancellation">Stops reading.</param>
    IAsyncEnumerable<JournalRow> Read(string journal, long after, CancellationToken cancellation);

    /// <summary>Reads the rows of a feed behind a position, in their order.</summary>
    /// <param name="feed">Name of the feed.</param>
    /// <param name="after">Position behind which to begin; 0 for all.</param>
    /// <param name="cancellation">Stops reading.</param>
    IAsyncEnumerable<JournalRow> ReadFeed(string feed, long after, CancellationToken cancellation);

    /// <summary>Numbers of the rows that have some keys, by key; those that no row has are left out.</summary>
    /// <param name="journal">Name of the journal.</param>
    /// <param name="keys">The keys.</param>
    Task<IReadOnlyDictionary<string, long>> FindKeys(string journal, IReadOnlyCollection<string> keys);

    /// <summary>Position of the newest row of a feed; 0 where it has none.</summary>
    Task<long> LastPosition(string feed);

    /// <summary>Names of the journals that begin so, in their order.</summary>
    /// <param name="prefix">What the names begin with; empty for all.</param>
    Task<List<string>> Journals(string prefix);

    /// <summary>Keeps what the rows of a journal come to, so that nobody need read them all again. A snapshot may be lost; it can be made anew.</summary>
    Task KeepSnapshot(string journal, Snapshot snapshot);

    /// <summary>Lets go of a snapshot that a newer one makes superfluous.</summary>
    /// <param name="journal">Name of the journal.</param>
    /// <param name="number">Number of the last row it covers.</param>
    Task ForgetSnapshot(string journal, long number);

    /// <summary>The newest snapshot of rows that were all made until some time; none where there is none.</summary>
    /// <param name="journal">Name of the journal.</param>
    /// <param name="until">The time.</param>
    Task<Snapshot?> FindSnapshot(string journal, DateTimeOffset until);
}

/// <summary>A row to be appended.</summary>
/// <param name="Key">What tells it from others, unique within its journal for ever.</param>
/// <param name="Body">What it says.</param>
public sealed record NewRow(string Key, ReadOnlyMemory<byte> Body);

/// <summary>A row that is kept.</summary>
/// <param name="Journal">Name of its journal.</param>
/// <param name="Number">Number in it.</param>
/// <param name="Position">Position in its feed.</param>
/// <param name="Body">What it says.</param>
public sealed record JournalRow(string Journal, long Number, long Position, byte[] Body);

/// <summary>What came of appending.</summary>
/// <param name="First">Position of the first new row; the others follow it.</param>
/// <param name="Taken">Keys that the journal had already, each with its row's number; if there are any, nothing was appended.</param>
public sealed record Appended(long First, IReadOnlyDictionary<string, long> Taken)
{
    /// <summary>There was nothing to append.</summary>
    public static Appended Nothing { get; } = new(0, ReadOnlyDictionary<string, long>.Empty);
}

/// <summary>What the rows of a journal up to a number come to.</summary>
/// <param name="Number">Number of the last row it covers.</param>
/// <param name="Time">When that row was made.</param>
/// <param name="Body">What they come to.</param>
public sealed record Snapshot(long Number, DateTimeOffset Time, byte[] Body);
