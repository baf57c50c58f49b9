using Google.Protobuf.WellKnownTypes;
using Portfolio.Analysis.Stopping;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>Where work with a stopping rule stops, and why.</summary>
public sealed class StoppingPointTests
{
    const int Most = 10_000;

    static readonly Looks Looks = new(replicationsPerDraw: 1, perOctave: 4);

    readonly Clock clock = new();
    readonly StoppingRule rule = new() { Deadline = Duration.FromTimeSpan(TimeSpan.FromMinutes(1)) };

    [Theory]
    [InlineData(64, StoppingReason.Unspecified)]
    [InlineData(1024, StoppingReason.Precise)]
    [InlineData(1088, StoppingReason.Unspecified)]
    [InlineData(1280, StoppingReason.Precise)]
    [InlineData(Most, StoppingReason.Precise)]
    public void Reason_Enough_IsFoundOutAtLooksAndAtTheMostOnly(int done, StoppingReason reason) => Assert.Equal(reason, Reason(done, areEnough: true));

    [Theory]
    [InlineData(0, StoppingReason.Unspecified)]
    [InlineData(64, StoppingReason.Deadline)]
    [InlineData(1024, StoppingReason.Deadline)]
    [InlineData(Most, StoppingReason.MaxReplications)]
    public void Reason_DeadlinePassed_IsItAtAnyShardButTheLast(int done, StoppingReason reason)
    {
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(reason, Reason(done, areEnough: false));
    }

    [Fact]
    public void Reason_EnoughAndDeadlinePassed_IsWhatWasWanted()
    {
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(StoppingReason.Precise, Reason(1024, areEnough: true));
    }

    [Fact]
    public void Reason_RankingSureEnough_SaysSo()
    {
        rule.Ranked = new SureRanking();
        Assert.Equal(StoppingReason.Ranked, Reason(2048, areEnough: true));
    }

    [Fact]
    public void Reason_NoRule_IsNever()
    {
        using var point = new StoppingPoint(null, Most, clock.Now, clock);
        Assert.Equal(StoppingReason.Unspecified, point.Reason(Most, Looks, _ => true));
    }

    [Fact]
    public void Of_ShardsOfAnySize_EndAtEveryLook()
    {
        foreach (var size in new[] { 64, 192, 320, 4096 })
        {
            var ends = ShardCut.Of(64, Most, size, Looks).Select(shard => shard.First + shard.Count).ToList();
            Assert.Subset(ends.ToHashSet(), new HashSet<int> { 1024, 1280, 1536, 1792, 2048, 2560, 3072, 3584, 4096, 5120, 6144, 7168, 8192, Most });
            Assert.All(ShardCut.Of(64, Most, size, Looks), shard => Assert.InRange(shard.Count, 1, size));
            Assert.Equal(Most - 64, ShardCut.Of(64, Most, size, Looks).Sum(shard => shard.Count));
        }
    }

    [Fact]
    public void Over_DeadlinePassedOrNone_IsCancelledOrNever()
    {
        using var passed = new StoppingPoint(rule, Most, clock.Now - TimeSpan.FromHours(1), clock);
        Assert.True(passed.Over.IsCancellationRequested);
        foreach (var days in new[] { 100, 100_000 })
        {
            using var late = new StoppingPoint(new StoppingRule { Deadline = Duration.FromTimeSpan(TimeSpan.FromDays(days)) }, Most, clock.Now, clock);
            Assert.False(late.Over.IsCancellationRequested);
        }

        using var none = new StoppingPoint(null, Most, clock.Now, clock);
        Assert.False(none.Over.IsCancellationRequested);
    }

    StoppingReason Reason(int done, bool areEnough)
    {
        using var point = new StoppingPoint(rule, Most, new Clock().Now, clock);
        return point.Reason(done, Looks, _ => areEnough);
    }
}
