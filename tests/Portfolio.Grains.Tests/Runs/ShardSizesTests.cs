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
    public void OfWaiting_SmallPortfolio_RisesWithReplicationsToTheMost(int replications, int size) => Assert.Equal(size, ShardSizes.OfWaiting(Small, replications));

    [Theory]
    [InlineData(1, 2, 1024)]
    [InlineData(9_000, 2, 1536)]
    [InlineData(100_000, 2, 3904)]
    [InlineData(100_000, 6, 3392)]
    [InlineData(1_000_000, 2, 4096)]
    public void OfCounted_SmallPortfolio_GivesEachThreadAsMany(int replications, int threads, int size) =>
        Assert.Equal(size, ShardSizes.OfCounted(Small, replications, threads));
}
