using Portfolio.Model.Distributions;

namespace Portfolio.Model.Tests.Distributions;

public class TabulatedTests
{
    [Theory]
    [InlineData(0.0, -1), InlineData(0.39, -1), InlineData(0.41, 2), InlineData(0.79, 2), InlineData(0.81, 5), InlineData(1.0, 5)]
    public void Discrete_InAnyOrder_SpendsTheUniformFromTheSmallestOn(double u, double expected) =>
        Assert.Equal(expected, new Discrete([(5, 1), (-1, 2), (2, 2)]).Quantile(u));

    [Fact]
    public void Discrete_Weights_NeedNotAddUpToOne() => Assert.Equal(1.4, new Discrete([(5, 1), (-1, 2), (2, 2)]).Mean, 1e-12);

    [Fact]
    public void Observed_Values_AreEquallyLikely()
    {
        var of = Discrete.Observed([4, 1, 1, 2]);
        Assert.Equal((1, 1, 2, 4), (of.Quantile(0.2), of.Quantile(0.45), of.Quantile(0.6), of.Quantile(0.8)));
        Assert.Equal(0.5, of.Probability(1));
    }

    [Theory]
    [InlineData(0.0, 1), InlineData(0.125, 1.5), InlineData(0.25, 2), InlineData(0.625, 6), InlineData(1.0, 10)]
    public void QuantileTable_BetweenPoints_IsStraight(double u, double expected) =>
        Assert.Equal(expected, new QuantileTable([(0, 1), (0.25, 2), (1, 10)]).Quantile(u), 1e-12);

    [Fact]
    public void QuantileTable_Mean_IsTheAreaUnderIt() =>
        Assert.Equal(0.25 * 1.5 + 0.75 * 6, new QuantileTable([(0, 1), (0.25, 2), (1, 10)]).Mean, 1e-12);

    [Fact]
    public void Mixture_OfTheDefaultOverrun_HasItsClosedFormMean()
    {
        var pareto = 1.5 * Math.Log(50 / 1.5) / (1 - 1.5 / 50);
        Assert.Equal(0.82 * Math.Exp(0.15 * 0.15 / 2) + 0.18 * pareto, Families.Examples["mixture"].Mean, 1e-12);
    }
}
