using CsCheck;
using Portfolio.Model.Distributions;

namespace Portfolio.Model.Tests.Distributions;

public class DistributionLaws
{
    static readonly Gen<double> Probability = Gen.Double[0.001, 0.999];

    public static TheoryData<string> Examples => [.. Families.Examples.Keys];

    [Fact]
    public void Probability_OfQuantile_IsTheProbability() =>
        Gen.Select(Families.Continuous, Probability)
            .Sample((of, u) => Math.Abs(of.Probability(of.Quantile(u)) - u) < 1e-9, iter: 2_000);

    [Fact]
    public void Quantile_OfTruncated_StaysInTheRangeAndInvertsItsProbability() =>
        Gen.Select(Families.Continuous, Gen.Double[0.01, 0.45], Gen.Double[0.55, 0.99], Probability).Sample((of, low, high, u) =>
        {
            var kept = new Truncated(of, of.Quantile(low), of.Quantile(high));
            var value = kept.Quantile(u);
            return value >= kept.Low && value <= kept.High && Math.Abs(kept.Probability(value) - u) < 1e-9;
        }, iter: 1_000);

    [Fact]
    public void Quantile_OfMixture_IsTheComponentAtTheRescaledRest() =>
        Gen.Select(Families.Continuous, Families.Continuous, Gen.Double[0.1, 0.9], Probability).Where((_, _, share, u) => Math.Abs(u - share) > 1e-9)
            .Sample((first, second, share, u) =>
        {
            var mixture = new Mixture([(3 * share, first), (3 * (1 - share), second)]);
            var expected = u < share ? first.Quantile(u / share) : second.Quantile((u - share) / (1 - share));
            return Math.Abs(mixture.Quantile(u) - expected) <= 1e-9 * (1 + Math.Abs(expected));
        }, iter: 1_000);

    [Theory, MemberData(nameof(Examples))]
    public void Quantile_AtRisingProbabilities_Rises(string family)
    {
        var of = Families.Examples[family];
        if (of is Mixture)
            return; // A mixture goes through its components in turn.
        var values = Middles(500).Select(of.Quantile).ToList();
        Assert.Equal(values.Order(), values);
    }

    [Theory, MemberData(nameof(Examples))]
    public void Quantile_AtAnyProbability_LiesBetweenLowAndHigh(string family)
    {
        var of = Families.Examples[family];
        Assert.All(Middles(500), u => Assert.InRange(of.Quantile(u), of.Low, of.High));
    }

    [Theory, MemberData(nameof(Examples))]
    public void Probability_JustAtAndJustBelowAQuantile_BracketsTheProbability(string family)
    {
        var of = Families.Examples[family];
        if (of is Mixture)
            return;
        foreach (var u in Middles(50))
        {
            var value = of.Quantile(u);
            Assert.True(of.Probability(value + 1e-9 * (1 + Math.Abs(value))) >= u - 1e-9);
            Assert.True(of.Probability(value - 1e-9 * (1 + Math.Abs(value))) <= u + 1e-9);
        }
    }

    static IEnumerable<double> Middles(int count) => Enumerable.Range(0, count).Select(i => (i + 0.5) / count);
}
