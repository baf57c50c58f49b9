using CsCheck;
using Portfolio.Model.Adoption;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Tests.Adoption;

public class ChannelTests
{
    const int Plenty = int.MaxValue;

    [Fact]
    public void Live_OverManyReplications_FiresThePoissonMean()
    {
        const int replications = 20_000;
        var counts = Enumerable.Range(0, replications).Select(r => (double)ChannelOf((uint)r).Live(2.5, Plenty)).ToList();
        var mean = counts.Average();
        Assert.Equal(2.5, mean, 4 * Math.Sqrt(2.5 / replications));
        Assert.Equal(2.5, counts.Average(count => (count - mean) * (count - mean)), 0.12);
    }

    [Fact]
    public void Live_InSteps_FiresAsInOne() =>
        Gen.Select(Gen.UInt, Gen.Double[0, 3].Array[1, 20]).Sample((replication, means) =>
        {
            var channel = ChannelOf(replication);
            var inSteps = means.Sum(mean => channel.Live(mean, Plenty));
            return inSteps == Fired(replication, means.Aggregate(0.0, (sum, mean) => sum + mean));
        });

    [Fact]
    public void Live_SitesLeft_FiresWhileItsTimeExceedsTheNextEvent()
    {
        var first = DrawsOf(3).Exponential(RandomStream.Decide, 0);
        var channel = ChannelOf(3);
        Assert.Equal(0, channel.Live(first, Plenty)); // Φ = Θ does not fire.
        Assert.Equal(1, channel.Live(1e-9, Plenty));
    }

    [Fact]
    public void Live_SitesRunOut_FiresNoMoreThanThereAre() => Assert.Equal(2, ChannelOf(3).Live(1_000, 2));

    [Fact]
    public void Live_AfterSitesRanOut_GoesOnFromTheLastEventFired()
    {
        var next = DrawsOf(3).Exponential(RandomStream.Decide, 2);
        var channel = ChannelOf(3);
        channel.Live(1_000, 2);
        Assert.Equal(0, channel.Live(0.999 * next, 10));
        Assert.Equal(1, channel.Live(0.002 * next, 10));
    }

    [Fact]
    public void Live_LastSiteFiresButTimeIsNotUp_KeepsItsTime()
    {
        var (first, second) = (DrawsOf(3).Exponential(RandomStream.Decide, 0), DrawsOf(3).Exponential(RandomStream.Decide, 1));
        var channel = ChannelOf(3);
        Assert.Equal(1, channel.Live(first + 0.9 * second, 1));
        Assert.Equal(1, channel.Live(0.11 * second, 1));
    }

    [Fact]
    public void Live_NothingAvailable_KeepsItsTime()
    {
        var first = DrawsOf(3).Exponential(RandomStream.Decide, 0);
        var channel = ChannelOf(3);
        channel.Live(0.6 * first, 5);
        channel.Live(0, 0);
        Assert.Equal(1, channel.Live(0.5 * first, 5));
    }

    static Draws DrawsOf(uint replication) => new(1, 2, replication);

    static Channel ChannelOf(uint replication) => new(DrawsOf(replication), RandomStream.Decide);

    /// <summary>Events whose summed exponential draws lie below a time.</summary>
    static int Fired(uint replication, double time)
    {
        var count = 0;
        for (var sum = DrawsOf(replication).Exponential(RandomStream.Decide, 0); sum < time;)
            sum += DrawsOf(replication).Exponential(RandomStream.Decide, ++count);
        return count;
    }
}
