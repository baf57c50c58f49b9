using CsCheck;
using Portfolio.Model.Distributions;

namespace Portfolio.Model.Tests.Distributions;

/// <summary>Quantiles that are polynomials piece by piece, against closed forms over all shapes and shares.</summary>
public class QuantileCurveTests
{
    const double Digits = 4e-13;

    static Gen<double> Shape => Gen.Double[-2.3, 4].Select(Math.Exp);

    /// <summary>Shares as near to 0 and 1 as 1e-12, most of them in the middle.</summary>
    static Gen<double> Share => Gen.Select(Gen.Double[-28, -0.7].Select(Math.Exp), Gen.Bool, (tail, upper) => upper ? 1 - tail : tail);

    [Fact]
    public void Beta_OfSecondShapeOne_IsAPowerToTheLastDigits() => Gen.Select(Shape, Share)
        .Sample((shape, u) => Near(Math.Pow(u, 1 / shape), new BetaDistribution(shape, 1).Quantile(u), (1 + 1 / shape) * Digits));

    [Fact]
    public void Beta_OfFirstShapeOne_IsAPowerToTheLastDigits() => Gen.Select(Shape, Gen.Double[-28, -0.1].Select(Math.Exp))
        .Sample((shape, u) => Near(-ExpLessOne(LogOfOneAnd(-u) / shape), new BetaDistribution(1, shape).Quantile(u), Digits));

    [Fact]
    public void Gamma_OfShapeOne_IsALogarithmToTheLastDigits() => Gen.Double[-28, -0.1].Select(Math.Exp)
        .Sample(u => Near(-LogOfOneAnd(-u), new GammaDistribution(1, 1).Quantile(u), Digits));

    /// <summary>Below the median, where a share's digits are not lost beside 1.</summary>
    [Fact]
    public void Quantile_OfAnyShape_HasItsShare() => Gen.Select(Shape, Shape, Gen.Double[-28, -0.7].Select(Math.Exp)).Sample((a, b, u) =>
    {
        Near(u, new BetaDistribution(a, b).Probability(new BetaDistribution(a, b).Quantile(u)), 1e-11);
        Near(u, new GammaDistribution(a, b).Probability(new GammaDistribution(a, b).Quantile(u)), 1e-11);
    });

    [Fact]
    public void Quantile_AcrossTheEdgesOfPieces_Rises() => Gen.Select(Shape, Shape, Gen.Int[-12, 12]).Sample((a, b, edge) =>
    {
        var beta = new BetaDistribution(a, b);
        var u = StandardNormal.Probability(edge * 0.5);
        var values = new[] { -1e-6, -1e-9, 0, 1e-9, 1e-6 }.Select(step => beta.Quantile(u * (1 + step))).ToArray();
        Assert.Equal(values.Order(), values);
    });

    /// <summary>Binomial sums of exact fractions, halved to fifty digits.</summary>
    [Theory]
    [InlineData(2, 38, 0.3, 0.028103401464043573)]
    [InlineData(2, 38, 0.001, 0.001178678967997700)]
    [InlineData(17, 3, 0.75, 0.908370635121153696)]
    [InlineData(17, 3, 0.99999, 0.997803619569148871)]
    [InlineData(5, 15, 1e-6, 0.009930898676328294)]
    public void Beta_OfWholeShapes_IsTheKnownValue(double a, double b, double u, double expected) =>
        Near(expected, new BetaDistribution(a, b).Quantile(u), Digits);

    /// <summary>The series of P(5/2, x), halved to fifty digits.</summary>
    [Theory]
    [InlineData(0.001, 0.105106301314609583)]
    [InlineData(0.3, 1.499954066379953105)]
    [InlineData(0.999, 10.257502826216438192)]
    public void Gamma_OfTwoAndAHalf_IsTheKnownValue(double u, double expected) =>
        Near(expected, new GammaDistribution(2.5, 2.5).Quantile(u), Digits);

    /// <summary>ln(1 + x); the rounding of 1 + x cancels (Kahan).</summary>
    static double LogOfOneAnd(double x) => 1 + x == 1 ? x : Math.Log(1 + x) * (x / (1 + x - 1));

    /// <summary>eˣ − 1, likewise.</summary>
    static double ExpLessOne(double x) => Math.Exp(x) is 1 ? x : Math.Abs(x) > 1 ? Math.Exp(x) - 1 : (Math.Exp(x) - 1) * (x / Math.Log(Math.Exp(x)));

    static void Near(double expected, double actual, double digits) =>
        Assert.True(Math.Abs(actual - expected) <= digits * Math.Abs(expected), $"{actual:R} is not {expected:R}: {(actual - expected) / expected:E1}");
}
