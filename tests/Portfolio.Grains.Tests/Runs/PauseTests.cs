using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Portfolio.Storage.Sqlite;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>Paused work rests until somebody resumes it, keeps what it did, and ends as if nothing had been.</summary>
public sealed class PauseTests : IAsyncDisposable
{
    readonly Scratch scratch = new();
    readonly Gate computing = Gate.At(256);
    readonly string name = Some.RunName();

    public async ValueTask DisposeAsync() => await scratch.DisposeAsync();

    [Fact]
    public async Task Pause_UnderWay_KeepsWhatWasMergedAndIsNoLongerUnfinished()
    {
        await using var cluster = await Cluster.Start(scratch.Store, computing: computing);
        var run = await Started(cluster);
        var paused = await run.Pause();
        Assert.Equal(State.Paused, paused.State);
        Assert.InRange(paused.ReplicationsDone, 192, 256);
        Assert.Equal(paused, await run.Pause());
        Assert.Empty(await Unfinished());
        var result = await run.ReadResult(Some.Everything());
        result.Run = "";
        Assert.Equal(Plain.Result(paused.ReplicationsDone).ToByteString(), result.ToByteString());
    }

    [Fact]
    public async Task Resume_Paused_GoesOnToTheSameDigest()
    {
        await using var cluster = await Cluster.Start(scratch.Store, computing: computing);
        var run = await Started(cluster);
        var done = (await run.Pause()).ReplicationsDone;
        Assert.NotEqual(State.Paused, (await run.Resume()).State);
        Assert.Equal([name], await Unfinished());
        computing.Open();
        Assert.True(Complete(await run.End()));
        Assert.InRange(computing.Passed.Where(first => first >= done).Distinct().Count(), 1, Some.Replications);
    }

    [Fact]
    public async Task Watch_PausedAndResumed_TellsEachChangeAtAPlaceOfItsOwn()
    {
        await using var cluster = await Cluster.Start(scratch.Store, computing: computing);
        var run = await Started(cluster);
        var done = (await run.Pause()).ReplicationsDone;
        await run.Resume();
        computing.Open();
        await run.End();
        var frames = await run.Frames(after: 1);
        var changes = frames.Where(frame => frame.Change is not null).Select(frame => (frame.Change.State, frame.Sequence));
        Assert.Equal([(State.Running, 2L), (State.Paused, 3L + done), (State.Running, 4L + done)], changes);
        Assert.Equal([5L + Some.Replications - 1, 5L + Some.Replications], frames[^2..].Select(frame => frame.Sequence));
        Assert.All(frames.Zip(frames.Skip(1)), pair => Assert.True(pair.Second.Sequence > pair.First.Sequence));
    }

    [Fact]
    public async Task Pause_WholeClusterRestarted_RestsUntilItIsResumed()
    {
        Run paused;
        await using (var before = await Cluster.Start(scratch.Store, computing: computing))
            paused = await (await Started(before)).Pause();

        var again = new Gate();
        await using var after = await Cluster.Start(scratch.Store, computing: again);
        Assert.Equal(paused, await after.Run(name).Read());
        Assert.Empty(again.Passed);
        await after.Run(name).Resume();
        Assert.True(Complete(await after.Run(name).End()));
        Assert.Equal(paused.ReplicationsDone, again.Passed.Min());
    }

    [Fact]
    public async Task PauseAndResume_AgainAndAgainAtOnce_EndWithTheSameDigest()
    {
        computing.Open();
        await using var cluster = await Cluster.Start(scratch.Store, count: 2);
        var run = await cluster.Create(Some.Run(), name);
        for (var i = 0; i < 10 && (await run.Read()).State != State.Succeeded; i++)
            await Task.WhenAll(Try(run.Pause), Try(run.Resume), Try(run.Pause), Try(run.Resume));
        await Try(run.Resume);
        Assert.True(Complete(await run.End()));
    }

    [Fact]
    public async Task Cancel_Paused_Ends()
    {
        await using var cluster = await Cluster.Start(scratch.Store, computing: computing);
        var run = await Started(cluster);
        var paused = await run.Pause();
        var cancelled = await run.Cancel();
        Assert.Equal((State.Cancelled, paused.ReplicationsDone), (cancelled.State, cancelled.ReplicationsDone));
        Assert.Equal(cancelled, await run.End());
    }

    [Fact]
    public async Task PauseOrResume_Ended_IsRefusedWithTheReason()
    {
        computing.Open();
        await using var cluster = await Cluster.Start(scratch.Store);
        var run = await cluster.Create(Some.Run(), name);
        await run.End();
        foreach (var verb in new Func<Task<Run>>[] { run.Pause, run.Resume })
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(verb);
            Assert.Equal(Refusal.FailedPrecondition, refused.Refusal);
            Assert.Contains("it has succeeded", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Resume_Cancelled_IsRefusedWithTheReason()
    {
        await using var cluster = await Cluster.Start(scratch.Store, computing: computing);
        var run = await Started(cluster);
        await run.Cancel();
        var refused = await Assert.ThrowsAsync<RefusedException>(run.Resume);
        Assert.Contains("it was cancelled, and what has ended cannot be resumed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_Running_HasNoEffect()
    {
        await using var cluster = await Cluster.Start(scratch.Store, computing: computing);
        var run = await Started(cluster);
        Assert.Equal(State.Running, (await run.Resume()).State);
        computing.Open();
        Assert.True(Complete(await run.End()));
        Assert.Equal(computing.Passed.Distinct().Count(), computing.Passed.Count);
    }

    [Fact]
    public async Task Activate_MarkOfAPausedRun_IsRemoved()
    {
        await using (var before = await Cluster.Start(scratch.Store, computing: computing))
            await (await Started(before)).Pause();
        var mark = new GrainState<UnfinishedRun>(new UnfinishedRun { Run = name });
        await new SqliteGrainStorage(scratch.Store).WriteStateAsync(StateNames.UnfinishedRuns, GrainId.Create("run", name), mark);
        await using var after = await Cluster.Start(scratch.Store);
        Assert.Equal(State.Paused, (await after.Run(name).Read()).State);
        Assert.Empty(await Unfinished());
    }

    static bool Complete(Run run) => run.State == State.Succeeded && run.ReplicationsDone == Some.Replications && run.Digest == Plain.Digest;

    static async Task Try(Func<Task<Run>> verb)
    {
        try
        {
            await verb();
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.FailedPrecondition)
        {
            Assert.Contains("it has succeeded", refused.Message, StringComparison.Ordinal);
        }
    }

    async Task<IRunGrain> Started(Cluster cluster)
    {
        var run = await cluster.Create(Some.Run(), name);
        await run.Reaches(192);
        return run;
    }

    Task<List<string>> Unfinished() => new SqliteNames(scratch.Store).InOrder(StateNames.UnfinishedRuns, name, "", 10);
}
