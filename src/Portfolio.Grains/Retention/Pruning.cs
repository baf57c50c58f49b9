using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Batches;
using Portfolio.Grains.Rehearsals;
using Portfolio.Grains.Runs;
using Portfolio.Grains.Studies;

namespace Portfolio.Grains.Retention;

/// <summary>Deletes runs, batches and studies that ended long ago, and rehearsals in which nothing has happened for as long; runs of a batch's items go with the batch. Definitions and journals are never deleted: they are the truth of years.</summary>
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
            Batches = await Each(StateNames.Batches, name => PruneBatch(name, before, onlyCount), cancellation),
            Runs = await Each(StateNames.Runs, name => PruneRun(name, before, onlyCount), cancellation),
            Studies = await Each(StateNames.Studies, name => PruneStudy(name, before, onlyCount), cancellation),
            Rehearsals = await Each(StateNames.Rehearsals, name => PruneRehearsal(name, before, onlyCount), cancellation),
        };
        if (onlyCount || response.Runs + response.Batches + response.Studies + response.Rehearsals == 0)
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

    async Task<bool> PruneRun(string name, Timestamp before, bool onlyCount)
    {
        var run = grains.GetGrain<IRunGrain>(name);
        var found = await run.Read();
        return found.Batch.Length == 0 && await Prune(found.EndTime, before, onlyCount, run.Delete);
    }

    async Task<bool> PruneBatch(string name, Timestamp before, bool onlyCount)
    {
        var batch = grains.GetGrain<IBatchGrain>(name);
        return await Prune((await batch.ReadSummary()).EndTime, before, onlyCount, batch.Delete);
    }

    async Task<bool> PruneStudy(string name, Timestamp before, bool onlyCount)
    {
        var study = grains.GetGrain<IStudyGrain>(name);
        return await Prune((await study.Read()).EndTime, before, onlyCount, study.Delete);
    }

    async Task<bool> PruneRehearsal(string name, Timestamp before, bool onlyCount)
    {
        var rehearsal = grains.GetGrain<IRehearsalGrain>(name);
        return await Prune((await rehearsal.Read()).UpdateTime, before, onlyCount, rehearsal.Delete);
    }

    static async Task<bool> Prune(Timestamp? end, Timestamp before, bool onlyCount, Func<Task> delete)
    {
        if (end is null || end > before)
            return false;
        if (!onlyCount)
            await delete();
        return true;
    }
}
