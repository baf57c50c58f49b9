using Portfolio.Grains;
using Portfolio.Server.Services;

namespace Portfolio.Server.Hosting;

/// <summary>Deletes, hour by hour, what ended longer ago than it is to be kept; of several servers each does, and finds done what another did.</summary>
sealed class Retention(ServerOptions options, Pruning pruning, TimeProvider time, ILogger<Retention> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.KeepDays == 0)
            return;
        using var timer = new PeriodicTimer(Every, time);
        do
            await Prune(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task Prune(CancellationToken stoppingToken)
    {
        try
        {
            var pruned = await pruning.Prune(TimeSpan.FromDays(options.KeepDays), onlyCount: false, stoppingToken);
            if (pruned.Runs + pruned.Studies > 0)
                log.Pruned(pruned.Runs, pruned.Studies, options.KeepDays);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or RefusedException)
        {
            log.NotPruned(exception);
        }
    }
}
