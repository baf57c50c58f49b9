using System.Runtime.CompilerServices;
using Orleans.Concurrency;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Definitions;
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
    public async IAsyncEnumerable<ChangeFrame> Watch(IReadOnlyList<string> resources, long? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var newest = await rows.LastPosition(Name);
        if (after > newest)
            throw new RefusedException(Refusal.OutOfRange, Name, $"the newest change is {newest}; {after} is beyond it");
        if (after is null)
            yield return new ChangeFrame { Sequence = newest };
        var watched = resources.ToHashSet();
        for (var seen = after ?? newest; ;)
        {
            var change = news.Next;
            await foreach (var row in rows.ReadFeed(Name, seen, cancellation))
            {
                seen = row.Position;
                if (Read(row, watched) is { } frame)
                    yield return frame;
            }

            if (!await News.Within(change, time, cancellation))
                yield return new ChangeFrame { Sequence = seen };
        }
    }

    /// <summary>What a row says, where it is of what is watched: of all where nothing is named.</summary>
    static ChangeFrame? Read(JournalRow row, HashSet<string> watched)
    {
        if (!ToldRevisions.IsRevision(row))
            return watched.Count == 0 || watched.Contains(row.Journal) ? new ChangeFrame { Sequence = row.Position, Entry = StoredEntries.Read(row) } : null;
        var (resource, revision) = (ToldRevisions.ResourceOf(row), ToldRevisions.Read(row));
        var isWatched = watched.Count == 0 || watched.Contains(resource) || revision.Initiatives.Any(each => watched.Contains($"{resource}/initiatives/{each.Initiative}"));
        return isWatched ? new ChangeFrame { Sequence = row.Position, Revision = revision } : null;
    }
}
