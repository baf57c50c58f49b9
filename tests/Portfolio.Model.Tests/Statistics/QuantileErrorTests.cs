using Portfolio.Model.Distributions;
using Portfolio.Model.Lanes;
using Portfolio.Model.Randomness;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Tests.Statistics;

public class QuantileErrorTests
{
    /// <summary>The large-sample error of a quantile: √(p(1 − p)/n) over the density.</summary>
    [Theory]
    [InlineData(0.05), InlineData(0.5), InlineData(0.95)]
    public void Of_NormalNumbers_IsThatOfLargeSamples(double probability)
    {
        const int count = 40_000;
        double[] sorted = [.. Enumerable.Range(0, count).Select(i => StandardNormal.Quantile<Lanes1>((i + 0.5) / count).Value)];
        var z = StandardNormal.Quantile(probability);
        var expected = Math.Sqrt(probability * (1 - probability) / count) * Math.Sqrt(2 * Math.PI) * Math.Exp(z * z / 2);
        Assert.Equal(expected, QuantileError.Of(sorted, probability), 0.01 * expected);
    }

    /// <summary>Medians of many samples spread as each of them says.</summary>
    [Fact]
    public void Of_ManySamples_IsTheirSpread()
    {
        const int samples = 400, size = 401;
        var draws = Enumerable.Range(0, samples).Select(sample =>
            Enumerable.Range(0, size).Select(i => new Draws(5, 1, (uint)sample).Exponential(RandomStream.Decide, i)).Order().ToArray()).ToList();
        var medians = draws.ConvertAll(sample => sample[size / 2]);
        var mean = medians.Average();
        var spread = Math.Sqrt(medians.Sum(median => (median - mean) * (median - mean)) / (samples - 1));
        Assert.Equal(spread, draws.Average(sample => QuantileError.Of(sample, 0.5)), 0.15 * spread);
    }

    [Fact]
    public void Of_OneValue_IsZero() => Assert.Equal(0, QuantileError.Of([7], 0.95));

    [Fact]
    public void Around_NoReplication_IsEverything() => Assert.Equal((0, 1), QuantileError.Around(0.5, 0));
}
