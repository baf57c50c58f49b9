using Google.Protobuf;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Runs;

/// <summary>
/// Computes a shard whose single outcomes nobody keeps, some replications at a time: what these came to is hashed and counted while it is near the processor, and there is never a table of all of them,
/// which would be tens of megabytes that live as long as the shard and then burden the collector.
/// </summary>
static class LongShard
{
    /// <summary>Computes it.</summary>
    /// <param name="kernel">Simulates.</param>
    /// <param name="model">What is simulated.</param>
    /// <param name="range">The replications.</param>
    /// <param name="series">Series to report month by month.</param>
    /// <param name="cancellation">Gives up.</param>
    public static ShardReport Compute(IKernel kernel, PortfolioModel model, ReplicationRange range, IReadOnlyList<Series> series, CancellationToken cancellation)
    {
        var (statistics, ends, leaves) = (SeriesStatistics.Of(model, series), SpareOutcomes.Take(model), new List<ByteString>());
        var (atOnce, end) = (ShardSizes.AtOnce(model), range.End);
        for (var first = range.First; first < end; first += atOnce)
        {
            var result = kernel.Simulate(model, new ReplicationRange(first, Math.Min(atOnce, end - first)), series, cancellation);
            statistics.MakeRoom(result.Statistics);
            statistics.TakeIn(result.Statistics);
            ends.Add(first, result.Outcomes);
            leaves.AddRange(ShardCodec.Leaves(result.Outcomes));
            result.Outcomes.GiveBack();
        }

        return ShardReport.OfCounted(range, statistics, ends, leaves);
    }
}
