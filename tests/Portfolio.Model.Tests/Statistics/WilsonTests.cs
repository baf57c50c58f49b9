using CsCheck;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Tests.Statistics;

public class WilsonTests
{
    /// <summary>81 of 263 and 15 of 148 are Newcombe's examples (Statistics in Medicine 17, 1998, table I, method 3).</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(29, 29, 0.8830, 1)]
    public void Interval_OfPublishedExamples_IsThePublishedOne(int seen, int trials, double low, double high)
    {
        var interval = Wilson.Interval((double)seen / trials, trials);
        Assert.Equal(low, interval.Low, 5e-5);
        Assert.Equal(high, interval.High, 5e-5);
    }

    [Fact]
    public void Interval_OfAnyShare_SolvesTheScoreEquation() =>
        Gen.Select(Gen.Int[1, 999], Gen.Int[1000, 5000]).Sample((seen, trials) =>
        {
            var share = (double)seen / trials;
            var (low, high) = Wilson.Interval(share, trials);
            return IsScore(share, low, trials) && IsScore(share, high, trials);
        });

    [Fact]
    public void Interval_WithoutTrials_IsEverything() => Assert.Equal((0, 1), Wilson.Interval(0, 0));

    static bool IsScore(double share, double end, int trials) =>
        Math.Abs(Math.Abs(share - end) / Math.Sqrt(end * (1 - end) / trials) - 1.959963984540054) < 1e-9;
}
