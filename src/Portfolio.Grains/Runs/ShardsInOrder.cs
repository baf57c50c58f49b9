using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Portfolio.Grains.Computing;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Runs;

/// <summary>Keeps as many shards under way that no silo's threads wait, gives each to the silo that will have done its own soonest, tries those again whose silo was lost, and hands out what they came to in the order of replications.</summary>
/// <param name="cluster">The silos there are, as this one knows them: to ask for their list would need the store.</param>
/// <param name="pool">The compute pool of this silo, of the size of every other's.</param>
/// <param name="time">For the pauses between tries.</param>
/// <param name="log">Takes note of tries.</param>
/// <param name="owner">Name of the run or study they belong to.</param>
/// <param name="longest">How long a thread computes a shard at the most.</param>
sealed class ShardsInOrder(IClusterMembershipService cluster, ComputePool pool, TimeProvider time, ILogger log, string owner, TimeSpan longest)
{
    /// <summary>No shard takes longer.</summary>
    public static readonly TimeSpan LongestShard = TimeSpan.FromHours(1);

    const int Growth = 4;

    readonly SiloShares shares = new(cluster);
    int done;

    /// <summary>
    /// How many replications the next shard may have: at first as few as can be, so that there is something to see as soon as there can be and it is known how long one takes; then some times as many as are
    /// done, as short shards cost more than they compute; and no more than a thread computes in the time of the longest.
    /// </summary>
    public int Fitting() => ShardSizes.InSteps((int)Math.Min((long)Growth * done, shares.Within(longest)));

    /// <summary>Computes shards. What is under way when the caller leaves off is cancelled.</summary>
    /// <param name="shards">The shards, in the order of replications.</param>
    /// <param name="compute">Computes a shard by a grain of the key that is given.</param>
    /// <param name="enough">Once it is cancelled no shard is waited for behind the first.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="unkept">What was merged and is to be kept while the next shard is waited for; null where somebody else sees to that.</param>
    /// <param name="keep">Keeps a shard as soon as it is there, before it is handed out; it is not computed again if that fails. Null where none is kept by itself.</param>
    public async IAsyncEnumerable<T> Compute<T>(
        IEnumerable<ReplicationRange> shards,
        Func<string, ReplicationRange, CancellationToken, Task<T>> compute,
        CancellationToken enough,
        [EnumeratorCancellation] CancellationToken cancellation,
        Unkept? unkept = null,
        Func<T, CancellationToken, Task>? keep = null)
    {
        var window = InFlight();
        var underWay = new Queue<(int Replications, Task<T> Shard)>();
        using var left = shards.GetEnumerator();
        var isAnyLeft = true;
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            while (true)
            {
                while (underWay.Count < window && (isAnyLeft = isAnyLeft && left.MoveNext()))
                    underWay.Enqueue((left.Current.Count, Computed(left.Current)));
                if (underWay.Count > 0 && unkept is not null)
                    await unkept.KeepInTime(underWay.Peek().Shard, enough);
                if (underWay.Count == 0 || (done > 0 && await IsEnoughBefore(underWay.Peek().Shard, enough)))
                    yield break;
                var (replications, shard) = underWay.Dequeue();
                yield return await shard;
                done += replications;
            }
        }
        finally
        {
            await giveUp.CancelAsync();
        }

        async Task<T> Computed(ReplicationRange range)
        {
            var shard = await Try(range, compute, giveUp.Token);
            if (keep is not null)
                await keep(shard, giveUp.Token);
            return shard;
        }
    }

    static async Task<bool> IsEnoughBefore(Task shard, CancellationToken enough)
    {
        await shard.WaitAsync(enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return enough.IsCancellationRequested;
    }

    Task<T> Try<T>(ReplicationRange range, Func<string, ReplicationRange, CancellationToken, Task<T>> compute, CancellationToken cancellation) => Persistence.Persist(
        attempt => Ask($"{owner}/{range.First}/{attempt}", range, compute, cancellation),
        (exception, attempt) => log.ShardRetried(exception, owner, range.First, attempt),
        time,
        cancellation);

    async Task<T> Ask<T>(string key, ReplicationRange range, Func<string, ReplicationRange, CancellationToken, Task<T>> compute, CancellationToken cancellation)
    {
        var (silo, took) = (shares.Give(range.Count), default(TimeSpan?));
        EvenPlacement.Prefer(silo);
        try
        {
            var shard = await compute(key, range, cancellation);
            took = (shard as ShardReport)?.Took;
            return shard;
        }
        finally
        {
            shares.TakeBack(silo, range.Count, took);
        }
    }

    int InFlight() => 2 * pool.Threads * SiloShares.Silos(cluster);
}
