using CsCheck;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Tests.Lanes;

/// <summary>The elementary functions against values rounded from 200-bit arithmetic, and against themselves at other widths.</summary>
public class ElementaryTests
{
    static readonly Gen<double[]> Eight = Gen.Double[-30, 30].Array[8];

    [Theory]
    [InlineData(1.1641532182693481e-10, -22.873856958478196), InlineData(1e-05, -11.512925464970229), InlineData(0.1, -2.3025850929940455)]
    [InlineData(0.5, -0.6931471805599453), InlineData(0.7071067811865475, -0.34657359027997275), InlineData(0.7071067811865476, -0.3465735902799726)]
    [InlineData(0.9999999998835847, -1.1641532183371108e-10), InlineData(1.0, 0.0), InlineData(1.5, 0.4054651081081644)]
    [InlineData(2.0, 0.6931471805599453), InlineData(3.5, 1.252762968495368), InlineData(1e6, 13.815510557964274)]
    public void Log_OfANumber_IsWithinAnUlp(double x, double expected) => AssertClose(expected, Scalar.Log(x), ulps: 1);

    [Theory]
    [InlineData(-700.5, 5.980196118639791e-305), InlineData(-40.0, 4.248354255291589e-18), InlineData(-1.0, 0.36787944117144233)]
    [InlineData(-1e-09, 0.999999999), InlineData(0.0, 1.0), InlineData(1e-12, 1.000000000001), InlineData(0.3465735902799726, 1.414213562373095)]
    [InlineData(0.34657359027997264, 1.414213562373095), InlineData(1.0, 2.718281828459045), InlineData(10.5, 36315.502674246636)]
    [InlineData(200.25, 9.278333978592355e+86), InlineData(700.0, 1.0142320547350045e+304)]
    public void Exp_OfANumber_IsWithinAnUlp(double x, double expected) => AssertClose(expected, Scalar.Exp(x), ulps: 1);

    [Theory]
    [InlineData(0.0, 0.0), InlineData(1e-300, 1e-300), InlineData(1e-17, 1e-17), InlineData(1e-09, 9.999999995e-10), InlineData(0.0001, 9.999500016666251e-05)]
    [InlineData(0.01, 0.009950166250831947), InlineData(0.1, 0.09516258196404043), InlineData(0.34, 0.2882296772373903), InlineData(0.35, 0.29531191028128656)]
    [InlineData(1.0, 0.6321205588285577), InlineData(5.0, 0.9932620530009145), InlineData(40.0, 1.0), InlineData(1e6, 1.0)]
    public void OneMinusExp_OfANumber_IsWithinTwoUlps(double h, double expected) => AssertClose(expected, Scalar.OneMinusExp(h), ulps: 2);

    [Fact]
    public void Exp_BeyondItsRange_IsZeroOrInfinite()
    {
        Assert.Equal(0, Scalar.Exp(-709));
        Assert.Equal(0, Scalar.Exp(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, Scalar.Exp(710));
    }

    [Fact]
    public void Exp_OfZero_IsExactlyOne() => Assert.Equal(1, Scalar.Exp(0));

    [Fact]
    public void Power_OfSpecialExponents_IsExact() =>
        Gen.Double[0, 2].Sample(x => Scalar.Power(x, 0) == 1 && Scalar.Power(x, 1) == x && Scalar.Power(x, 0.5) == Math.Sqrt(x));

    [Fact]
    public void Power_OfAnyExponent_IsClose() =>
        Gen.Select(Gen.Double[0.01, 2], Gen.Double[0, 5]).Sample((x, y) => Math.Abs(Scalar.Power(x, y) / Math.Pow(x, y) - 1) < 1e-14);

    [Fact]
    public void Power_OfZero_IsZero() => Assert.Equal(0, Scalar.Power(0, 0.7));

    [Fact]
    public void All_OverLanes_EqualSingleNumbers() =>
        Eight.Sample(values => SameAtAllWidths(values) && SameAtAllWidths([.. values.Select(value => value * 1e-9)]));

    static bool SameAtAllWidths(double[] values)
    {
        var size = values.Select(Math.Abs).ToArray();
        return Same(size, Elementary.Log, Elementary.Log, Elementary.Log)
            && Same(values, Elementary.Exp, Elementary.Exp, Elementary.Exp)
            && Same(size, Elementary.OneMinusExp, Elementary.OneMinusExp, Elementary.OneMinusExp);
    }

    static bool Same(double[] values, Func<Lanes1, Lanes1> one, Func<Lanes4, Lanes4> four, Func<Lanes8, Lanes8> eight)
    {
        double[] expected = [.. values.Select(value => one(value).Value)];
        return expected.SequenceEqual(Wide.Map(values, four)) && expected.SequenceEqual(Wide.Map(values, eight));
    }

    static void AssertClose(double expected, double actual, int ulps)
    {
        var distance = Math.Abs(BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual));
        Assert.True(distance <= ulps, $"{actual:R} is {distance} ulps from {expected:R}");
    }
}
