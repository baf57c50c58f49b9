using System.Collections.Concurrent;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Batches;
using Portfolio.Grains.Computing;
using Portfolio.Grains.Runs;
using Portfolio.Grains.Studies;

namespace Portfolio.Grains.Tests.Computing;

/// <summary>On whose behalf runs, studies and items of batches are computed.</summary>
public sealed class ClaimTests : IAsyncDisposable
{
    const int Replications = 128;

    readonly Scratch scratch = new();
    readonly BegunCalls begun = new();
    readonly ConcurrentQueue<(ulong Seed, int First)> computed = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await scratch.DisposeAsync();

    /// <summary>What somebody waits for goes before batches, and two workspaces take turns; everything is told apart by its seed.</summary>
    [Fact]
    public async Task Shards_WaitingForAThread_AreComputedInTheOrderOfTheirClaims()
    {
        await using var cluster = await Cluster.Start(scratch.Store, kernel: new ToldKernel((model, range) => computed.Enqueue((model.Seed, range.First))), calls: begun);
        await EndRun(cluster, "workspaces/a/runs/r", seed: 1);
        await EndRun(cluster, "workspaces/b/runs/r", seed: 2);
        await EndStudy(cluster, "workspaces/b/studies/s", seed: 3);
        await EndBatch(cluster, "workspaces/a/batches/b", seed: 4);
        await EndBatch(cluster, "workspaces/b/batches/b", seed: 5);
        computed.Clear();

        using var release = new ManualResetEventSlim();
        var held = cluster.Service<ComputePool>().Run(_ => release.Wait(Patience.Limit, Cancellation), Cancellation);
        List<Task> asked =
        [
            await Shard(cluster, ItemRunner.RunOf("workspaces/a/batches/b", 1, retries: 0), 0),
            await Shard(cluster, ItemRunner.RunOf("workspaces/a/batches/b", 1, retries: 0), 64),
            await Shard(cluster, ItemRunner.RunOf("workspaces/b/batches/b", 1, retries: 0), 0),
            await Shard(cluster, "workspaces/a/runs/r", 0),
            await Shard(cluster, "workspaces/a/runs/r", 64),
            await Shard(cluster, "workspaces/b/runs/r", 0),
            await StudyShard(cluster, "workspaces/b/studies/s", seed: 3),
        ];
        Assert.Empty(computed);
        release.Set();
        await Task.WhenAll([held, .. asked]);
        Assert.Equal([(1, 0), (2, 0), (1, 64), (3, 0), (4, 0), (5, 0), (4, 64)], computed.Distinct());
    }

    static async Task EndRun(Cluster cluster, string name, ulong seed) => await (await cluster.Create(Some.Run(replications: Replications, seed: seed), name)).End();

    static async Task EndStudy(Cluster cluster, string name, ulong seed)
    {
        var study = cluster.Grains.GetGrain<IStudyGrain>(name);
        await study.Create(Some.Study(Replications, seed), Some.Plans());
        Assert.NotNull((await study.Watch(default, Cancellation).LastAsync(Cancellation)).Ended);
    }

    /// <summary>A batch of one item.</summary>
    static async Task EndBatch(Cluster cluster, string name, ulong seed)
    {
        var (batch, wanted) = (cluster.Grains.GetGrain<IBatchGrain>(name), Some.Batch(Replications, 0.5));
        wanted.Scenarios.Remove("cut");
        wanted.Seeds[0] = seed;
        await batch.Create(wanted, Some.BatchPlan());
        Assert.Equal(1, (await batch.Watch(0, Cancellation).LastAsync(Cancellation)).Ended.ItemsSucceeded);
    }

    Task<Task> Shard(Cluster cluster, string run, int first) =>
        Begun($"{run}/again/{first}", key => cluster.Grains.GetGrain<IShardGrain>(key).ComputeOutcomes(run, first, 64, Cancellation));

    Task<Task> StudyShard(Cluster cluster, string study, ulong seed) =>
        Begun($"{study}/again", key => cluster.Grains.GetGrain<IStudyShardGrain>(key).Compute(study, $"{seed}", 0, 64, Cancellation));

    /// <summary>Asks a shard, and waits until it waits for the thread: its model is known already.</summary>
    async Task<Task> Begun(string key, Func<string, Task> ask)
    {
        var asked = ask(key);
        await begun.Wait(key);
        return asked;
    }
}
