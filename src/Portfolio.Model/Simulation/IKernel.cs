using Portfolio.Model.Outcomes;

namespace Portfolio.Model.Simulation;

/// <summary>A range of replications: <paramref name="First"/> and the <paramref name="Count"/> − 1 after it.</summary>
public readonly record struct ReplicationRange(int First, int Count)
{
    /// <summary>The replication behind the last.</summary>
    public int End => First + Count;
}

/// <summary>What a range of replications came to.</summary>
/// <param name="Range">The replications.</param>
/// <param name="Statistics">Statistics of the chosen series, month by month.</param>
/// <param name="Outcomes">End outcomes, a row for each replication.</param>
public sealed record RangeResult(ReplicationRange Range, SeriesStatistics Statistics, OutcomeTable Outcomes);

/// <summary>Computes ranges of replications. Every kernel gives the same result, bit for bit.</summary>
public interface IKernel
{
    /// <summary>Simulates a range.</summary>
    /// <param name="model">What to simulate.</param>
    /// <param name="range">Which replications.</param>
    /// <param name="series">Series to report month by month.</param>
    /// <param name="cancellation">Stops between replications.</param>
    RangeResult Simulate(PortfolioModel model, ReplicationRange range, IReadOnlyList<Series> series, CancellationToken cancellation);

    /// <summary>Simulates a range whose series are to be paired with others', replication by replication.</summary>
    /// <param name="model">What to simulate.</param>
    /// <param name="range">Which replications.</param>
    /// <param name="into">Where series go.</param>
    /// <param name="cancellation">Stops between replications.</param>
    /// <returns>The end outcomes.</returns>
    OutcomeTable Simulate(PortfolioModel model, ReplicationRange range, SeriesValues into, CancellationToken cancellation);
}
