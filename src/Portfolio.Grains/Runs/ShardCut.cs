using Portfolio.Analysis.Stopping;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Runs;

/// <summary>How replications are cut into shards.</summary>
static class ShardCut
{
    /// <summary>Shards of one size, the last of which may be shorter; none reaches over a count at which a stopping rule looks, so that it looks at exactly so many replications whatever their size.</summary>
    /// <param name="first">The first replication.</param>
    /// <param name="end">The one behind the last.</param>
    /// <param name="size">Replications of a shard.</param>
    /// <param name="looks">When a rule looks; null where none does.</param>
    public static IEnumerable<ReplicationRange> Of(int first, int end, int size, Looks? looks = null)
    {
        while (first < end)
        {
            var next = (int)Math.Min(Math.Min(first + (long)size, end), looks?.Behind(first) ?? end);
            yield return new ReplicationRange(first, next - first);
            first = next;
        }
    }
}
