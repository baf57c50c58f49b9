using Portfolio.Model.Distributions;

namespace Portfolio.Model.Tests.Distributions;

public class TruncatedTests
{
    [Fact]
    public void Quantile_OfAHalfNormal_RescalesTheUniform()
    {
        var half = new Truncated(new Normal(0, 1), 0, double.PositiveInfinity);
        Assert.Equal(StandardNormal.Quantile(0.75), half.Quantile(0.5), 1e-12);
        Assert.Equal(Math.Sqrt(2 / Math.PI), half.Mean, 1e-9);
    }

    [Fact]
    public void Mean_OfATruncatedExponential_IsItsClosedForm()
    {
        var below = new Truncated(new GammaDistribution(1, 1), 0, 2);
        Assert.Equal(1 - 2 * Math.Exp(-2) / (1 - Math.Exp(-2)), below.Mean, 1e-9);
    }

    [Fact]
    public void Quantile_OfATruncatedUniform_IsUniform() => Assert.Equal(2.5, new Truncated(new Uniform(0, 10), 2, 4).Quantile(0.25), 1e-12);

    [Theory]
    [InlineData(0.3, 2), InlineData(0.34, 3), InlineData(0.99, 3)]
    public void Quantile_OfATruncatedDiscrete_KeepsTheValuesAtBothEnds(double u, double expected) =>
        Assert.Equal(expected, new Truncated(new Discrete([(1, 1), (2, 1), (3, 2), (4, 1)]), 2, 3).Quantile(u));

    [Fact]
    public void Kept_RangeBeyondTheDistribution_IsNothing() => Assert.Equal(0, new Truncated(new Uniform(0, 1), 2, 3).Kept);
}
