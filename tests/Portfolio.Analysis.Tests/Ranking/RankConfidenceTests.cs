using CsCheck;
using Portfolio.Analysis.Explaining;
using Portfolio.Analysis.Ranking;
using Portfolio.Model.Distributions;

namespace Portfolio.Analysis.Tests.Ranking;

public class RankConfidenceTests
{
    const ulong Seed = 20_260_412;

    /// <summary>Four standard errors of a share of 10,000 draws, at most.</summary>
    const double Sampling = 0.02;

    /// <summary>Means and, as what common causes add to each, a covariance of any rank.</summary>
    static readonly Gen<(double[] Means, double[,] Covariance)> Estimates =
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 6]).SelectMany((count, causes) =>
            Gen.Select(Gen.Double[-2, 2].Array[count], Gen.Double[-1, 1].Array[causes].Array[count], (means, effects) => (means, Square(effects))));

    [Theory]
    [InlineData(1), InlineData(2), InlineData(5)]
    public void Of_EqualIndependentEstimates_AreAtEachPlaceEquallyOften(int count)
    {
        var confidence = RankConfidence.Of(new double[count], Independent(count, 3), Seed);
        Assert.All(confidence.AtPlace, each => Assert.Equal(1.0 / count, each, Sampling));
        Assert.All(confidence.AboveNext, each => Assert.Equal(0.5, each));
        Assert.Equal(1.0 / Enumerable.Range(1, count).Aggregate(1, (product, i) => product * i), confidence.Whole, Sampling);
    }

    [Fact]
    public void Of_EstimatesFarApart_AreCertain()
    {
        var confidence = RankConfidence.Of([-100, 300, 100], Independent(3, 1), Seed);
        Assert.Equal([1, 2, 0], confidence.Order);
        Assert.Equal([1, 1, 1], confidence.AtPlace);
        Assert.Equal([1, 1], confidence.AboveNext);
        Assert.Equal((1, 1), (confidence.First, confidence.Whole));
    }

    [Theory]
    [InlineData(1, 1, 1, 0), InlineData(0.3, 4, 1, 1.5), InlineData(0.3, 4, 1, -1.5), InlineData(2, 1e-6, 9, 0)]
    public void Of_TwoEstimates_IsTheClosedForm(double difference, double variance, double otherVariance, double covariance)
    {
        var confidence = RankConfidence.Of([7, 7 + difference], new[,] { { variance, covariance }, { covariance, otherVariance } }, Seed);
        var expected = StandardNormal.Probability(difference / Math.Sqrt(variance + otherVariance - 2 * covariance));
        Assert.Equal(expected, confidence.AboveNext[0], 1e-12);
        Assert.Equal(expected, confidence.First, Sampling);
        Assert.Equal(confidence.First, confidence.Whole);
        Assert.Equal(confidence.First, confidence.AtPlace[1]);
    }

    [Theory]
    [InlineData(1), InlineData(1e-9), InlineData(1e-15), InlineData(1e-30)]
    public void Of_PerfectlyCorrelatedEstimatesThatDiffer_AreCertain(double difference)
    {
        var confidence = RankConfidence.Of([0, difference, 2 * difference], Common(3, 0.7), Seed);
        Assert.Equal([2, 1, 0], confidence.Order);
        Assert.Equal([1, 1, 1], confidence.AtPlace);
        Assert.Equal([1, 1], confidence.AboveNext);
        Assert.Equal(1, confidence.Whole);
    }

    [Theory]
    [InlineData(0), InlineData(0.7)]
    public void Of_EstimatesThatAlwaysTie_ShareTheirPlaces(double variance)
    {
        var confidence = RankConfidence.Of([5, 5, 5], Common(3, variance), Seed);
        Assert.All(confidence.AtPlace, each => Assert.Equal(1 / 3.0, each, 1e-9));
        Assert.Equal([0.5, 0.5], confidence.AboveNext);
        Assert.Equal(1 / 6.0, confidence.Whole, 1e-9);
    }

    [Fact]
    public void Of_EstimatesWithoutErrors_AreCertain()
    {
        var confidence = RankConfidence.Of([3, 9, 9 + 1e-9], new double[3, 3], Seed);
        Assert.Equal([2, 1, 0], confidence.Order);
        Assert.Equal([1, 1], confidence.AboveNext);
        Assert.Equal(1, confidence.Whole);
    }

    [Fact]
    public void Of_SmallErrorsBesideLargeOnes_AreNotLost()
    {
        // The last two differ by one standard error, beside variances 10²⁰ times as large.
        var confidence = RankConfidence.Of([1e12, 1, 0], new[,] { { 1e20, 0, 0 }, { 0, 0.5, 0 }, { 0, 0, 0.5 } }, Seed);
        Assert.Equal(StandardNormal.Probability(1), confidence.AtPlace[1], Sampling);
        Assert.Equal(StandardNormal.Probability(1), confidence.AboveNext[1], 1e-12);
    }

    [Fact]
    public void Of_ThreeIndependentEstimates_IsTheOrthant()
    {
        // P(X > Y > Z) for means h, 0 and −h and errors of 1: the integral over Y of P(X > y)·P(Z < y).
        const double h = 0.8;
        var expected = Enumerable.Range(-8_000, 16_001).Sum(i => Density(i / 1000.0) * Above(i / 1000.0 - h) * Above(-i / 1000.0 - h)) / 1000;
        Assert.Equal(expected, RankConfidence.Of([h, 0, -h], Independent(3, 1), Seed).Whole, Sampling);
    }

    [Fact]
    public void Of_EstimatesNamedInAnotherOrder_IsTheSame() =>
        Gen.Select(Estimates, Gen.UInt).Where((estimates, _) => estimates.Means.Distinct().Count() == estimates.Means.Length).Sample(
            (estimates, number) =>
            {
                var names = ShuffledOrder.Of(1, number, estimates.Means.Length);
                var (means, covariance) = Renamed(estimates.Means, estimates.Covariance, names);
                var (confidence, renamed) = (RankConfidence.Of(estimates.Means, estimates.Covariance, Seed), RankConfidence.Of(means, covariance, Seed));
                return confidence.Order.SequenceEqual(renamed.Order.Select(i => names[i])) && confidence.AtPlace.SequenceEqual(renamed.AtPlace)
                    && confidence.AboveNext.SequenceEqual(renamed.AboveNext) && confidence.Whole == renamed.Whole;
            },
            iter: 20);

    [Fact]
    public void Of_AnyEstimates_AreProbabilitiesThatFitTogether() =>
        Estimates.Sample(
            estimates =>
            {
                var confidence = RankConfidence.Of(estimates.Means, estimates.Covariance, Seed);
                return confidence.AtPlace.Concat(confidence.AboveNext).All(each => each is >= 0 and <= 1 + 1e-9)
                    && confidence.AboveNext.All(each => each >= 0.5)
                    && confidence.AtPlace.All(each => confidence.Whole <= each + 1e-9)
                    && confidence.AboveNext.All(each => confidence.Whole <= each + 1.5 * Sampling);
            },
            iter: 50);

    [Fact]
    public void Of_SameSeed_IsTheSameAndOfAnotherAlmost()
    {
        var (one, again, other) = (Three(1), Three(1), Three(2));
        Assert.Equal(one.AtPlace, again.AtPlace);
        Assert.Equal(one.Whole, again.Whole);
        Assert.NotEqual(one.AtPlace, other.AtPlace);
        Assert.Equal(one.Whole, other.Whole, 2 * Sampling);
        static RankConfidence Three(ulong seed) => RankConfidence.Of([0.5, 0, 1], Independent(3, 1), seed);
    }

    [Fact]
    public void Of_MostEstimates_OfACovarianceOfLowRank_AreRanked()
    {
        double[][] effects = [.. Enumerable.Range(0, 200).Select(i => (double[])[.. Enumerable.Range(0, 30).Select(cause => Math.Sin(i * 31 + cause * cause))])];
        var confidence = RankConfidence.Of([.. Enumerable.Range(0, 200).Select(i => i * 0.5)], Square(effects), Seed);
        Assert.Equal(Enumerable.Range(0, 200).Reverse(), confidence.Order);
        Assert.InRange(confidence.First, 0.05, 0.95);
    }

    [Fact]
    public void Of_WhatCannotBe_IsRefusedByItsNumber()
    {
        AssertRefused("0 estimates", [], new double[0, 0]);
        AssertRefused("201 estimates", new double[201], new double[201, 201]);
        AssertRefused("2 × 3 covariances for 2", [1, 2], new double[2, 3]);
        AssertRefused("estimate 1: mean NaN", [1, double.NaN], Independent(2, 1));
        AssertRefused("estimate 0: mean ∞", [double.PositiveInfinity, 1], Independent(2, 1));
        AssertRefused("estimate 1: variance -1", [1, 2], new double[,] { { 1, 0 }, { 0, -1 } });
        AssertRefused("estimates 1 and 0: covariance 3", [1, 2], new double[,] { { 1, 3 }, { 3, 4 } });
        AssertRefused("estimates 1 and 0: covariance NaN", [1, 2], new[,] { { 1, double.NaN }, { double.NaN, 4 } });
        AssertRefused("estimates 1 and 0: covariance is 0.5 and 0.25", [1, 2], new[,] { { 1, 0.25 }, { 0.5, 1 } });
        AssertRefused("not positive semidefinite", [1, 2, 3], new[,] { { 1, 0.9, 0.9 }, { 0.9, 1, -0.9 }, { 0.9, -0.9, 1 } });
        AssertRefused("not positive semidefinite", [1, 2, 3], new double[,] { { 1, 1, 1 }, { 1, 1, 0 }, { 1, 0, 1 } });
    }

    static void AssertRefused(string expected, double[] means, double[,] covariance) =>
        Assert.Contains(expected.Replace("∞", $"{double.PositiveInfinity}", StringComparison.Ordinal), Assert.Throws<ArgumentException>(() => RankConfidence.Of(means, covariance, Seed)).Message, StringComparison.Ordinal);

    static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    static double Above(double x) => 1 - StandardNormal.Probability(x);

    static double[,] Independent(int count, double variance) => Matrix(count, (i, j) => i == j ? variance : 0);

    static double[,] Common(int count, double variance) => Matrix(count, (_, _) => variance);

    static double[,] Square(double[][] effects) => Matrix(effects.Length, (i, j) => effects[i].Zip(effects[j], (x, y) => x * y).Sum());

    static (double[] Means, double[,] Covariance) Renamed(double[] means, double[,] covariance, int[] names) =>
        ([.. names.Select(i => means[i])], Matrix(means.Length, (i, j) => covariance[names[i], names[j]]));

    static double[,] Matrix(int count, Func<int, int, double> entry)
    {
        var matrix = new double[count, count];
        for (var i = 0; i < count * count; i++)
            matrix[i / count, i % count] = entry(i / count, i % count);
        return matrix;
    }
}
