using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portfolio.Server.Hosting;

/// <summary>Whether the server is about to stop: it answers as ever, but its health says that nobody should come to it any more.</summary>
sealed class Draining : IHealthCheck
{
    int begun;

    /// <summary>Begins it.</summary>
    /// <returns>Whether it had not begun before.</returns>
    public bool Begin() => Interlocked.Exchange(ref begun, 1) == 0;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Volatile.Read(ref begun) == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("the server is about to stop"));
}
