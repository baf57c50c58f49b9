namespace Portfolio.JournalBenchmarks.Tests;

/// <summary>Tiny versions of the benchmarks, which check their own results.</summary>
public sealed class JournalBenchTests
{
    [Fact]
    public async Task Run_FewEntries_KeepsAllAndComparesEachCase()
    {
        RecordingCase[] cases = [new(Writers: 1, Journals: 1, Outstanding: 1, Each: 2), new(Writers: 3, Journals: 2, Outstanding: 4, Each: 8)];
        var found = await new JournalBench(cases).Run(rounds: 1, warmUps: 0);
        Assert.Equal(cases.SelectMany(each => Enumerable.Repeat(each, 6)), found.Select(rate => rate.Case));
        Assert.All(found.Chunk(6), rates => Assert.All(rates, rate => Assert.Equal(rate.PerSecond.Median / rates[0].PerSecond.Median, rate.ToBare.Median)));
    }
}
