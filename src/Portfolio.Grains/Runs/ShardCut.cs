using Portfolio.Analysis.Stopping;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Runs;

/// <summary>How replications are cut into shards.</summary>
static class ShardCut
{
    /// <summary>Replications that come in short shards, so that there is something to see of a run as soon as it has begun.</summary>
    const int Early = 1024;

    const int MostEarly = 512;

    /// <summary>Long shards get shorter at the end, each a quarter of what is left, so that no silo waits long for another; down to so many replications.</summary>
    const int FewestLate = 1024;

    const int LateParts = 4;

    /// <summary>
    /// Shards of one size, shorter at the beginning and towards the end if they are long; none reaches over a count at which a stopping rule looks, so that it looks at exactly so many replications whatever
    /// their size.
    /// </summary>
    /// <param name="first">The first replication.</param>
    /// <param name="end">The one behind the last.</param>
    /// <param name="size">Replications of a shard.</param>
    /// <param name="looks">When a rule looks; null where none does.</param>
    public static IEnumerable<ReplicationRange> Of(int first, int end, int size, Looks? looks = null)
    {
        while (first < end)
        {
            var most = Math.Min(size, first < Early ? MostEarly : Math.Max(FewestLate, (end - first) / LateParts / ShardSizes.Step * ShardSizes.Step));
            var next = (int)Math.Min(Math.Min(first + (long)most, end), looks?.Behind(first) ?? end);
            yield return new ReplicationRange(first, next - first);
            first = next;
        }
    }
}
