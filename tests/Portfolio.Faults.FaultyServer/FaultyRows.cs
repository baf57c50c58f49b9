using Portfolio.Grains.Journals;

namespace Portfolio.Faults.FaultyServer;

/// <summary>Rows as they should be, for faults to be planted in.</summary>
abstract class FaultyRows(IJournalRows rows) : IJournalRows
{
    public abstract Task<Appended> Append(string feed, string journal, long last, IReadOnlyList<NewRow> added);

    public virtual Task<IReadOnlyDictionary<string, long>> FindKeys(string journal, IReadOnlyCollection<string> keys) => rows.FindKeys(journal, keys);

    public IAsyncEnumerable<JournalRow> Read(string journal, long after, CancellationToken cancellation) => rows.Read(journal, after, cancellation);

    public IAsyncEnumerable<JournalRow> ReadFeed(string feed, long after, CancellationToken cancellation) => rows.ReadFeed(feed, after, cancellation);

    public Task<long> LastPosition(string feed) => rows.LastPosition(feed);

    public Task<List<string>> Journals(string prefix) => rows.Journals(prefix);

    public Task KeepSnapshot(string journal, Snapshot snapshot) => rows.KeepSnapshot(journal, snapshot);

    public Task ForgetSnapshot(string journal, long number) => rows.ForgetSnapshot(journal, number);

    public Task<Snapshot?> FindSnapshot(string journal, DateTimeOffset until) => rows.FindSnapshot(journal, until);
}
