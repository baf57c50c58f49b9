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

    [Theory]
    [InlineData(5e-324, -744.4400719213812), InlineData(1e-320, -736.8272408909739), InlineData(1e-310, -713.8013788281542)]
    [InlineData(2.225073858507201e-308, -708.3964185322641), InlineData(2.2250738585072014e-308, -708.3964185322641)]
    [InlineData(1e-300, -690.7755278982137), InlineData(1.7976931348623157e+308, 709.782712893384)]
    public void Log_AtTheEndsOfTheRange_IsWithinAnUlp(double x, double expected) => AssertClose(expected, Scalar.Log(x), ulps: 1);

    [Theory]
    [InlineData(-0.0, double.NegativeInfinity), InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(-1.0, double.NaN), InlineData(-5e-324, double.NaN), InlineData(double.NegativeInfinity, double.NaN), InlineData(double.NaN, double.NaN)]
    public void Log_OfWhatIsNoPositiveNumber_IsThatOfIeee(double x, double expected) => Assert.Equal(expected, Scalar.Log(x));

    [Fact]
    public void Log_OfANormalNumber_HasTheBitsOfTheLanes() =>
        Gen.Long[0x0010_0000_0000_0000, 0x7FEF_FFFF_FFFF_FFFF].Select(BitConverter.Int64BitsToDouble)
            .Sample(x => BitConverter.DoubleToInt64Bits(Scalar.Log(x)) == BitConverter.DoubleToInt64Bits(Elementary.Log<Lanes1>(x).Value), iter: 10_000);

    [Theory]
    [InlineData(-708.0, 3.307553003638408e-308), InlineData(-707.9, 3.655411389615008e-308), InlineData(709.0, 8.218407461554972e+307)]
    public void Exp_AtTheEndsOfItsRange_IsWithinAnUlp(double x, double expected) => AssertClose(expected, Scalar.Exp(x), ulps: 1);

    [Fact]
    public void Exp_OfWhatIsNotANumber_IsNot() => Assert.Equal(double.NaN, Scalar.Exp(double.NaN));

    [Theory]
    [InlineData(0.03, -1.3, 95.44262356009857), InlineData(0.03, -1.4285714285714286, 149.8100899180175), InlineData(2.0, 0.1, 1.0717734625362931)]
    [InlineData(0.97, -40.0, 3.381665363976802), InlineData(1e300, 1.02, 1.0000000000000123e+306), InlineData(1e-200, 1.5, 1e-300)]
    [InlineData(1e-310, 0.25, 3.162277660168377e-78), InlineData(5e-324, -0.25, 6.707394273891462e+80), InlineData(5e-324, 0.5, 2.2227587494850775e-162)]
    public void Power_OfANumber_IsWithinItsBound(double x, double y, double expected) =>
        AssertClose(expected, Scalar.Power(x, y), ulps: (int)(Math.Abs(y * Math.Log(x)) + 2));

    [Theory]
    [InlineData(0.0, -0.7, double.PositiveInfinity), InlineData(0.0, double.PositiveInfinity, 0.0), InlineData(0.0, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(0.5, double.PositiveInfinity, 0.0), InlineData(0.5, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(3.0, double.PositiveInfinity, double.PositiveInfinity), InlineData(3.0, double.NegativeInfinity, 0.0)]
    [InlineData(1.0, double.PositiveInfinity, 1.0), InlineData(1.0, double.NaN, 1.0), InlineData(double.NaN, 0.0, 1.0), InlineData(-2.0, 0.0, 1.0)]
    [InlineData(double.PositiveInfinity, 0.1, double.PositiveInfinity), InlineData(double.PositiveInfinity, -0.1, 0.0)]
    [InlineData(double.PositiveInfinity, 1.0, double.PositiveInfinity), InlineData(double.PositiveInfinity, 0.5, double.PositiveInfinity)]
    [InlineData(double.NaN, 1.0, double.NaN), InlineData(0.5, double.NaN, double.NaN), InlineData(0.0, double.NaN, double.NaN)]
    [InlineData(-2.0, 1.0, double.NaN), InlineData(-2.0, 2.0, double.NaN), InlineData(5e-324, 1.0, 5e-324), InlineData(1e-200, 2.0, 0.0), InlineData(1e200, 2.0, double.PositiveInfinity)]
    public void Power_AtTheEdges_IsWhatIsDocumented(double x, double y, double expected) => Assert.Equal(expected, Scalar.Power(x, y));

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
