using CsCheck;
using Portfolio.Model.Funding;

namespace Portfolio.Model.Tests.Funding;

public class StockTests
{
    static readonly Gen<double> Share = Gen.Double[0, 1];

    [Theory]
    [InlineData(0.2, 0, 0.2 - 0.01 * 0.2)]
    [InlineData(0.2, 250, 0.2 + 0.03 * 0.8 - 0.01 * 0.2)]
    [InlineData(0.2, 500, 0.2 + 0.06 * 0.8 - 0.01 * 0.2)]
    [InlineData(0.2, 5_000, 0.2 + 0.06 * 0.8 - 0.01 * 0.2)]
    public void Next_Spending_BuildsUpToTwiceTheFullSpend(double stock, double received, double expected) =>
        Assert.Equal(expected, Next(stock, received, 250, 0.03, 0.01), 1e-15);

    [Fact]
    public void Next_AnyNumbers_StaysBetweenZeroAndOne() =>
        Gen.Select(Share, Gen.Double[0, 1e6], Gen.Double[1, 1e6], Share, Share)
            .Sample((stock, received, full, gain, decay) => Next(stock, received, full, gain, decay) is >= 0 and <= 1);

    static double Next(double stock, double received, double full, double gain, double decay) =>
        Stock.Next<Portfolio.Model.Lanes.Lanes1>(stock, received, full, gain, decay).Value;
}
