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
    [InlineData(100_000, 16704)]
    [InlineData(1_000_000, 31296)]
    public void Of_SeveralSilos_GivesEachThreadAsManyLongOnes(int replications, int size) =>
        Assert.Equal(size, ShardSizes.Of(Small, replications, threads: 1, silos: 2));

    [Theory]
    [InlineData(2_000, 64)]
    [InlineData(24_575, 512)]
    [InlineData(24_576, 1024)]
    [InlineData(100_000, 4224)]
    public void Of_ManyThreads_AreLongOnceEachThreadHasSome(int replications, int size) =>
        Assert.Equal(size, ShardSizes.Of(Small, replications, threads: 8, silos: 1));
}
