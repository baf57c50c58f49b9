using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Content = Portfolio.Contracts.V1.RunFrame.ContentOneofCase;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>Streams are views of a run: what stands at a sequence number is the same for everyone, and the end is never lost.</summary>
public sealed class WatchTests(SharedCluster shared)
{
    /// <summary>Queued and running stand before what is merged.</summary>
    const int Begun = 2;

    const int All = Begun + Some.Replications;

    [Fact]
    public async Task Watch_FromTheStart_RisesToTheEnd()
    {
        var frames = await (await Create()).Frames();
        Assert.All(frames.Zip(frames.Skip(1)), pair => Assert.True(pair.Second.Sequence > pair.First.Sequence));
        Assert.Equal([Content.Bands, Content.Ended], frames[^2..].Select(frame => frame.ContentCase));
        Assert.Equal([All, All + 1], frames[^2..].Select(frame => frame.Sequence));
        Assert.All(frames, frame => Assert.Equal(1, frame.Epoch));
    }

    [Fact]
    public async Task Watch_EachBandsFrame_IsCutAtItsAllAndEqualsThePlainKernel()
    {
        var frames = await (await Create()).Frames(view: Some.Everything());
        foreach (var frame in frames.Where(frame => frame.ContentCase == Content.Bands))
        {
            var done = (int)frame.Sequence - Begun;
            Assert.True(done % 64 == 0 || done == Some.Replications);
            Assert.Equal((done, Some.Replications), (frame.Bands.ReplicationsDone, frame.Bands.Replications));
            Assert.Equal(Plain.Result(done).Bands, frame.Bands.Bands_);
        }
    }

    [Fact]
    public async Task Watch_ByTwo_SeeTheSameAtTheSameSequence()
    {
        var run = await Create();
        var both = await Task.WhenAll(run.Frames(view: Some.Everything()), run.Frames(view: Some.Everything()));
        var common = both[0].Where(Bands).Join(both[1].Where(Bands), frame => frame.Sequence, frame => frame.Sequence, (one, other) => (one, other)).ToList();
        Assert.NotEmpty(common);
        Assert.All(common, pair => Assert.Equal(pair.one.ToByteString(), pair.other.ToByteString()));
        Assert.Equal(both[0][^1], both[1][^1]);
    }

    [Theory]
    [InlineData(0, Content.Bands, All)]
    [InlineData(66, Content.Bands, All)]
    [InlineData(All, Content.Ended, All + 1)]
    [InlineData(All + 1, Content.Ended, All + 1)]
    public async Task Watch_EndedRunAfterASequence_BeginsWithTheNewest(long after, Content content, long sequence)
    {
        var run = await Create();
        await run.End();
        var frames = await run.Frames(after: after);
        Assert.Equal((content, sequence), (frames[0].ContentCase, frames[0].Sequence));
        Assert.Equal(Content.Ended, frames[^1].ContentCase);
    }

    [Fact]
    public async Task Watch_ResumedAfterEachFrame_MissesNothingOfTheEnd()
    {
        var run = await Create();
        var seen = new List<RunFrame>();
        while (seen.Count == 0 || seen[^1].ContentCase != Content.Ended)
            seen.AddRange(await run.Frames(_ => true, after: seen.Count == 0 ? 0 : seen[^1].Sequence));
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(pair.Second.Sequence > pair.First.Sequence));
        Assert.Equal(Plain.Digest, seen[^1].Ended.Digest);
    }

    [Fact]
    public async Task Watch_BeyondTheNewest_IsRefused()
    {
        var run = await Create();
        await run.End();
        var refused = await Assert.ThrowsAsync<RefusedException>(() => run.Frames(after: All + 2));
        Assert.Equal(Refusal.OutOfRange, refused.Refusal);
        Assert.Contains($"the newest frame is {All + 1} of epoch 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_SlowReader_SkipsToTheNewest()
    {
        var storing = Gate.At(64);
        var run = await shared.Cluster.Create(Some.Run(), storing: storing);
        await using var slow = run.Watch(default, null, between: default, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await slow.MoveNextAsync());
        storing.Open();
        await run.End();

        var rest = new List<RunFrame>();
        while (await slow.MoveNextAsync())
        {
            if (slow.Current.Heartbeat is null)
                rest.Add(slow.Current);
        }

        Assert.InRange(rest.Count, 2, 3);
        Assert.Equal([All, All + 1], rest[^2..].Select(frame => frame.Sequence));
    }

    [Fact]
    public async Task Watch_TakenUpAgain_BeginsWithResumedAndThenWhatIsMissing()
    {
        var run = await Create();
        await run.End();
        var frames = new List<RunFrame>();
        await foreach (var frame in run.Watch(new StreamPosition(1, 1), null, between: default, TestContext.Current.CancellationToken))
            frames.Add(frame);
        Assert.Equal([(Content.Resumed, 1L), (Content.Change, 2), (Content.Bands, All), (Content.Ended, All + 1)], frames.Select(frame => (frame.ContentCase, frame.Sequence)));
        Assert.Equal(frames, await run.CatchUp(new StreamPosition(1, 1), null));
    }

    [Fact]
    public async Task Watch_OlderThanTheOldestChangeThatIsKept_IsRefused()
    {
        await using var scratch = new Scratch();
        await using var cluster = await Cluster.Start(scratch.Store, computing: Gate.At(0));
        var run = await cluster.Create(Some.Run());
        for (var i = 0; i < StreamLog.MostKept / 2; i++)
        {
            await run.Pause();
            await run.Resume();
        }

        var refused = await Assert.ThrowsAsync<RefusedException>(() => run.Frames(after: 1));
        Assert.Equal((Refusal.Compacted, new StreamPosition(1, 3)), (refused.Refusal, refused.Oldest));
        Assert.Equal(3, (await run.Frames(_ => true, after: 2))[0].Sequence);
        await run.Cancel();
    }

    [Fact]
    public async Task Watch_Abandoned_LeavesTheRunAlone()
    {
        var run = await Create();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await run.Watch(default, null, between: default, leaving.Token).GetAsyncEnumerator(leaving.Token).MoveNextAsync());
        Assert.Equal(Plain.Digest, (await run.End()).Digest);
    }

    [Theory]
    [InlineData("", 0, Series.Unspecified, "portfolio,themes/stroke,themes/cancer", 24)]
    [InlineData("initiatives/-", 3, Series.Npv, "initiatives/scan,initiatives/read,initiatives/plan", 1)]
    [InlineData("themes/cancer", 0, Series.Live, "themes/cancer", 24)]
    [InlineData("nobody", 0, Series.Live, "", 0)]
    public async Task Watch_View_GivesWhatItAsksFor(string subject, int month, Series series, string subjects, int months)
    {
        var view = new View();
        if (subject.Length > 0)
            view.Subjects.Add(subject);
        if (month > 0)
            view.Months.Add([month, 999]);
        if (series != Series.Unspecified)
            view.Series.Add(series);
        var run = await Create();
        await run.End();
        var bands = (await run.Frames(view: view)).First(Bands).Bands.Bands_;
        Assert.Equal(subjects, string.Join(',', bands.Select(band => band.Subject)));
        Assert.All(bands, band => Assert.Equal(months, band.Months.Count));
    }

    static bool Bands(RunFrame frame) => frame.ContentCase == Content.Bands;

    Task<IRunGrain> Create() => shared.Cluster.Create(Some.Run());
}
