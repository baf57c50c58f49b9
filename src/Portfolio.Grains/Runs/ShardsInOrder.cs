using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Portfolio.Grains.Computing;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Runs;

/// <summary>Keeps as many shards under way that no silo's threads wait, gives each to the silo that has least to do of them, tries those again whose silo was lost, and hands out what they came to in the order of replications.</summary>
/// <param name="cluster">The silos there are, as this one knows them: to ask for their list would need the store.</param>
/// <param name="pool">The compute pool of this silo, of the size of every other's.</param>
/// <param name="time">For the pauses between tries.</param>
/// <param name="log">Takes note of tries.</param>
/// <param name="owner">Name of the run or study they belong to.</param>
sealed class ShardsInOrder(IClusterMembershipService cluster, ComputePool pool, TimeProvider time, ILogger log, string owner)
{
    /// <summary>No shard takes longer.</summary>
    public static readonly TimeSpan LongestShard = TimeSpan.FromHours(1);

    readonly SiloShares shares = new(cluster);

    /// <summary>Computes shards. What is under way when the caller leaves off is cancelled.</summary>
    /// <param name="shards">The shards, in the order of replications.</param>
    /// <param name="compute">Computes a shard by a grain of the key that is given.</param>
    /// <param name="enough">Once it is cancelled no shard is waited for behind the first.</param>
    /// <param name="cancellation">Gives up.</param>
    public async IAsyncEnumerable<T> Compute<T>(
        IEnumerable<ReplicationRange> shards,
        Func<string, ReplicationRange, CancellationToken, Task<T>> compute,
        CancellationToken enough,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var window = InFlight();
        var underWay = new Queue<Task<T>>();
        using var left = shards.GetEnumerator();
        var (isAnyLeft, isAnyDone) = (true, false);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            while (true)
            {
                while (underWay.Count < window && (isAnyLeft = isAnyLeft && left.MoveNext()))
                    underWay.Enqueue(Try(left.Current, compute, giveUp.Token));
                if (underWay.Count == 0 || (isAnyDone && await IsEnoughBefore(underWay.Peek(), enough)))
                    yield break;
                yield return await underWay.Dequeue();
                isAnyDone = true;
            }
        }
        finally
        {
            await giveUp.CancelAsync();
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
        var silo = shares.Give(range.Count);
        EvenPlacement.Prefer(silo);
        try
        {
            return await compute(key, range, cancellation);
        }
        finally
        {
            shares.TakeBack(silo, range.Count);
        }
    }

    int InFlight() => 2 * pool.Threads * ActiveSilos(cluster);

    /// <summary>Silos that compute.</summary>
    public static int ActiveSilos(IClusterMembershipService cluster) => Math.Max(1, SiloShares.Active(cluster).Count());
}
