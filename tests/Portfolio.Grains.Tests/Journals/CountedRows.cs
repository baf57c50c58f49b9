using System.Runtime.CompilerServices;
using Portfolio.Grains.Journals;

namespace Portfolio.Grains.Tests.Journals;

/// <summary>Rows that know how many of them were read.</summary>
sealed class CountedRows(IJournalRows rows) : IJournalRows
{
    int read;

    /// <summary>Rows of journals that were read so far.</summary>
    public int Count => Volatile.Read(ref read);

    public Task<Appended> Append(string feed, string journal, long last, IReadOnlyList<NewRow> added) => rows.Append(feed, journal, last, added);

    public async IAsyncEnumerable<JournalRow> Read(string journal, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in rows.Read(journal, after, cancellation))
        {
            Interlocked.Increment(ref read);
            yield return row;
        }
    }

    public IAsyncEnumerable<JournalRow> ReadFeed(string feed, long after, CancellationToken cancellation) => rows.ReadFeed(feed, after, cancellation);

    public Task<IReadOnlyDictionary<string, long>> FindKeys(string journal, IReadOnlyCollection<string> keys) => rows.FindKeys(journal, keys);

    public Task<long> LastPosition(string feed) => rows.LastPosition(feed);

    public Task<List<string>> Journals(string prefix) => rows.Journals(prefix);

    public Task KeepSnapshot(string journal, Snapshot snapshot) => rows.KeepSnapshot(journal, snapshot);

    public Task ForgetSnapshot(string journal, long number) => rows.ForgetSnapshot(journal, number);

    public Task<Snapshot?> FindSnapshot(string journal, DateTimeOffset until) => rows.FindSnapshot(journal, until);
}
