using Portfolio.Grains;
using Portfolio.Grains.Runs;
using Portfolio.Storage;

namespace Portfolio.Server.Hosting;

/// <summary>Goes on with the runs that had not ended when the server was last stopped: asking for one wakes its grain.</summary>
sealed class UnfinishedRuns(IGrainFactory grains, SqliteNames names, ILogger<UnfinishedRuns> log) : BackgroundService
{
    const int Page = 100;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var after = ""; !stoppingToken.IsCancellationRequested;)
        {
            var page = await names.InOrder(StateNames.UnfinishedRuns, "", after, Page);
            foreach (var run in page)
                await GoOn(run);
            if (page.Count < Page)
                return;
            after = page[^1];
        }
    }

    async Task GoOn(string run)
    {
        try
        {
            await grains.GetGrain<IRunGrain>(run).Read();
            log.RunResumed(run);
        }
        catch (Exception exception)
        {
            log.RunNotResumed(exception, run);
        }
    }
}
