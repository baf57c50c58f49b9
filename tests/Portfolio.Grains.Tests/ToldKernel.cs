using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Tests;

/// <summary>The plain kernel, which tells what it is to compute before it does; what it is told may throw.</summary>
sealed class ToldKernel(Action<PortfolioModel, ReplicationRange> tell) : IKernel
{
    readonly PlainKernel kernel = new();

    public RangeResult Simulate(PortfolioModel model, ReplicationRange range, IReadOnlyList<Series> series, CancellationToken cancellation)
    {
        tell(model, range);
        return kernel.Simulate(model, range, series, cancellation);
    }

    public OutcomeTable Simulate(PortfolioModel model, ReplicationRange range, SeriesValues into, CancellationToken cancellation)
    {
        tell(model, range);
        return kernel.Simulate(model, range, into, cancellation);
    }
}
