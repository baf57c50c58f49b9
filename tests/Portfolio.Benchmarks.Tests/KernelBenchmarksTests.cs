using Portfolio.Model.Benchmarks;

namespace Portfolio.Benchmarks.Tests;

/// <summary>Tiny versions of the benchmarks, so that they neither rot nor cheat.</summary>
public class KernelBenchmarksTests
{
    [Theory]
    [InlineData(StatisticsLevel.None), InlineData(StatisticsLevel.Moments), InlineData(StatisticsLevel.Quantiles)]
    public void VectorAndPlain_FewReplications_ComputeTheSame(StatisticsLevel level)
    {
        var benchmarks = new KernelBenchmarks
        {
            Replications = 8,
            Passes = 1,
            Statistics = level,
            Path = Path.Combine(AppContext.BaseDirectory, "benchmark", "portfolio.json"),
        };
        benchmarks.Compile();
        var (vector, plain) = (benchmarks.Vector(), benchmarks.Plain());
        Assert.Equal(plain.Outcomes.Columns, vector.Outcomes.Columns);
        Assert.Equal(level == StatisticsLevel.None ? 0 : 5 * 21 * 120, vector.Statistics.Cells);
        for (var cell = 0; cell < vector.Statistics.Cells; cell++)
            Assert.Equal(plain.Statistics.Moments(cell), vector.Statistics.Moments(cell));
        Assert.True(double.IsFinite(benchmarks.Yardstick()));
    }
}
