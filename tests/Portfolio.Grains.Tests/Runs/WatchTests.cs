using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Content = Portfolio.Contracts.V1.RunFrame.ContentOneofCase;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>Streams are views of a run: what stands at a sequence number is the same for everyone, and the end is never lost.</summary>
public sealed class WatchTests(SharedCluster shared)
{
    const int Shards = 6;

    [Fact]
    public async Task Watch_FromTheStart_RisesToTheEnd()
    {
        var frames = await (await Create()).Frames();
        Assert.All(frames.Zip(frames.Skip(1)), pair => Assert.True(pair.Second.Sequence > pair.First.Sequence));
        Assert.Equal([Content.Bands, Content.Ended], frames[^2..].Select(frame => frame.ContentCase));
        Assert.Equal([Shards, Shards + 1], frames[^2..].Select(frame => frame.Sequence));
        Assert.All(frames, frame => Assert.Equal(1, frame.Epoch));
    }

    [Fact]
    public async Task Watch_EachBandsFrame_IsCutAtItsShardsAndEqualsThePlainKernel()
    {
        var frames = await (await Create()).Frames(view: Some.Everything());
        foreach (var frame in frames.Where(frame => frame.ContentCase == Content.Bands))
        {
            var done = (int)Math.Min(64 * frame.Sequence, Some.Replications);
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
        Assert.All(common, pair => Assert.Equal(pair.one.Bands.Bands_, pair.other.Bands.Bands_));
        Assert.Equal(both[0][^1], both[1][^1]);
    }

    [Theory]
    [InlineData(0, Content.Bands, Shards)]
    [InlineData(3, Content.Bands, Shards)]
    [InlineData(Shards, Content.Ended, Shards + 1)]
    [InlineData(Shards + 1, Content.Ended, Shards + 1)]
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
        var refused = await Assert.ThrowsAsync<RefusedException>(() => run.Frames(after: Shards + 2));
        Assert.Equal(Refusal.OutOfRange, refused.Refusal);
        Assert.Contains($"the newest frame is {Shards + 1}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_SlowReader_SkipsToTheNewest()
    {
        var storing = Gate.At(64);
        var run = await shared.Cluster.Create(Some.Run(), storing: storing);
        await using var slow = run.Watch(0, null, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await slow.MoveNextAsync());
        storing.Open();
        await run.End();

        var rest = new List<RunFrame>();
        while (await slow.MoveNextAsync())
            rest.Add(slow.Current);
        Assert.InRange(rest.Count, 2, 3);
        Assert.Equal([Shards, Shards + 1], rest[^2..].Select(frame => frame.Sequence));
    }

    [Fact]
    public async Task Watch_Abandoned_LeavesTheRunAlone()
    {
        var run = await Create();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await run.Watch(0, null, leaving.Token).GetAsyncEnumerator(leaving.Token).MoveNextAsync());
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
        var bands = (await run.Frames(view: view))[0].Bands.Bands_;
        Assert.Equal(subjects, string.Join(',', bands.Select(band => band.Subject)));
        Assert.All(bands, band => Assert.Equal(months, band.Months.Count));
    }

    static bool Bands(RunFrame frame) => frame.ContentCase == Content.Bands;

    Task<IRunGrain> Create() => shared.Cluster.Create(Some.Run());
}
