using CsCheck;
using Portfolio.Model.Distributions;

namespace Portfolio.Model.Tests.Distributions;

/// <summary>Expected values: 60-digit Newton iteration on erfc (mpmath), at the exact value of each double.</summary>
public class StandardNormalTests
{
    [Theory]
    [InlineData(1e-300, -37.047096299361199237)]
    [InlineData(1e-100, -21.273453560965324294)]
    [InlineData(1e-50, -14.933337534788488981)]
    [InlineData(1e-20, -9.2623400897984075796)]
    [InlineData(1.1641532182693481e-10, -6.3379577545537892525)]
    [InlineData(1e-10, -6.3613409024040561991)]
    [InlineData(1e-06, -4.7534243088228989573)]
    [InlineData(0.001, -3.0902323061678135354)]
    [InlineData(0.01, -2.3263478740408410931)]
    [InlineData(0.025, -1.9599639845400542118)]
    [InlineData(0.05, -1.644853626951472688)]
    [InlineData(0.074, -1.4466320671589785099)]
    [InlineData(0.0755, -1.436008227944181992)]
    [InlineData(0.1, -1.2815515655446004353)]
    [InlineData(0.25, -0.6744897501960817432)]
    [InlineData(0.4, -0.25334710313579974132)]
    [InlineData(0.4999, -0.00025066283008800749239)]
    [InlineData(0.6, 0.25334710313579974132)]
    [InlineData(0.75, 0.6744897501960817432)]
    [InlineData(0.9, 1.2815515655446005935)]
    [InlineData(0.9245, 1.4360082279441818945)]
    [InlineData(0.95, 1.6448536269514722843)]
    [InlineData(0.975, 1.9599639845400538556)]
    [InlineData(0.99, 2.3263478740408407676)]
    [InlineData(0.999, 3.0902323061678132778)]
    [InlineData(0.999999, 4.7534243088170877657)]
    [InlineData(0.9999999998835847, 6.3379577545537892525)]
    public void Quantile_Probability_IsRightToTwelveDigits(double probability, double expected) =>
        Assert.InRange(StandardNormal.Quantile(probability) / expected - 1, -1e-12, 1e-12);

    [Fact]
    public void Quantile_OfOneHalf_IsZero() => Assert.Equal(0, StandardNormal.Quantile(0.5));

    [Fact]
    public void Quantile_OfZeroAndOne_IsInfinite()
    {
        Assert.Equal(double.NegativeInfinity, StandardNormal.Quantile(0));
        Assert.Equal(double.PositiveInfinity, StandardNormal.Quantile(1));
    }

    [Fact]
    public void Quantile_Mirrored_ChangesItsSign() =>
        Gen.UInt.Sample(word =>
        {
            var u = (word + 0.5) / 4294967296;
            return StandardNormal.Quantile(u) == -StandardNormal.Quantile(1 - u);
        });

    [Theory]
    [InlineData(-37, 5.7255712225245768227e-300)]
    [InlineData(-20, 2.7536241186062336951e-89)]
    [InlineData(-8, 6.2209605742717841235e-16)]
    [InlineData(-5, 2.8665157187919391167e-7)]
    [InlineData(-3, 0.0013498980316300945267)]
    [InlineData(-1.96, 0.024997895148220436213)]
    [InlineData(-1, 0.15865525393145705141)]
    [InlineData(-0.5, 0.30853753872598689636)]
    [InlineData(-0.1, 0.46017216272297101633)]
    [InlineData(0, 0.5)]
    [InlineData(0.1, 0.53982783727702898367)]
    [InlineData(0.5, 0.69146246127401310364)]
    [InlineData(1, 0.84134474606854294859)]
    [InlineData(1.96, 0.97500210485177956379)]
    [InlineData(3, 0.99865010196836990547)]
    [InlineData(5, 0.99999971334842812081)]
    [InlineData(8, 0.9999999999999993779)]
    public void Probability_Value_IsRightToTwelveDigits(double value, double expected) =>
        Assert.InRange(StandardNormal.Probability(value) / expected - 1, -1e-12, 1e-12);

    [Fact]
    public void Probability_OfQuantile_IsTheProbability() =>
        Gen.Double[1e-9, 1 - 1e-9].Sample(u => Math.Abs(StandardNormal.Probability(StandardNormal.Quantile(u)) - u) < 1e-13);
}
