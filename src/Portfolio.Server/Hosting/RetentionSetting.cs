using Portfolio.Grains.Retention;

namespace Portfolio.Server.Hosting;

/// <summary>Says, at a server's start, for how long what has ended is kept; of several servers the one that started last has the last word.</summary>
sealed class RetentionSetting(ServerOptions options, IGrainFactory grains, ILogger<RetentionSetting> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await grains.GetGrain<IRetentionGrain>(IRetentionGrain.Key).Keep(options.KeepDays);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            log.RetentionNotSet(exception);
        }
    }
}
