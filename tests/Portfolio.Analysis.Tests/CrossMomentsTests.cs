using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Tests;

/// <summary>Sums of numbers seen together.</summary>
public class CrossMomentsTests
{
    static readonly long[][] Seen = [[5, 7, -2], [1L << 50, (1L << 50) + 3, 0], [-9, 4, 11], [0, 0, 0], [12, -8, 12]];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 0)]
    [InlineData(1, 1)]
    public void VarianceOfMeanDifference_AnyTwo_IsThatOfTheirDifferences(int one, int other)
    {
        var moments = new CrossMoments(3);
        foreach (var values in Seen)
            moments.Add(values);
        var differences = Seen.Aggregate(default(Moments), (sum, values) => sum.With(values[one] - values[other]));
        Assert.Equal(differences.Variance / Seen.Length, moments.VarianceOfMeanDifference(one, other), 1e-12 * differences.Variance);
    }

    [Fact]
    public void VarianceOfMeanDifference_BelowTwo_IsNotANumber() => Assert.Equal(double.NaN, new CrossMoments(2).VarianceOfMeanDifference(0, 1));
}
