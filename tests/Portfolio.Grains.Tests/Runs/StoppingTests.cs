using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;
using Portfolio.Storage.Sqlite;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>A run with a stopping rule stops at the same replication however it is computed, and what it finds is what a run of just those replications finds.</summary>
public sealed class StoppingTests : IAsyncDisposable
{
    const int Most = 4096;

    /// <summary>The third look, where the interval is to be narrow enough.</summary>
    const int Stop = 1536;

    static readonly OutcomeTable Plainly = Plain.Range(0, Stop).Outcomes;

    static readonly string Digest = HashTree.Root(ShardCodec.Leaves(Plainly));

    /// <summary>Between half the widths at the second and at the third look.</summary>
    static readonly double HalfWidth = 0.5 * (HalfWidthAt(1280) + HalfWidthAt(Stop));

    readonly Scratch scratch = new();
    readonly string name = Some.RunName();

    public async ValueTask DisposeAsync() => await scratch.DisposeAsync();

    [Theory]
    [InlineData(1, 1, 64)]
    [InlineData(1, 2, 192)]
    [InlineData(2, 1, 320)]
    [InlineData(2, 2, 4096)]
    public async Task Run_AnySilosThreadsAndShards_StopsAtTheSameReplicationWithTheSameDigest(short silos, int threads, int shardSize)
    {
        await using var cluster = await Cluster.Start(scratch.Store, silos, threads);
        var run = await cluster.Create(Stopping(shardSize), name);
        Assert.True(IsComplete(await run.End()));
        Assert.Equal(Stop, (await run.ReadResult(null)).Replications);
        Assert.Equal(Stop, await StoredRows());
    }

    [Fact]
    public async Task Run_PausedAndMovedInBetween_StopsAtTheSameReplication()
    {
        var computing = Gate.At(1280);
        await using (var before = await Cluster.Start(scratch.Store, computing: computing))
        {
            var run = await before.Create(Stopping(), name);
            await run.Reaches(1216);
            await run.Pause();
        }

        await using var after = await Cluster.Start(scratch.Store, count: 2);
        await after.Run(name).Resume();
        Assert.True(IsComplete(await after.Run(name).End()));
        Assert.Equal(Stop, await StoredRows());
    }

    [Fact]
    public async Task Run_NeverPreciseEnough_ComputesTheMostAndSaysSo()
    {
        await using var cluster = await Cluster.Start(scratch.Store);
        var run = await (await cluster.Create(new Run(Stopping()) { Until = Rule(halfWidth: 1e-6), Replications = 1100 }, name)).End();
        Assert.Equal((State.Succeeded, StoppingReason.MaxReplications, 1100), (run.State, run.StoppingReason, run.ReplicationsDone));
    }

    [Fact]
    public async Task Run_DeadlineThatHasPassed_TakesWhatThereIsAndGivesUpTheRest()
    {
        var (clock, storing) = (new Clock(), Gate.At(192));
        await using var cluster = await Cluster.Start(scratch.Store, time: clock);
        var run = await cluster.Create(new Run(Stopping()) { Until = new StoppingRule { Deadline = Duration.FromTimeSpan(TimeSpan.FromDays(1)) } }, name, storing);
        await run.Reaches(192);
        clock.Now += TimeSpan.FromDays(2);
        storing.Allow(256);
        var ended = await run.End();
        Assert.Equal((State.Succeeded, StoppingReason.Deadline, 256), (ended.State, ended.StoppingReason, ended.ReplicationsDone));
        Assert.Equal(HashTree.Root(ShardCodec.Leaves(Plain.Range(0, 256).Outcomes)), ended.Digest);
        Assert.Equal(256, await StoredRows());
    }

    /// <summary>A shard takes as long as it likes; whoever set a deadline has the answer then.</summary>
    [Fact]
    public async Task Run_DeadlineWhileAShardIsUnderWay_WaitsForNoShard()
    {
        await using var cluster = await Cluster.Start(scratch.Store, time: new Clock(), computing: Gate.At(256));
        var run = await cluster.Create(new Run(Stopping()) { Until = new StoppingRule { Deadline = Duration.FromTimeSpan(TimeSpan.FromMinutes(3)) } }, name);
        var ended = await run.End();
        Assert.Equal((State.Succeeded, StoppingReason.Deadline), (ended.State, ended.StoppingReason));
        Assert.InRange(ended.ReplicationsDone, 64, 256);
        Assert.Equal(HashTree.Root(ShardCodec.Leaves(Plain.Range(0, ended.ReplicationsDone).Outcomes)), ended.Digest);
    }

    [Fact]
    public async Task Create_TheSameRequestWithAnotherRule_IsRefused()
    {
        await using var cluster = await Cluster.Start(scratch.Store);
        var run = await cluster.Create(Stopping(), name);
        await run.Create(Stopping(), Some.Plan());
        var refused = await Assert.ThrowsAsync<RefusedException>(() => run.Create(new Run(Stopping()) { Until = Rule(halfWidth: 1) }, Some.Plan()));
        Assert.Equal(Refusal.AlreadyExists, refused.Refusal);
        await run.Cancel();
    }

    static Run Stopping(int shardSize = 64)
    {
        var run = Some.Run(shardSize, Most);
        (run.Until, run.KeepOutcomes) = (Rule(), true);
        return run;
    }

    static StoppingRule Rule(double? halfWidth = null) => new()
    {
        MaxReplications = Most,
        Within = { new Precision { Subject = "portfolio", Outcome = "live", Absolute = halfWidth ?? HalfWidth } },
    };

    static bool IsComplete(Run run) => run.State == State.Succeeded && run.StoppingReason == StoppingReason.Precise && run.ReplicationsDone == Stop && run.Digest == Digest;

    /// <summary>Half the width of the 95 % interval of live sites over the first replications.</summary>
    static double HalfWidthAt(int replications)
    {
        var statistics = new OutcomeStatistics(CompiledRun.Of(Some.Run(), Some.Plan()).Model);
        statistics.Add(0, Plainly.Take(0, replications));
        return Normal95.Quantile * statistics[0, Outcome.Live].StandardError;
    }

    async Task<int> StoredRows()
    {
        var rows = 0;
        await foreach (var (_, _, outcomes) in ((IOutcomeBlocks)new SqliteOutcomeBlocks(scratch.Store)).Read(name, TestContext.Current.CancellationToken))
            rows += OutcomeCodec.Decode(outcomes, subjects: 6, targets: 1).Rows;
        return rows;
    }
}
