using Portfolio.Model;
using Portfolio.Model.Blocks;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.EngineBenchmarks;

/// <summary>The kernel with the statistics of a run and nothing else: one thread, no checks, no store, nobody who watches.</summary>
/// <param name="model">What is simulated.</param>
sealed class BareKernel(PortfolioModel model)
{
    const int RangeSize = 256;

    /// <summary>Simulates some replications, with the quantiles of the default series and, where they are wanted, those of the end outcomes too.</summary>
    /// <returns>Processor time of this process, in which nothing else is to happen.</returns>
    public TimeSpan Simulate(int replications, bool withOutcomes) => Measured(() => Simulate(replications, SeriesFacts.Default, withOutcomes));

    /// <summary>Simulates some replications again and again, with statistics of the end outcomes alone, which are new each time: as the items of a batch.</summary>
    /// <inheritdoc cref="Simulate(int, bool)"/>
    public TimeSpan SimulateItems(int items, int replications) => Measured(() =>
    {
        for (var item = 0; item < items; item++)
            Simulate(replications, [], withOutcomes: true);
    });

    static TimeSpan Measured(Action simulate)
    {
        var before = Environment.CpuUsage.TotalTime;
        simulate();
        return Environment.CpuUsage.TotalTime - before;
    }

    void Simulate(int replications, IReadOnlyList<Series> wanted, bool withOutcomes)
    {
        var (series, outcomes) = (SeriesStatistics.Of(model, wanted), new OutcomeStatistics(model));
        for (var first = 0; first < replications; first += RangeSize)
        {
            var part = VectorKernel.Simulate(model, new ReplicationRange(first, Math.Min(RangeSize, replications - first)), series, CancellationToken.None);
            if (withOutcomes)
                outcomes.Add(first, part.Outcomes);
            part.Outcomes.GiveBack();
        }
    }
}
