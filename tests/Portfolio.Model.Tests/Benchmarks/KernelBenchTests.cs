using Portfolio.Model.Benchmarks;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Tests.Benchmarks;

public class KernelBenchTests
{
    [Theory]
    [InlineData(1, StatisticsLevel.None), InlineData(2, StatisticsLevel.Moments), InlineData(1, StatisticsLevel.Quantiles)]
    public void Run_TinyRounds_MeasuresEverything(int threads, StatisticsLevel level)
    {
        var model = Some.Portfolio(["id: a", "id: b, stage: adoption"]);
        var found = new KernelBench(model, 16, threads, level).Run(3, TimeSpan.Zero, TestContext.Current.CancellationToken);
        foreach (var rate in new[] { found.Kernel, found.Plain, found.Yardstick, found.ToYardstick })
        {
            Assert.True(rate.Lowest > 0);
            Assert.InRange(rate.Median, rate.Lowest, rate.Highest);
        }
    }

    [Fact]
    public void Yardstick_AtEveryWidth_ComesToTheSame()
    {
        var expected = Yardstick.Run<Lanes1>(2);
        Assert.Equal(expected, Yardstick.Run<Lanes4>(2));
        Assert.Equal(expected, Yardstick.Run<Lanes8>(2));
        Assert.Equal(2 * (256 << 10) / sizeof(double), expected.Steps);
    }
}
