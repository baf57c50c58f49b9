using Portfolio.Analysis.Stopping;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Runs;

/// <summary>How replications are cut into shards.</summary>
static class ShardCut
{
    /// <summary>Long shards get shorter at the end, each a quarter of what is left, so that no silo waits long for another; down to so many replications.</summary>
    const int FewestLate = 1024;

    const int LateParts = 4;

    /// <summary>
    /// Shards of one size, shorter towards the end if they are long; none reaches over a count at which a stopping rule looks, so that it looks at exactly so many replications whatever their size.
    /// </summary>
    /// <param name="first">The first replication.</param>
    /// <param name="end">The one behind the last.</param>
    /// <param name="size">Replications of a shard.</param>
    /// <param name="looks">When a rule looks; null where none does.</param>
    /// <param name="fitting">Asked for each shard when it is wanted: how many replications it may have besides; null where nobody says.</param>
    public static IEnumerable<ReplicationRange> Of(int first, int end, int size, Looks? looks = null, Func<int>? fitting = null)
    {
        while (first < end)
        {
            var late = Math.Max(FewestLate, (end - first) / LateParts / ShardSizes.Step * ShardSizes.Step);
            var count = Math.Min(Math.Min(size, late), fitting?.Invoke() ?? size);
            var next = (int)Math.Min(Math.Min(first + (long)count, end), looks?.Behind(first) ?? end);
            yield return new ReplicationRange(first, next - first);
            first = next;
        }
    }

    /// <summary>Shards that are there already, and those that are missing before, between and behind them.</summary>
    /// <param name="there">The shards that are there, in the order of replications.</param>
    /// <param name="first">The first replication.</param>
    /// <param name="end">The one behind the last.</param>
    /// <param name="missing">Cuts the replications from one to before another.</param>
    public static IEnumerable<ReplicationRange> Around(IEnumerable<ReplicationRange> there, int first, int end, Func<int, int, IEnumerable<ReplicationRange>> missing)
    {
        foreach (var shard in there)
        {
            foreach (var each in missing(first, shard.First))
                yield return each;
            yield return shard;
            first = shard.End;
        }

        foreach (var each in missing(first, end))
            yield return each;
    }
}
