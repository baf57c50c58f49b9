using System.Runtime.InteropServices;

namespace Portfolio.Server.Hosting;

/// <summary>
/// The life of a process that is the server's own: told to stop, by Ctrl-C or SIGTERM, a server of a cluster first says so by its health and
/// answers for a while, so that whoever chooses between servers turns to others; then it stops. Told again, it stops at once.
/// </summary>
sealed class ProcessLifetime(ServerOptions options, Draining draining, IHostApplicationLifetime application, TimeProvider time, ILogger<ProcessLifetime> log) : IHostLifetime, IDisposable
{
    readonly List<PosixSignalRegistration> signals = [];

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT])
            signals.Add(PosixSignalRegistration.Create(signal, context => Stop(context)));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => signals.ForEach(signal => signal.Dispose());

    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (draining.Begin() && options.Drain > TimeSpan.Zero)
            _ = StopLater();
        else
            application.StopApplication();
    }

    async Task StopLater()
    {
        log.Draining(options.Drain);
        await Task.Delay(options.Drain, time, application.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        application.StopApplication();
    }
}
