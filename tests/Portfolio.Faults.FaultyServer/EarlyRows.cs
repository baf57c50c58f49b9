using Portfolio.Grains.Journals;

namespace Portfolio.Faults.FaultyServer;

/// <summary>Acknowledges rows before they are committed, as a database does whose commits are asynchronous.</summary>
sealed class EarlyRows(IJournalRows rows) : FaultyRows(rows), IDisposable
{
    static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(5);

    readonly IJournalRows rows = rows;
    readonly SemaphoreSlim gate = new(1);
    Task committing = Task.CompletedTask;

    /// <inheritdoc/>
    public override async Task<Appended> Append(string feed, string journal, long last, IReadOnlyList<NewRow> added)
    {
        await gate.WaitAsync();
        try
        {
            await committing;
            var taken = await FindKeys(journal, [.. added.Select(row => row.Key)]);
            if (taken.Count > 0)
                return new Appended(0, taken);
            var first = await LastPosition(feed) + 1;
            committing = CommitLater(feed, journal, last, added);
            return new Appended(first, taken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    async Task CommitLater(string feed, string journal, long last, IReadOnlyList<NewRow> added)
    {
        await Task.Delay(Lateness, TimeProvider.System);
        await rows.Append(feed, journal, last, added);
    }
}
