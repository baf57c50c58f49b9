using Grpc.Core;
using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Faults.Tests.Cluster;

/// <summary>A client that has one batch after another computed, and remembers each item that it was told has ended.</summary>
sealed class BatchLoad(MortalCluster cluster)
{
    readonly List<Batch> ended = [];
    readonly Dictionary<string, Run> acknowledged = [];

    /// <summary>Items of batches that have ended.</summary>
    public int Items => ended.Sum(batch => batch.Items);

    /// <summary>Works until it is told to stop; the last batch comes to its end.</summary>
    public async Task Work(CancellationToken stop, CancellationToken patience)
    {
        while (!stop.IsCancellationRequested)
        {
            var request = new CreateBatchRequest { Parent = Some.Workspace, Batch = Some.Batch(ended.Count), RequestId = $"batch-{ended.Count}" };
            var batch = await Persistent.Ask(() => cluster.Client.Batches.CreateBatchAsync(request, cancellationToken: patience), patience);
            await foreach (var frame in cluster.Client.WatchBatch(batch.Name, patience))
            {
                cluster.News.Count();
                await Acknowledge(batch.Name, patience);
                if (frame.Ended is { } end)
                    ended.Add(end);
            }
        }
    }

    /// <summary>Every item has succeeded once, in a run of its own; what was said to have ended is as it was; and all found what is found where nothing happens.</summary>
    public async Task Check(Undisturbed undisturbed, CancellationToken patience)
    {
        foreach (var (index, batch) in ended.Index())
        {
            Assert.Equal((State.Succeeded, batch.Items, 0), (batch.State, batch.ItemsSucceeded, batch.ItemsFailed));
            var items = await cluster.Client.Items(batch.Name, withResults: true, patience);
            Assert.Equal(batch.Items, items.Select(item => item.Run).Distinct().Count());
            Assert.All(items, item => Assert.Equal(($"{batch.Name}/runs/{item.Number}", State.Succeeded), (item.Run, item.State)));
            Assert.Equal(await undisturbed.Digests(Some.Batch(index), patience), items.ToDictionary(item => item.Number, item => item.Digest));
        }

        foreach (var (name, run) in acknowledged)
            Assert.Equal(run, await cluster.Client.Runs.GetRunAsync(new() { Name = name }, cancellationToken: patience));
    }

    /// <summary>Takes note of the runs of items that are told to have ended; where nobody answers now, the next look will do.</summary>
    async Task Acknowledge(string batch, CancellationToken patience)
    {
        try
        {
            foreach (var item in await cluster.Client.Items(batch, withResults: false, patience))
            {
                if (item.State == State.Succeeded && !acknowledged.ContainsKey(item.Run))
                    acknowledged[item.Run] = await cluster.Client.Runs.GetRunAsync(new() { Name = item.Run }, cancellationToken: patience);
            }
        }
        catch (RpcException exception) when (MortalServer.IsLoss(exception) && !patience.IsCancellationRequested)
        {
        }
    }
}
