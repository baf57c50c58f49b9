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
    [InlineData(100_000, 10_048)]
    [InlineData(1_000_000, 12_224)]
    public void Of_SeveralSilos_GivesEachThreadAsManyLongOnes(int replications, int size) =>
        Assert.Equal(size, ShardSizes.Of(Small, replications, threads: 1, silos: 2));

    [Theory]
    [InlineData(2_000, 64)]
    [InlineData(24_575, 512)]
    [InlineData(24_576, 1024)]
    [InlineData(100_000, 4224)]
    public void Of_ManyThreads_AreLongOnceEachThreadHasSome(int replications, int size) =>
        Assert.Equal(size, ShardSizes.Of(Small, replications, threads: 8, silos: 1));

    /// <summary>Two shards and what comes between checkpoints are two seconds of a thread that simulates 50 million initiative-months a second.</summary>
    [Theory]
    [InlineData(512, 1.8)]
    [InlineData(1_000_000, 0.5)]
    public void BetweenCheckpoints_AnySize_IsWithinBounds(int size, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), ShardSizes.BetweenCheckpoints(Small, size));

    [Fact]
    public void BetweenCheckpoints_LongestShards_LeaveTwoSeconds()
    {
        var shard = 30_000_000 / (Small.Initiatives.Count * Small.Months);
        Assert.Equal(0.8, ShardSizes.BetweenCheckpoints(Small, shard).TotalSeconds, 1e-3);
    }
}
