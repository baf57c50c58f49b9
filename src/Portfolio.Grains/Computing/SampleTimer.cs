using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Computing;

/// <summary>Estimates how long simulating takes on all silos by a small part of it on this one: every other is taken to have as many threads, and to be as fast.</summary>
/// <param name="cluster">The silos there are.</param>
/// <param name="pool">The compute pool of this silo.</param>
/// <param name="time">The clock.</param>
public sealed class SampleTimer(IClusterMembershipService cluster, ComputePool pool, TimeProvider time)
{
    const int MostTries = 3;

    static readonly TimeSpan TryAgainWithin = TimeSpan.FromSeconds(0.3);

    /// <summary>By a shard on every thread at once, as all will be computed: threads share memory, and seldom do two twice as much as one.</summary>
    /// <remarks>Of short tries the quickest counts: the first may meet code that the runtime has not compiled yet.</remarks>
    /// <param name="replications">How many replications there are to be.</param>
    /// <param name="shardSize">Replications of a shard.</param>
    /// <param name="simulate">Simulates a range.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<TimeSpan> Expected(int replications, int shardSize, Action<ReplicationRange, CancellationToken> simulate, CancellationToken cancellation)
    {
        var part = new ReplicationRange(0, Math.Min(shardSize, replications));
        var shards = (replications + part.Count - 1) / part.Count;
        var threads = Math.Min(shards, pool.Threads);
        var (began, quickest) = (time.GetTimestamp(), TimeSpan.MaxValue);
        for (var tried = 0; tried == 0 || (tried < MostTries && time.GetElapsedTime(began) < TryAgainWithin); tried++)
        {
            var took = await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => pool.Run(token => Timed(simulate, part, token), cancellation)));
            quickest = took.Append(quickest).Min();
        }

        return quickest * Math.Ceiling(shards / ((double)pool.Threads * SiloShares.Silos(cluster)));
    }

    TimeSpan Timed(Action<ReplicationRange, CancellationToken> simulate, ReplicationRange part, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        simulate(part, cancellation);
        return time.GetElapsedTime(began);
    }
}
