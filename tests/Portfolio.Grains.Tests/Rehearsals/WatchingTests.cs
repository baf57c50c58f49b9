using Portfolio.Contracts.V1;
using Content = Portfolio.Contracts.V1.RehearsalFrame.ContentOneofCase;

namespace Portfolio.Grains.Tests.Rehearsals;

/// <summary>Several people may watch and play one rehearsal.</summary>
public sealed class WatchingTests(SharedCluster shared)
{
    [Fact]
    public async Task Watch_ByTwo_ShowsBothTheSame()
    {
        var rehearsal = await shared.Cluster.Rehearse();
        Task<List<RehearsalFrame>>[] watchers = [rehearsal.Frames(IsLast), rehearsal.Frames(IsLast)];
        await rehearsal.Step(3);
        await rehearsal.Intervene(Played.Cut(), "bob");
        await rehearsal.Step(600);
        var seen = await Task.WhenAll(watchers);
        Assert.Equal(seen[0], seen[1]);
        Assert.Equal("bob", seen[0].Single(frame => frame.Intervention is not null).Intervention.Author);
        Assert.Equal(seen[0].Select((_, index) => index + 1L), seen[0].Select(frame => frame.Sequence));
    }

    [Fact]
    public async Task Watch_TakenUpAgain_GoesOnBehindThePosition()
    {
        var rehearsal = await shared.Cluster.Rehearse();
        await rehearsal.Step(600);
        var all = await rehearsal.Frames(IsLast);
        Assert.Equal(all.Skip(10), await rehearsal.Frames(IsLast, after: 10));
        await Assert.ThrowsAsync<RefusedException>(() => rehearsal.Frames(IsLast, after: 25));
    }

    [Fact]
    public async Task Watch_AfterGoingBack_LeavesOutWhatWasTakenBack()
    {
        var rehearsal = await shared.Cluster.Rehearse();
        await rehearsal.Step(6);
        await rehearsal.GoBack(2);
        await rehearsal.Step(2);
        var frames = await rehearsal.Frames(frame => frame.Month?.Month == 3 && frame.Sequence > 7);
        Assert.Equal([1, 2, 7, 8, 9], frames.Select(frame => frame.Sequence));
        Assert.Equal([Content.Month, Content.Month, Content.WentBack, Content.Month, Content.Month], frames.Select(frame => frame.ContentCase));
    }

    [Fact]
    public async Task Play_UntilAMonth_StandsThere()
    {
        var rehearsal = await shared.Cluster.Rehearse();
        await rehearsal.Give(command => command.Play = new PlayCommand { MonthsPerSecond = 1000, UntilMonth = 7 });
        var frames = await rehearsal.Frames(frame => frame.Pace is { MonthsPerSecond: 0 });
        Assert.Equal(1000, frames[0].Pace.MonthsPerSecond);
        Assert.Equal(7, frames.Count(frame => frame.ContentCase == Content.Month));
        Assert.Equal((7, 0.0), ((await rehearsal.Read()).Month, (await rehearsal.Read()).MonthsPerSecond));
    }

    [Fact]
    public async Task Pause_WhilePlaying_Stands()
    {
        var rehearsal = await shared.Cluster.Rehearse();
        await rehearsal.Give(command => command.Play = new PlayCommand { MonthsPerSecond = 0.001 });
        await rehearsal.Give(command => command.Pause = new PauseCommand(), "bob");
        var frames = await rehearsal.Frames(frame => frame.Pace is { MonthsPerSecond: 0 });
        Assert.Equal("bob", frames[^1].Pace.Author);
        Assert.Equal(0, (await rehearsal.Read()).MonthsPerSecond);
    }

    [Fact]
    public async Task Delete_WhileSomebodyWatches_EndsTheStream()
    {
        var rehearsal = await shared.Cluster.Rehearse();
        await rehearsal.Step(1);
        var watching = rehearsal.Frames(frame => false);
        await rehearsal.Frames(frame => true);
        await rehearsal.Delete();
        Assert.Contains((await watching)[^1].ContentCase, (Content[])[Content.Deleted]);
        await Assert.ThrowsAsync<RefusedException>(rehearsal.Read);
    }

    static bool IsLast(RehearsalFrame frame) => frame.Month?.Month == 23;
}
