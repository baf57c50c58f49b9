using Microsoft.Extensions.DependencyInjection;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Portfolio.Grains.Streams;
using Content = Portfolio.Contracts.V1.RunFrame.ContentOneofCase;

namespace Portfolio.Grains.Tests.Streams;

/// <summary>Many readers of one run on a silo: each sees what it would see alone, and a frame is made once for all.</summary>
public sealed class RunStreamsTests(SharedCluster shared)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_ManyReadersOnTwoSilos_SeeTheSameBytesAndTheEnd()
    {
        var storing = Gate.At(64);
        var name = Some.RunName();
        await shared.Cluster.Create(Some.Run(), name, storing);
        var readers = Enumerable.Range(0, 40).Select(reader => Read(reader % 2, name)).ToList();
        storing.Open();
        var all = await Task.WhenAll(readers);
        var frames = all.SelectMany(each => each).ToLookup(frame => (frame.Epoch, frame.Sequence));
        Assert.All(frames, same => Assert.All(same, frame => Assert.Equal(same.First(), frame)));
        Assert.All(all, each => Assert.Equal(Plain.Digest, each[^1].Ended.Digest));
        Assert.All(all, each => Assert.All(each.Zip(each.Skip(1)), pair => Assert.True(pair.Second.Sequence > pair.First.Sequence)));
    }

    [Fact]
    public async Task Watch_ReaderThatReadsNothing_DelaysNobody()
    {
        var name = Some.RunName();
        var storing = Gate.At(64);
        await shared.Cluster.Create(Some.Run(), name, storing);
        await using var stuck = Streams(0).Watch(name, default, new View(), Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await stuck.MoveNextAsync());
        storing.Open();
        Assert.NotNull((await Read(0, name))[^1].Ended);
        while (stuck.Current.ContentCase != Content.Ended)
            Assert.True(await stuck.MoveNextAsync());
    }

    [Fact]
    public async Task Watch_TakenUpAgain_HasEachChangeSince()
    {
        var name = Some.RunName();
        await (await shared.Cluster.Create(Some.Run(), name)).End();
        var frames = await Read(1, name, new StreamPosition(1, 1));
        Assert.Equal([Content.Resumed, Content.Change, Content.Bands, Content.Ended], frames.Select(frame => frame.ContentCase));
    }

    [Fact]
    public async Task Watch_NoSuchRun_IsRefused() =>
        Assert.Equal(Refusal.NotFound, (await Assert.ThrowsAsync<RefusedException>(() => Read(0, Some.RunName()))).Refusal);

    RunStreams Streams(int silo) => shared.Cluster.Silos[silo].ServiceProvider.GetRequiredService<RunStreams>();

    async Task<List<RunFrame>> Read(int silo, string run, StreamPosition after = default)
    {
        var frames = new List<RunFrame>();
        await foreach (var frame in Streams(silo).Watch(run, after, new View(), Cancellation))
        {
            if (frame.ContentCase != Content.Heartbeat)
                frames.Add(frame);
        }

        return frames;
    }
}
