using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Portfolio.Grains.Studies;

namespace Portfolio.Grains.Retention;

/// <summary>Deletes runs and studies that ended long ago. Definitions and journals are never deleted: they are the truth of years.</summary>
public sealed class Pruning(IGrainFactory grains, IStoredNames names, IStoreCare store, TimeProvider time)
{
    const int Page = 100;

    /// <summary>Deletes what ended longer ago than an age, and gives its room back.</summary>
    /// <param name="age">The age.</param>
    /// <param name="onlyCount">Whether nothing is deleted.</param>
    /// <param name="cancellation">Stops between two of them.</param>
    public async Task<PruneStoreResponse> Prune(TimeSpan age, bool onlyCount, CancellationToken cancellation)
    {
        var before = (time.GetUtcNow() - age).ToTimestamp();
        var response = new PruneStoreResponse
        {
            Runs = await Each(StateNames.Runs, name => Prune(name, before, onlyCount), cancellation),
            Studies = await Each(StateNames.Studies, name => PruneStudy(name, before, onlyCount), cancellation),
        };
        if (onlyCount || response.Runs + response.Studies == 0)
            return response;
        var weight = (await store.Weigh()).Bytes;
        await store.Shrink();
        response.FreedBytes = Math.Max(0, weight - (await store.Weigh()).Bytes);
        return response;
    }

    /// <summary>Goes through all names of a kind, the newest first, and counts those of which something holds.</summary>
    async Task<int> Each(string kind, Func<string, Task<bool>> holds, CancellationToken cancellation)
    {
        var count = 0;
        for (var before = long.MaxValue; ;)
        {
            var page = await names.NewestFirst(kind, "", before, Page);
            foreach (var (_, name) in page)
            {
                cancellation.ThrowIfCancellationRequested();
                count += await holds(name) ? 1 : 0;
            }

            if (page.Count < Page)
                return count;
            before = page[^1].Position;
        }
    }

    async Task<bool> Prune(string name, Timestamp before, bool onlyCount)
    {
        var run = grains.GetGrain<IRunGrain>(name);
        if ((await run.Read()).EndTime is not { } end || end > before)
            return false;
        if (!onlyCount)
            await run.Delete();
        return true;
    }

    async Task<bool> PruneStudy(string name, Timestamp before, bool onlyCount)
    {
        var study = grains.GetGrain<IStudyGrain>(name);
        if ((await study.Read()).EndTime is not { } end || end > before)
            return false;
        if (!onlyCount)
            await study.Delete();
        return true;
    }
}
