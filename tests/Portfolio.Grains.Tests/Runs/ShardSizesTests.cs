using Portfolio.Grains.Runs;
using Portfolio.Model;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>How many replications are computed together where nobody says it.</summary>
public sealed class ShardSizesTests
{
    static readonly PortfolioModel Small = CompiledRun.Of(Some.Run(), Some.Plan()).Model;

    [Theory]
    [InlineData(1, 64)]
    [InlineData(2_000, 64)]
    [InlineData(6_400, 320)]
    [InlineData(1_000_000, 512)]
    public void Of_OneThreadCountsForAll_RisesWithReplicationsToWhatMayWait(int replications, int size) =>
        Assert.Equal(size, ShardSizes.Of(Small, replications, threads: 2, silos: 1));

    [Theory]
    [InlineData(1, 1024)]
    [InlineData(9_000, 1536)]
    [InlineData(100_000, 7168)]
    [InlineData(1_000_000, 8128)]
    public void Of_SeveralSilos_GivesEachThreadAsManyLongOnes(int replications, int size) =>
        Assert.Equal(size, ShardSizes.Of(Small, replications, threads: 1, silos: 2));

    [Theory]
    [InlineData(2_000, 64)]
    [InlineData(24_575, 512)]
    [InlineData(24_576, 1024)]
    [InlineData(100_000, 4224)]
    public void Of_ManyThreads_AreLongOnceEachThreadHasSome(int replications, int size) =>
        Assert.Equal(size, ShardSizes.Of(Small, replications, threads: 8, silos: 1));

    [Theory]
    [InlineData(0.1, 64, 448)]
    [InlineData(2.4, 8192, 2368)]
    [InlineData(0.45, 8192, 8192)]
    [InlineData(60, 64, 64)]
    [InlineData(0, 64, 8192)]
    public void InTime_OfAnyPace_IsSevenTenthsOfASecondOfAThreadWithinBounds(double seconds, int replications, int most) =>
        Assert.Equal(most, ShardSizes.InTime(TimeSpan.FromSeconds(seconds), replications));

    /// <summary>Two shards, what comes between checkpoints and one that is being kept are two seconds of a thread.</summary>
    [Theory]
    [InlineData(0.02, 0.01, 1.8)]
    [InlineData(0.35, 0.1, 1.2)]
    [InlineData(5, 0, 0.5)]
    public void BetweenCheckpoints_OfAnyShards_LeavesTwoSecondsWithinBounds(double shard, double keeping, double between) =>
        Assert.Equal(between, ShardSizes.BetweenCheckpoints(TimeSpan.FromSeconds(shard), TimeSpan.FromSeconds(keeping)).TotalSeconds, 1e-6);
}
