using Portfolio.Model.Distributions;

namespace Portfolio.Model.Tests.Distributions;

/// <summary>Families against their closed forms.</summary>
public class ContinuousTests
{
    const double Close = 1e-12;

    [Fact]
    public void Uniform_AtAQuarter_IsAQuarterOfTheWay() => Assert.Equal(3, new Uniform(2, 6).Quantile(0.25), Close);

    [Theory]
    [InlineData(1.0 / 12, 0.5)]
    [InlineData(1.0 / 3, 1)]
    [InlineData(5.0 / 6, 2)]
    public void Triangular_OnBothSidesOfTheMode_IsTheClosedForm(double u, double expected) =>
        Assert.Equal(expected, new Triangular(0, 1, 3).Quantile(u), Close);

    [Fact]
    public void Pert_OfZeroOneFour_IsBetaTwoFour()
    {
        var pert = BetaDistribution.Pert(0, 1, 4);
        Assert.Equal(0.3671875, pert.Probability(1), Close);
        Assert.Equal(4.0 / 3, pert.Mean, Close);
    }

    [Fact]
    public void Normal_AtTwoStandardDeviations_IsThere() => Assert.Equal(129.39945976810081, new Normal(100, 15).Quantile(0.975), 1e-10);

    [Fact]
    public void Lognormal_ByMeanAndVariation_HasThem()
    {
        var of = Lognormal.FromMean(10, 0.75);
        Assert.Equal(10, of.Mean, Close);
        Assert.Equal(8, of.Quantile(0.5), Close); // 10 / √(1 + 0.75²)
        Assert.Equal(0.75 * 0.75, Math.Exp(of.Sigma * of.Sigma) - 1, Close);
    }

    [Fact]
    public void Lognormal_ByMedianAndSigma_HasThem()
    {
        var of = Lognormal.FromMedian(3, 0.5);
        Assert.Equal(3, of.Quantile(0.5), Close);
        Assert.Equal(3 * Math.Exp(0.125), of.Mean, Close);
        Assert.Equal(3 * Math.Exp(0.5 * 1.2815515655446004), of.Quantile(0.9), 1e-11);
    }

    [Theory]
    [InlineData(0.001), InlineData(0.2), InlineData(0.9)]
    public void Beta_WithClosedForm_IsIt(double u)
    {
        Assert.Equal(1 - Math.Cbrt(1 - u), new BetaDistribution(1, 3).Quantile(u), 1e-11);
        Assert.Equal(Math.Pow(Math.Sin(Math.PI * u / 2), 2), new BetaDistribution(0.5, 0.5).Quantile(u), 1e-11);
    }

    [Theory]
    [InlineData(0.001), InlineData(0.2), InlineData(0.9), InlineData(0.99999)]
    public void Gamma_OfShapeOne_IsExponential(double u) => Assert.Equal(-8 * Math.Log(1 - u), new GammaDistribution(1, 8).Quantile(u), 1e-9);

    [Theory]
    [InlineData(0.3), InlineData(2), InlineData(11)]
    public void Gamma_OfShapeTwo_IsErlang(double x) =>
        Assert.Equal(1 - Math.Exp(-x) * (1 + x), new GammaDistribution(2, 2).Probability(x), Close);

    [Fact]
    public void BoundedPareto_AtOneHalf_IsTheClosedForm()
    {
        var of = new BoundedPareto(1, 1, 2);
        Assert.Equal(4.0 / 3, of.Quantile(0.5), Close);
        Assert.Equal(2 * Math.Log(2), of.Mean, Close);
        Assert.Equal((1.5, 50), (new BoundedPareto(1.5, 1.3, 50).Quantile(0), Math.Round(new BoundedPareto(1.5, 1.3, 50).Quantile(1), 9)));
    }
}
