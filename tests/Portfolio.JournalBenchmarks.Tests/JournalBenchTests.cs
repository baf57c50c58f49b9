namespace Portfolio.JournalBenchmarks.Tests;

/// <summary>Tiny versions of the benchmarks, which check their own results.</summary>
public sealed class JournalBenchTests
{
    [Fact]
    public async Task Run_FewEntries_KeepsAllAndComparesEachCase()
    {
        var found = await new JournalBench(each: 2).Run(rounds: 1, warmUps: 0);
        Assert.Equal([(1, 1), (16, 16), (16, 1)], found.Select(rate => (rate.Writers, rate.Journals)));
        Assert.All(found, rate => Assert.Equal(rate.Recorded.Median / rate.Bare.Median, rate.ToBare.Median));
    }
}
