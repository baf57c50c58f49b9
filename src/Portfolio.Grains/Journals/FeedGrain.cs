using System.Runtime.CompilerServices;
using Orleans.Concurrency;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Journals;

/// <inheritdoc cref="IFeedGrain"/>
[Reentrant]
sealed class FeedGrain(IJournalRows rows, TimeProvider time) : Grain, IFeedGrain
{
    readonly News news = new();

    string Name => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public Task Announce()
    {
        news.Announce();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<EntryFrame> Watch(IReadOnlyList<string> subjects, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var newest = await rows.LastPosition(Name);
        if (after > newest)
            throw new RefusedException(Refusal.OutOfRange, Name, $"the newest entry is {newest}; {after} is beyond it");
        var watched = subjects.ToHashSet();
        for (var seen = after; ;)
        {
            var change = news.Next;
            await foreach (var row in rows.ReadFeed(Name, seen, cancellation))
            {
                seen = row.Position;
                if (watched.Count == 0 || watched.Contains(row.Journal))
                    yield return new EntryFrame { Sequence = seen, Entry = StoredEntries.Read(row) };
            }

            if (!await News.Within(change, time, cancellation))
                yield return new EntryFrame { Sequence = seen };
        }
    }
}
