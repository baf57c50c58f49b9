using System.Collections.Concurrent;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Batches;
using Portfolio.Grains.Batches;
using Portfolio.Grains.Runs;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Tests.Batches;

/// <summary>Every item of a batch comes to its end once, whatever happens to silos and to other items.</summary>
public sealed class BatchGrainTests : IAsyncDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await scratch.DisposeAsync();

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public async Task Batch_AnySilosAndThreads_FindsWhatRunsOfItsItemsDo(short silos, int threads)
    {
        await using var cluster = await Cluster.Start(scratch.Store, silos, threads);
        var batch = await Create(cluster, Some.Batch());
        var ended = await End(batch);
        Assert.Null(ended.Error);
        Assert.Equal((State.Succeeded, 6, 6, 0, 0), (ended.State, ended.Items, ended.ItemsSucceeded, ended.ItemsFailed, ended.ItemsFromStore));
        foreach (var item in await Items(cluster, batch))
            Assert.Equal(await DigestAlone(cluster, item), item.Digest);
    }

    [Fact]
    public async Task Batch_ItemsThatCannotBe_FailAlone()
    {
        await using var cluster = await Cluster.Start(scratch.Store);
        var batch = await Create(cluster, Some.Batch(strengths: [0.5, 2, 0.7]));
        var ended = await End(batch);
        Assert.Equal((State.Succeeded, 4, 2), (ended.State, ended.ItemsSucceeded, ended.ItemsFailed));
        var failed = (await Items(cluster, batch)).Where(item => item.State == State.Failed).ToList();
        Assert.Equal([3, 4], failed.Select(item => item.Number));
        Assert.All(failed, item => Assert.Equal("framework.strength: 2 is not allowed; allowed: 0 to 1", item.Error.Message));
    }

    [Fact]
    public async Task Batch_ContentThatWasFoundBefore_IsAnsweredFromTheStore()
    {
        await using var cluster = await Cluster.Start(scratch.Store);
        var first = await Create(cluster, Some.Batch());
        await End(first);
        var second = await Create(cluster, Some.Batch(strengths: [0.8, 0.9]));
        Assert.Equal((4, 2), await End(second) is var ended ? (ended.ItemsSucceeded, ended.ItemsFromStore) : default);
        var items = await Items(cluster, second);
        Assert.Equal([true, true, false, false], items.Select(item => item.FromStore));
        Assert.Equal((await Items(cluster, first))[4].Digest, items[0].Digest);
    }

    [Fact]
    public async Task Batch_EqualItems_AreComputedOnce()
    {
        await using var cluster = await Cluster.Start(scratch.Store);
        var batch = await Create(cluster, Some.Batch(strengths: [0.5, 0.5, 0.5]));
        Assert.Equal((6, 4), await End(batch) is var ended ? (ended.ItemsSucceeded, ended.ItemsFromStore) : default);
        Assert.Equal(2, (await Items(cluster, batch)).Select(item => item.Run).Distinct().Count());
    }

    [Fact]
    public async Task Batch_WholeClusterRestarted_GoesOnAndDoesNothingTwice()
    {
        var name = Some.BatchName();
        List<BatchFrame> seen;
        await using (var before = await Cluster.Start(scratch.Store))
            seen = await Frames(await Create(before, Some.Batch(replications: 512), name), frame => frame.Progress?.Succeeded > 0);

        await using var after = await Cluster.Start(scratch.Store, count: 2);
        var frames = await Frames(after.Grains.GetGrain<IBatchGrain>(name));
        Assert.Equal((State.Succeeded, 6, 0), frames[^1].Ended is var ended ? (ended.State, ended.ItemsSucceeded, ended.ItemsFromStore) : default);
        Assert.True(Position(frames[0]) > Position(seen[^1]));
    }

    [Fact]
    public async Task Watch_ToTheEnd_CountsItemsBehindQueuedAndRunning()
    {
        await using var cluster = await Cluster.Start(scratch.Store);
        var batch = await Create(cluster, Some.Batch());
        var frames = await Frames(batch);
        Assert.All(frames.Where(frame => frame.Progress is not null), frame => Assert.Equal(frame.Progress.Succeeded, frame.Sequence - 2));
        Assert.Equal(new StreamPosition(1, 9), Position(frames[^1]));
        Assert.Equal(frames[^1], Assert.Single(await Frames(batch, after: 9)));
        Assert.Equal(Refusal.OutOfRange, (await Assert.ThrowsAsync<RefusedException>(() => Frames(batch, after: 10))).Refusal);
    }

    [Fact]
    public async Task Watch_RetriedSince_RisesBehindTheEndThatWasSeen()
    {
        await using var cluster = await Cluster.Start(scratch.Store);
        var batch = await Create(cluster, Some.Batch(strengths: [0.5, 2]));
        var seen = await Frames(batch);
        await batch.Retry();
        var frames = await Frames(batch);
        Assert.True(Position(frames[0]) > Position(seen[^1]));
        Assert.Equal((2, 2), frames[^1].Ended is var ended ? (ended.ItemsSucceeded, ended.ItemsFailed) : default);
    }

    [Fact]
    public async Task Cancel_ThenRetry_DoesWhatWasNotReached()
    {
        var computing = Gate.At(0);
        await using var cluster = await Cluster.Start(scratch.Store, computing: computing);
        var batch = await Create(cluster, Some.Batch());
        var cancelled = await batch.Cancel();
        Assert.Equal((State.Cancelled, 0), (cancelled.State, cancelled.ItemsSucceeded));
        Assert.All(await Items(cluster, batch), item => Assert.Equal(State.Cancelled, item.State));
        computing.Open();
        await batch.Retry();
        Assert.Equal((State.Succeeded, 6), await End(batch) is var ended ? (ended.State, ended.ItemsSucceeded) : default);
    }

    /// <summary>Items of seed 8 fail until that is mended, and those of a strength that cannot be always do.</summary>
    [Fact]
    public async Task Retry_CauseMended_ComputesWhatFailedAndLeavesTheRestAsItWas()
    {
        var (isBroken, computed) = (true, new ConcurrentQueue<ulong>());
        var kernel = new ToldKernel((model, _) =>
        {
            computed.Enqueue(model.Seed);
            if (Volatile.Read(ref isBroken) && model.Seed == 8)
                throw new InvalidDataException("it is broken");
        });
        await using var cluster = await Cluster.Start(scratch.Store, kernel: kernel);
        var batch = await Create(cluster, new Batch(Some.Batch(strengths: [0.5, 2])) { Seeds = { 8 } });
        Assert.Equal((8, 2, 6), await End(batch) is var ended ? (ended.Items, ended.ItemsSucceeded, ended.ItemsFailed) : default);
        var before = await Items(cluster, batch);
        var succeeded = before.Where(item => item.State == State.Succeeded).ToList();
        var runs = await Runs(cluster, succeeded);
        Assert.All(succeeded, item => Assert.Equal(7UL, item.Seed));
        Assert.Equal(2, before.Count(item => item.Error?.Message == "it is broken"));

        Volatile.Write(ref isBroken, false);
        computed.Clear();
        await batch.Retry();
        Assert.Equal((State.Succeeded, 4, 4, 0), await End(batch) is var again ? (again.State, again.ItemsSucceeded, again.ItemsFailed, again.ItemsFromStore) : default);
        Assert.Equal([8UL], computed.Distinct());
        var after = await Items(cluster, batch);
        Assert.Equal(succeeded, after.Where(item => item.State == State.Succeeded && item.Seed == 7));
        Assert.Equal(runs, await Runs(cluster, succeeded));
        foreach (var item in after.Where(item => item.State == State.Succeeded && item.Seed == 8))
            Assert.Equal((ItemRunner.RunOf(batch.GetPrimaryKeyString(), item.Number, retries: 1), await DigestAlone(cluster, item)), (item.Run, item.Digest));
    }

    [Fact]
    public async Task Pause_UntilResumed_BeginsNoFurtherItem()
    {
        var computing = Gate.At(0);
        await using var cluster = await Cluster.Start(scratch.Store, computing: computing);
        var batch = await Create(cluster, Some.Batch());
        Assert.Equal(State.Paused, (await batch.Pause()).State);
        Assert.Contains(await Items(cluster, batch), item => item.State == State.Queued);
        await batch.Resume();
        computing.Open();
        Assert.Equal((State.Succeeded, 6), await End(batch) is var ended ? (ended.State, ended.ItemsSucceeded) : default);
    }

    [Fact]
    public async Task Delete_Ended_TakesTheRunsOfItsItemsAlong()
    {
        await using var cluster = await Cluster.Start(scratch.Store);
        var batch = await Create(cluster, Some.Batch());
        await End(batch);
        var runs = (await Items(cluster, batch)).ConvertAll(item => item.Run);
        await batch.Delete();
        foreach (var run in runs)
            Assert.Equal(Refusal.NotFound, (await Assert.ThrowsAsync<RefusedException>(cluster.Run(run).Read)).Refusal);
        Assert.Equal(Refusal.NotFound, (await Assert.ThrowsAsync<RefusedException>(batch.Read)).Refusal);
    }

    [Fact]
    public async Task Retry_NotEnded_IsRefused()
    {
        await using var cluster = await Cluster.Start(scratch.Store, computing: Gate.At(0));
        var batch = await Create(cluster, Some.Batch());
        Assert.Equal(Refusal.FailedPrecondition, (await Assert.ThrowsAsync<RefusedException>(batch.Retry)).Refusal);
        Assert.Equal(Refusal.FailedPrecondition, (await Assert.ThrowsAsync<RefusedException>(batch.Delete)).Refusal);
        await batch.Cancel();
    }

    static async Task<IBatchGrain> Create(Cluster cluster, Batch wanted, string? name = null)
    {
        var batch = cluster.Grains.GetGrain<IBatchGrain>(name ?? Some.BatchName());
        await batch.Create(wanted, Some.BatchPlan());
        return batch;
    }

    static async Task<Batch> End(IBatchGrain batch) => (await Frames(batch))[^1].Ended;

    /// <summary>The frames up to one for which something holds, or to the end.</summary>
    static async Task<List<BatchFrame>> Frames(IBatchGrain batch, Func<BatchFrame, bool>? last = null, long after = 0)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Patience.Limit);
        var frames = new List<BatchFrame>();
        await foreach (var frame in batch.Watch(after, patience.Token))
        {
            Assert.True(frames.Count == 0 || frame.Heartbeat is not null || frame.Sequence > frames[^1].Sequence);
            frames.Add(frame);
            if (last?.Invoke(frame) ?? false)
                break;
        }

        return frames;
    }

    static StreamPosition Position(BatchFrame frame) => new(frame.Epoch, frame.Sequence);

    static async Task<List<BatchItem>> Items(Cluster cluster, IBatchGrain batch)
    {
        var items = new List<BatchItem>();
        await foreach (var item in new ItemReader(cluster.Grains).Read(batch.GetPrimaryKeyString(), 0, withResults: true, Cancellation))
            items.Add(item);
        return items;
    }

    /// <summary>The runs that answered items, with digest and end time.</summary>
    static async Task<Run[]> Runs(Cluster cluster, IEnumerable<BatchItem> items) => await Task.WhenAll(items.Select(item => cluster.Run(item.Run).Read()));

    /// <summary>The digest of the same content as a run by itself.</summary>
    static async Task<string> DigestAlone(Cluster cluster, BatchItem item)
    {
        var plan = ItemPlan.Of(Some.BatchPlan(), new WantedItem(1, item.Scenario, item.Seed, item.Set), new Portfolio.Definitions.Problems());
        var run = cluster.Run(Some.RunName());
        await run.Create(Some.Run(replications: 128, seed: item.Seed), plan);
        return (await run.End()).Digest;
    }
}
