using CsCheck;
using Portfolio.Model.Leadership;

namespace Portfolio.Model.Tests.Leadership;

public class StabilityTests
{
    static readonly Gen<double> Share = Gen.Double[0, 1];

    [Theory]
    [InlineData(0, 0.5, 0.8, 0.4, 0.6)]
    [InlineData(1, 0.5, 0.3, 0.3, 1)]
    [InlineData(0.3, 1, 0.5, 0, 0.65)]
    [InlineData(0.3, 0, 0, 0.5, 0.65)]
    public void Of_Examples_IsTheWeightedMeanAboveTheFramework(double framework, double weight, double programme, double own, double expected) =>
        Assert.Equal(expected, Of(framework, weight, programme, own), 1e-15);

    [Fact]
    public void Of_AnyLeaders_LiesBetweenTheFrameworkAndOne() =>
        Gen.Select(Share, Share, Share, Share).Sample((framework, weight, programme, own) =>
            Of(framework, weight, programme, own) is var s && s >= framework - 1e-15 && s <= 1 + 1e-15);

    [Fact]
    public void Of_AStrongerFramework_MattersLessWhoLeads() =>
        Gen.Select(Share, Share, Share).Sample((framework, weight, own) =>
        {
            var difference = Of(framework, weight, 1, own) - Of(framework, weight, 0, own);
            return Math.Abs(difference - (1 - framework) * weight) < 1e-12;
        });

    static double Of(double framework, double weight, double programme, double own) =>
        Stability.Of<Portfolio.Model.Lanes.Lanes1>(framework, weight, 1 - programme).At(1 - own).Value;
}
