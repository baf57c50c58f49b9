using System.Numerics;
using CsCheck;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Tests.Statistics;

public class MomentsTests
{
    static readonly Gen<long[]> Values = Gen.Long[-(1L << 52), 1L << 52].Array[0, 40];

    [Fact]
    public void Addition_InAnyGrouping_IsTheSame() =>
        Gen.Select(Values, Values, Values).Sample((a, b, c) => Of(a) + Of(b) + Of(c) == Of(a) + (Of(b) + Of(c)));

    [Fact]
    public void Addition_InAnyOrder_IsTheSame() => Gen.Select(Values, Values).Sample((a, b) => Of(a) + Of(b) == Of(b) + Of(a));

    [Fact]
    public void Addition_OfParts_EqualsAddingOneByOne() => Gen.Select(Values, Values).Sample((a, b) => Of(a) + Of(b) == Of([.. a, .. b]));

    [Fact]
    public void MeanAndVariance_OfValues_EqualTheExactOnes() =>
        Gen.Long[-1_000_000_000_000, 1_000_000_000_000].Array[2, 40].Sample(values =>
        {
            var n = values.Length;
            var sum = values.Aggregate(BigInteger.Zero, (total, value) => total + value);
            var deviations = values.Aggregate(BigInteger.Zero, (total, value) => total + BigInteger.Pow(n * (BigInteger)value - sum, 2));
            var variance = (double)deviations / ((double)n * n * (n - 1));
            return IsClose(Of(values).Mean, (double)sum / n) && IsClose(Of(values).Variance, variance)
                && IsClose(Of(values).StandardError, Math.Sqrt(variance / n));
        });

    [Fact]
    public void Variance_OfEqualLargeValues_IsZero() => Assert.Equal(0, Of([9_007_199_254_740_991, 9_007_199_254_740_991]).Variance);

    [Fact]
    public void Mean_WithoutAValue_IsNotANumber() => Assert.Equal((double.NaN, double.NaN), (Of([]).Mean, Of([7]).Variance));

    static bool IsClose(double actual, double expected) => Math.Abs(actual - expected) <= 1e-12 * Math.Abs(expected);

    static Moments Of(long[] values) => values.Aggregate(new Moments(), (moments, value) => moments.With(value));
}
