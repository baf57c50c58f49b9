using Google.Protobuf;
using Portfolio.Analysis;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Portfolio.Grains.Studies;
using Portfolio.Model.Simulation;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Tests.Studies;

/// <summary>A study answers the same, however its work is cut, spread and interrupted.</summary>
public sealed class StudyGrainTests : IAsyncDisposable
{
    /// <summary>A shard that is held at a gate keeps its thread, and may have come before one that is let through.</summary>
    const int ThreadsAtAGate = 2;

    static readonly Lazy<ByteString> Undisturbed = new(() =>
    {
        var state = new StudyState { Study = Some.Study() };
        state.Plans.AddRange(Some.Plans());
        var compiled = Inquiries.Of(state.Study, state.Plans);
        var merged = new MergedStudy(compiled, new StudyCheckpoint());
        merged.Merge(Compressed.Of(compiled.Simulate(new PlainKernel(), new ReplicationRange(0, Some.Replications), CancellationToken.None).Write).Memory);
        return merged.Answer("").ToByteString();
    });

    readonly Scratch scratch = new();

    public async ValueTask DisposeAsync() => await scratch.DisposeAsync();

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public async Task Study_AnySilosAndThreads_AnswersWhatThePlainKernelDoes(short silos, int threads)
    {
        await using var cluster = await Cluster.Start(scratch.Store, silos, threads);
        var study = await Create(cluster);
        var ended = await End(study);
        Assert.Null(ended.Error);
        Assert.Equal((State.Succeeded, Some.Replications), (ended.State, ended.ReplicationsDone));
        Assert.Equal(Undisturbed.Value, await Answer(study));
    }

    [Fact]
    public async Task Study_WholeClusterRestarted_GoesOnFromItsCheckpoint()
    {
        var (name, computing) = (Some.StudyName(), Gate.At(256));
        await using (var before = await Cluster.Start(scratch.Store, threads: ThreadsAtAGate, computing: computing))
            await Frames(await Create(before, name), frame => frame.Progress?.ReplicationsDone >= 192);

        var again = new Gate();
        await using var after = await Cluster.Start(scratch.Store, count: 2, computing: again);
        var study = after.Grains.GetGrain<IStudyGrain>(name);
        Assert.Equal(State.Succeeded, (await End(study)).State);
        Assert.Equal(Undisturbed.Value, await Answer(study));
        Assert.InRange(again.Passed.Min(), 192, 320);
    }

    [Fact]
    public async Task Study_Cancelled_KeepsWhatWasMerged()
    {
        var computing = Gate.At(256);
        await using var cluster = await Cluster.Start(scratch.Store, threads: ThreadsAtAGate, computing: computing);
        var study = await Create(cluster);
        await Frames(study, frame => frame.Progress?.ReplicationsDone >= 192);
        var cancelled = await study.Cancel();
        Assert.Equal(State.Cancelled, cancelled.State);
        Assert.InRange(cancelled.ReplicationsDone, 192, cancelled.Replications - 1);
        Assert.Equal(cancelled.ReplicationsDone, (await study.ReadAnswer()).Replications);
        Assert.Equal(cancelled, (await Frames(study))[^1].Ended);
    }

    [Fact]
    public async Task Study_PausedAndResumed_AnswersTheSame()
    {
        var computing = Gate.At(256);
        await using var cluster = await Cluster.Start(scratch.Store, threads: ThreadsAtAGate, computing: computing);
        var study = await Create(cluster);
        await Frames(study, frame => frame.Progress?.ReplicationsDone >= 192);
        Assert.Equal(State.Paused, (await study.Pause()).State);
        await study.Resume();
        computing.Open();
        Assert.Equal(State.Succeeded, (await End(study)).State);
        Assert.Equal(Undisturbed.Value, await Answer(study));
        Assert.Equal(Refusal.FailedPrecondition, (await Assert.ThrowsAsync<RefusedException>(study.Pause)).Refusal);
    }

    [Fact]
    public async Task Watch_ToTheEnd_RisesAndEndsOnce()
    {
        await using var cluster = await Cluster.Start(scratch.Store);
        var frames = await Frames(await Create(cluster));
        Assert.All(frames.Zip(frames.Skip(1)), pair => Assert.True(pair.Second.Sequence > pair.First.Sequence));
        Assert.Single(frames, frame => frame.Ended is not null);
    }

    [Fact]
    public async Task ReadAnswer_NothingDone_IsRefused()
    {
        await using var cluster = await Cluster.Start(scratch.Store, computing: Gate.At(0));
        var study = await Create(cluster);
        Assert.Equal(Refusal.FailedPrecondition, (await Assert.ThrowsAsync<RefusedException>(study.ReadAnswer)).Refusal);
        Assert.Equal(Refusal.NotFound, (await Assert.ThrowsAsync<RefusedException>(cluster.Grains.GetGrain<IStudyGrain>(Some.StudyName()).Read)).Refusal);
        await study.Cancel();
    }

    static async Task<IStudyGrain> Create(Cluster cluster, string? name = null)
    {
        var study = cluster.Grains.GetGrain<IStudyGrain>(name ?? Some.StudyName());
        await study.Create(Some.Study(), Some.Plans());
        return study;
    }

    static async Task<ByteString> Answer(IStudyGrain study) => new StudyAnswer(await study.ReadAnswer()) { Study = "" }.ToByteString();

    static async Task<Study> End(IStudyGrain study) => (await Frames(study))[^1].Ended;

    static async Task<List<StudyFrame>> Frames(IStudyGrain study, Func<StudyFrame, bool>? last = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience.Limit);
        var frames = new List<StudyFrame>();
        await foreach (var frame in study.Watch(default, patience.Token))
        {
            if (frame.Heartbeat is not null)
                continue;
            frames.Add(frame);
            if (last?.Invoke(frame) ?? false)
                break;
        }

        return frames;
    }
}
