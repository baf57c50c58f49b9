using Portfolio.Model.Sampling;

namespace Portfolio.Model.Tests.Sampling;

/// <summary>Against values rounded from 300-bit arithmetic.</summary>
public class SmallAngleTests
{
    [Theory]
    [InlineData(0.0, 0.0), InlineData(1e-300, 1e-300), InlineData(1e-08, 1e-08), InlineData(0.001, 0.0009999998333333417), InlineData(0.1, 0.09983341664682815)]
    [InlineData(0.25, 0.24740395925452294), InlineData(0.3, 0.29552020666133955), InlineData(0.4, 0.3894183423086505), InlineData(0.5, 0.479425538604203)]
    [InlineData(0.5235987755982988, 0.49999999999999994)]
    public void Sine_OfAnAngle_IsWithinAnUlp(double x, double expected)
    {
        AssertWithin(1, expected, SmallAngle.Sine(x));
        Assert.Equal(-SmallAngle.Sine(x), SmallAngle.Sine(-x));
    }

    [Theory]
    [InlineData(0.0, 0.0), InlineData(1e-08, 1e-08), InlineData(0.1, 0.1001674211615598), InlineData(0.25, 0.25268025514207865)]
    [InlineData(0.4, 0.41151684606748806), InlineData(0.5, 0.5235987755982989), InlineData(-0.25, -0.25268025514207865)]
    public void OfSine_OfASine_IsWithinTwoUlps(double sine, double expected) => AssertWithin(2, expected, SmallAngle.OfSine(sine));

    [Theory]
    [InlineData(-1.0, -1.0), InlineData(-0.5, -0.5176380902050415), InlineData(0.3, 0.31286893008046174), InlineData(0.7, 0.7167358990906005), InlineData(1.0, 1.0)]
    public void OfRank_OfARankCorrelation_IsWithinTwoUlps(double rank, double expected) => AssertWithin(2, expected, CorrelationMatrix.OfRank(rank));

    static void AssertWithin(int ulps, double expected, double actual)
    {
        var distance = Math.Abs(BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual));
        Assert.True(distance <= ulps, $"{actual:R} is {distance} ulps from {expected:R}");
    }
}
