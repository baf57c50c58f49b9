using Portfolio.Definitions.Batches;
using Portfolio.Grains.Computing;

namespace Portfolio.Grains.Batches;

/// <summary>Feeds the cluster with the items of a batch, a few at a time.</summary>
sealed class ItemFeed(ComputePool pool, IClusterMembershipService cluster)
{
    /// <summary>So many that no thread of the cluster waits while single items are prepared, merged and kept.</summary>
    public int MostUnderWay => 2 * pool.Threads * SiloShares.Silos(cluster);

    /// <summary>Brings items to their end, and gives each as soon as it is there.</summary>
    /// <param name="items">The items; they are begun in this order.</param>
    /// <param name="answer">Brings one to its end.</param>
    public async IAsyncEnumerable<WantedItem> Answer(IEnumerable<WantedItem> items, Func<WantedItem, Task> answer)
    {
        var waiting = new Queue<WantedItem>(items);
        var underWay = new List<Task<WantedItem>>();
        while (waiting.Count + underWay.Count > 0)
        {
            while (underWay.Count < MostUnderWay && waiting.TryDequeue(out var item))
                underWay.Add(Answered(item, answer));
            var ended = await Task.WhenAny(underWay);
            underWay.Remove(ended);
            yield return await ended;
        }
    }

    static async Task<WantedItem> Answered(WantedItem item, Func<WantedItem, Task> answer)
    {
        await answer(item);
        return item;
    }
}
