using Portfolio.Contracts.V1;
using Portfolio.Grains.Journals;

namespace Portfolio.Grains.Tests.Journals;

/// <summary>Whoever watches sees every entry once, in one order.</summary>
public sealed class FeedGrainTests(SharedCluster shared)
{
    readonly string portfolio = Said.Feed();

    [Fact]
    public async Task Watch_BeforeDuringAndAfterRecording_SeesEveryEntryOnce()
    {
        await Record("scan", Said.Many(5));
        var watching = Watch(shared.Cluster, [], after: 0, count: 12);
        await Record("read", Said.Many(4));
        await Record("", Said.Many(3));
        var frames = await watching;
        Assert.Equal(Enumerable.Range(1, 12).Select(sequence => (long)sequence), frames.Select(frame => frame.Sequence));
        Assert.Equal([Name("scan"), Name("read"), portfolio], frames.Select(frame => frame.Entry.Subject).Distinct());
        Assert.All(frames, frame => Assert.Equal(frame.Sequence, frame.Entry.Sequence));
    }

    [Fact]
    public async Task Watch_SomeSubjectsBehindAPosition_SeesOnlyTheirsFromThere()
    {
        await Record("scan", Said.Many(3));
        await Record("read", Said.Many(3));
        await Record("scan", Said.Live("last", 1));
        Assert.Equal([3L, 7], (await Watch(shared.Cluster, [Name("scan")], after: 2, count: 2)).Select(frame => frame.Sequence));
    }

    [Fact]
    public async Task Watch_BeyondTheNewest_IsRefused()
    {
        await Record("scan", Said.Many(2));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Watch(shared.Cluster, [], after: 3, count: 1));
        Assert.Equal((Refusal.OutOfRange, "the newest change is 2; 3 is beyond it"), (refused.Refusal, refused.Message));
    }

    [Fact]
    public async Task Watch_NothingOfInterestForLong_SendsAHeartbeatWithTheNewestPosition()
    {
        await using var scratch = new Scratch();
        await using var cluster = await Cluster.Start(scratch.Store, time: new Clock());
        await cluster.Journal(Name("scan")).Record(Said.Many(3));
        var frame = Assert.Single(await Watch(cluster, [Name("read")], after: 0, count: 1));
        Assert.Equal((3, null), (frame.Sequence, frame.Entry));
    }

    string Name(string initiative) => initiative.Length == 0 ? portfolio : $"{portfolio}/initiatives/{initiative}";

    Task<Recorded> Record(string initiative, params Entry[] entries) => shared.Cluster.Journal(Name(initiative)).Record(entries);

    async Task<List<ChangeFrame>> Watch(Cluster cluster, string[] subjects, long after, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience.Limit);
        var frames = new List<ChangeFrame>();
        await foreach (var frame in cluster.Grains.GetGrain<IFeedGrain>(portfolio).Watch(subjects, after, patience.Token))
        {
            frames.Add(frame);
            if (frames.Count == count)
                break;
        }

        return frames;
    }
}
