using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Portfolio.Model.Simulation;
using Portfolio.Storage.Sqlite;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>A run outlives silos and whole clusters, and what it finds is what it would have found.</summary>
public sealed class SurvivalTests : IAsyncDisposable
{
    readonly Scratch scratch = new();
    readonly Gate computing = Gate.At(256);

    public async ValueTask DisposeAsync() => await scratch.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_SiloKilled_EndsWithTheSameDigest(bool itsOwn)
    {
        await using var cluster = await Cluster.Start(scratch.Store, count: 2, computing: computing);
        var run = await cluster.Create(Some.Run());
        await run.Reaches(64);
        var home = await cluster.Home(run);
        await cluster.Kill(itsOwn ? home : cluster.Silos.Single(silo => silo != home));
        computing.Open();
        Assert.True(Complete(await EndDespiteLosses(run)));
    }

    [Fact]
    public async Task Run_WholeClusterRestarted_GoesOnFromItsCheckpoint()
    {
        var name = Some.RunName();
        await using (var before = await Cluster.Start(scratch.Store, computing: computing))
            await (await before.Create(Some.Run(), name)).Reaches(192);

        var again = new Gate();
        await using var after = await Cluster.Start(scratch.Store, count: 2, computing: again);
        var run = after.Run(name);
        Assert.InRange((await run.Read()).ReplicationsDone, 192, Some.Replications);
        Assert.True(Complete(await run.End()));
        Assert.InRange(again.Passed.Min(), 192, 256);
    }

    /// <summary>Shards that were computed, and behind others that were not, are in the log of whoever was killed before a checkpoint held them.</summary>
    [Fact]
    public async Task Run_LogHoldsShards_ComputesWhatIsMissingAndEndsWithTheSameDigest()
    {
        const int replications = 3000;
        var (name, again) = (Some.RunName(), new Gate());
        await using (var before = await Cluster.Start(scratch.Store, computing: computing))
            await (await before.Create(Some.Run(replications: replications), name)).Reaches(192);
        await Log(name, new ReplicationRange(256, 1088), new ReplicationRange(1728, 1088));

        await using var after = await Cluster.Start(scratch.Store, count: 2, computing: again);
        var ended = await after.Run(name).End();
        Assert.Equal((State.Succeeded, replications), (ended.State, ended.ReplicationsDone));
        Assert.Equal(HashTree.Root(ShardCodec.Leaves(Plain.Range(0, replications).Outcomes)), ended.Digest);
        Assert.DoesNotContain(again.Passed, first => first is >= 256 and < 1344 or >= 1728 and < 2816);
        Assert.Equal(0, await Logged());
    }

    [Fact]
    public async Task Run_CancelledWhileItsLogHoldsShards_LeavesNone()
    {
        var name = Some.RunName();
        await using (var before = await Cluster.Start(scratch.Store, computing: computing))
        {
            var run = await before.Create(Some.Run(replications: 3000), name);
            await run.Reaches(192);
            await run.Pause();
        }

        await Log(name, new ReplicationRange(1728, 1088));
        await using var after = await Cluster.Start(scratch.Store);
        Assert.Equal(State.Cancelled, (await after.Run(name).Cancel()).State);
        Assert.Equal(0, await Logged());
    }

    /// <summary>Whoever computed it before may not be gone, but only taken for lost: its checkpoint may yet be the one that holds, and needs what it kept.</summary>
    [Fact]
    public async Task Run_GoesOnWhereAnEarlierEpochKeptOutcomes_LeavesThemAlone()
    {
        var (name, blocks) = (Some.RunName(), new SqliteOutcomeBlocks(scratch.Store));
        await using (var before = await Cluster.Start(scratch.Store, computing: computing))
            await (await before.Create(new Run(Some.Run()) { KeepOutcomes = true }, name)).Reaches(192);
        await blocks.Write(name, epoch: 1, 256, OutcomeCodec.Encode(Plain.Range(256, 64).Outcomes));
        var kept = await RowsOf(name);

        await using var after = await Cluster.Start(scratch.Store);
        Assert.True(Complete(await after.Run(name).End()));
        var rows = await RowsOf(name);
        Assert.Superset(kept, rows);
        Assert.Contains((256, 2), rows);
    }

    /// <summary>A silo that stops hands its grains over to others, and their state with them.</summary>
    [Fact]
    public async Task Run_Moved_GoesOnFromItsCheckpoint()
    {
        await using var cluster = await Cluster.Start(scratch.Store, count: 2, computing: computing);
        var run = await cluster.Create(Some.Run());
        await run.Reaches(192);
        await cluster.Move(run);
        Assert.InRange((await run.Read()).ReplicationsDone, 192, 256);
        computing.Open();
        Assert.True(Complete(await EndDespiteLosses(run)));
    }

    [Fact]
    public async Task Run_MovedOnceItHasEnded_HasTheSameBands()
    {
        computing.Open();
        await using var cluster = await Cluster.Start(scratch.Store, count: 2);
        var run = await cluster.Create(Some.Run());
        var ended = (await run.End(), await run.ReadResult(Some.Everything()));
        await cluster.Move(run);
        Assert.Equal(ended, (await run.End(), await run.ReadResult(Some.Everything())));
    }

    [Fact]
    public async Task Watch_AcrossARestart_GoesOnInAnotherEpochAndNeverGoesBack()
    {
        var name = Some.RunName();
        var seen = new List<RunFrame>();
        await using (var before = await Cluster.Start(scratch.Store, computing: computing))
            seen.AddRange(await (await before.Create(Some.Run(), name)).Frames(frame => frame.Bands?.ReplicationsDone >= 192));

        await using var after = await Cluster.Start(scratch.Store);
        await foreach (var frame in after.Run(name).Watch(new StreamPosition(seen[^1].Epoch, seen[^1].Sequence), null, between: default, TestContext.Current.CancellationToken))
        {
            if (frame.Heartbeat is null && frame.Resumed is null)
                seen.Add(frame);
        }

        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True((pair.Second.Epoch, pair.Second.Sequence).CompareTo((pair.First.Epoch, pair.First.Sequence)) > 0));
        Assert.Equal(2, seen[^1].Epoch);
        Assert.Contains(seen, frame => frame.Epoch == 2 && frame.Change?.State == State.Running);
        Assert.True(Complete(seen[^1].Ended));
    }

    [Fact]
    public async Task Run_Ended_IsThereAfterARestartWithItsBands()
    {
        var name = Some.RunName();
        computing.Open();
        (Run Run, RunResult Result) first, second;
        await using (var before = await Cluster.Start(scratch.Store))
        {
            var run = await before.Create(Some.Run(), name);
            first = (await run.End(), await run.ReadResult(Some.Everything()));
        }

        var nothing = new Gate();
        await using var after = await Cluster.Start(scratch.Store, computing: nothing);
        second = (await after.Run(name).End(), await after.Run(name).ReadResult(Some.Everything()));
        Assert.Equal(first, second);
        Assert.Empty(nothing.Passed);
    }

    /// <summary>Keeps shards as whoever was killed did.</summary>
    async Task Log(string run, params IEnumerable<ReplicationRange> ranges)
    {
        var log = new ShardLog(new SqliteShardLog(scratch.Store), run);
        foreach (var range in ranges)
        {
            var shard = ShardReport.Of(Computed.Run.Model, Computed.Range(range.First, range.Count), areKept: false);
            shard.Took = TimeSpan.FromSeconds(1);
            await log.Keep(shard, epoch: 1);
        }
    }

    async Task<HashSet<(int First, int Epoch)>> RowsOf(string run) =>
        await new SqliteOutcomeBlocks(scratch.Store).Read(run, 0, TestContext.Current.CancellationToken).Select(row => (row.FirstReplication, row.Epoch)).ToHashSetAsync();

    async Task<long> Logged() => (await new SqliteCare(scratch.Store).Weigh()).Kinds.Single(kind => kind.Kind == "shards").Rows;

    static bool Complete(Run run) => run.State == State.Succeeded && run.ReplicationsDone == Some.Replications && run.Digest == Plain.Digest;

    /// <summary>Watches to the end; a silo that is lost may take streams with it.</summary>
    static async Task<Run> EndDespiteLosses(IRunGrain run)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience.Limit);
        while (true)
        {
            try
            {
                return await run.End();
            }
            catch (Exception exception) when (exception is Orleans.Runtime.OrleansException or TimeoutException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
            }
        }
    }
}
