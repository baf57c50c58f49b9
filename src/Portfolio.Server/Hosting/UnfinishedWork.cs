using Portfolio.Grains;
using Portfolio.Grains.Batches;
using Portfolio.Grains.Runs;
using Portfolio.Grains.Studies;

namespace Portfolio.Server.Hosting;

/// <summary>
/// Goes on with the runs, batches and studies that have not ended: at its start with those of before, and from then on with those whose silo
/// was lost, as soon as the cluster says so, or whose store failed. Asking for one wakes its grain.
/// </summary>
sealed class UnfinishedWork(IGrainFactory grains, IStoredNames names, IClusterMembershipService cluster, TimeProvider time, ILogger<UnfinishedWork> log) : BackgroundService
{
    const int Page = 100;

    static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    readonly HashSet<string> awake = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var changes = cluster.MembershipUpdates.GetAsyncEnumerator(stoppingToken);
        for (var change = changes.MoveNextAsync().AsTask(); !stoppingToken.IsCancellationRequested;)
        {
            await GoOn(stoppingToken);
            await Task.WhenAny(change, Task.Delay(Every, time, stoppingToken));
            if (!change.IsCompleted)
                continue;
            if (!await change)
                return;
            change = changes.MoveNextAsync().AsTask();
        }
    }

    async Task GoOn(CancellationToken stoppingToken)
    {
        try
        {
            await GoOn(StateNames.UnfinishedRuns, run => grains.GetGrain<IRunGrain>(run).Read(), stoppingToken);
            await GoOn(StateNames.UnfinishedBatches, batch => grains.GetGrain<IBatchGrain>(batch).ReadSummary(), stoppingToken);
            await GoOn(StateNames.UnfinishedStudies, study => grains.GetGrain<IStudyGrain>(study).Read(), stoppingToken);
        }
        catch (StoreException exception)
        {
            log.UnfinishedNotListed(exception);
        }
    }

    async Task GoOn(string kind, Func<string, Task> wake, CancellationToken stoppingToken)
    {
        for (var after = ""; !stoppingToken.IsCancellationRequested;)
        {
            var page = await names.InOrder(kind, "", after, Page);
            foreach (var name in page)
                await GoOn(name, wake);
            if (page.Count < Page)
                return;
            after = page[^1];
        }
    }

    async Task GoOn(string name, Func<string, Task> wake)
    {
        try
        {
            await wake(name);
            if (awake.Add(name))
                log.RunResumed(name);
        }
        catch (Exception exception)
        {
            awake.Remove(name);
            log.RunNotResumed(exception, name);
        }
    }
}
