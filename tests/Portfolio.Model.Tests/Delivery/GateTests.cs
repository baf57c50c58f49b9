using CsCheck;
using Portfolio.Model.Delivery;
using Portfolio.Model.Distributions;

namespace Portfolio.Model.Tests.Delivery;

public class GateTests
{
    const int Side = 300;

    static readonly double[] Middles = [.. Enumerable.Range(0, Side).Select(i => (i + 0.5) / Side)];

    [Fact]
    public void Passes_AtProbabilityZeroOrOne_NeverOrAlways() =>
        Gen.Select(Gen.Double[0, 0.99], Gen.Double[-6, 6], Gen.Double[1e-9, 1 - 1e-9]).Sample((discrimination, quality, u) =>
            !Gate.Passes(0, discrimination, quality, u) && Gate.Passes(1, discrimination, quality, u));

    [Theory]
    [InlineData(0.6, 0), InlineData(0.6, 0.3), InlineData(0.6, 0.99), InlineData(0.05, 0.6), InlineData(0.85, 0.5)]
    public void Passes_OverAllQualities_PassesTheShareWhateverTheDiscrimination(double probability, double discrimination) =>
        Assert.Equal(probability, Passed(probability, discrimination).Count / (double)(Side * Side), 0.005);

    /// <summary>Two standard normals with correlation d: E[Q | pass] = d·φ(Φ⁻¹(g)) / g.</summary>
    [Theory]
    [InlineData(0.6, 0), InlineData(0.6, 0.3), InlineData(0.6, 0.9), InlineData(0.2, 0.6)]
    public void Passes_WithDiscrimination_LetsTheBetterPass(double probability, double discrimination)
    {
        var z = StandardNormal.Quantile(probability);
        var expected = discrimination * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) / probability;
        Assert.Equal(expected, Passed(probability, discrimination).Average(), 0.01);
    }

    [Fact]
    public void Passes_WithoutDiscrimination_ComparesTheUniformWithTheProbability() =>
        Gen.Select(Gen.Double[0.01, 0.99], Gen.Double[-6, 6], Gen.Double[0.01, 0.99])
            .Where((probability, _, u) => Math.Abs(u - probability) > 1e-9)
            .Sample((probability, quality, u) => Gate.Passes(probability, 0, quality, u) == (u <= probability));

    [Fact]
    public void Passes_AnyGate_FollowsItsFormula() =>
        Gen.Select(Gen.Double[0.01, 0.99], Gen.Double[0, 0.99], Gen.Double[-4, 4], Gen.Double[0.001, 0.999]).Sample((g, d, q, u) =>
        {
            var margin = d * q - Math.Sqrt(1 - d * d) * StandardNormal.Quantile(u) + StandardNormal.Quantile(g);
            return Math.Abs(margin) < 1e-9 || Gate.Passes(g, d, q, u) == margin > 0;
        });

    /// <summary>Qualities of those that pass, over a grid of qualities and draws.</summary>
    static List<double> Passed(double probability, double discrimination) =>
    [
        .. from q in Middles.Select(StandardNormal.Quantile)
        from u in Middles
        where Gate.Passes(probability, discrimination, q, u)
        select q,
    ];
}
