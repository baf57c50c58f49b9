using Portfolio.Grains;
using Portfolio.Grains.Runs;
using Portfolio.Grains.Studies;
using Portfolio.Storage;

namespace Portfolio.Server.Hosting;

/// <summary>Goes on with the runs and studies that had not ended when the server was last stopped: asking for one wakes its grain.</summary>
sealed class UnfinishedWork(IGrainFactory grains, IStoredNames names, ILogger<UnfinishedWork> log) : BackgroundService
{
    const int Page = 100;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await GoOn(StateNames.UnfinishedRuns, run => grains.GetGrain<IRunGrain>(run).Read(), stoppingToken);
        await GoOn(StateNames.UnfinishedStudies, study => grains.GetGrain<IStudyGrain>(study).Read(), stoppingToken);
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
            log.RunResumed(name);
        }
        catch (Exception exception)
        {
            log.RunNotResumed(exception, name);
        }
    }
}
