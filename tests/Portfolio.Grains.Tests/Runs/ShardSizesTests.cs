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
    [InlineData(6_400, 192)]
    [InlineData(1_000_000, 256)]
    public void Of_SmallPortfolio_RisesWithReplicationsToTheMost(int replications, int size) => Assert.Equal(size, ShardSizes.Of(Small, replications));
}
