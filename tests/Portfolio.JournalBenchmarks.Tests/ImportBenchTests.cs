namespace Portfolio.JournalBenchmarks.Tests;

/// <summary>A tiny import.</summary>
public sealed class ImportBenchTests
{
    [Fact]
    public async Task Run_TwoInitiativesOverThreeMonths_ImportsAllAndWakesEach()
    {
        var found = await new ImportBench(initiatives: 2, months: 3).Run(restarts: 1);
        Assert.Equal(2 * 3 * 5, found.Entries);
        Assert.All([found.Activation, found.LongActivation, found.Then], spread => Assert.InRange(spread.Median, 0, spread.NineTenths));
    }
}
