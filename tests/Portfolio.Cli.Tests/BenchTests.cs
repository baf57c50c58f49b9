using System.Text.Json;

namespace Portfolio.Cli.Tests;

/// <summary>The <c>bench</c> command.</summary>
public sealed class BenchTests : IDisposable
{
    static readonly string Case = Path.Combine(PortfolioProgram.Root, "simulations", "benchmark");

    readonly PortfolioProgram program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Bench_Json_NamesItsRates()
    {
        var result = await program.Run("bench", Case, "--replications", "32", "--rounds", "1", "--threads", "2", "--statistics", "moments", "--json");
        Assert.Equal((0, ""), (result.Code, result.Errors));
        var rates = JsonDocument.Parse(result.Output).RootElement;
        foreach (var name in new[] { "initiativeMonthsPerSecond", "yardstick", "ratioToYardstick", "plainInitiativeMonthsPerSecond" })
            Assert.True(rates.GetProperty(name).GetDouble() > 0, name);
        Assert.Equal("moments", rates.GetProperty("statistics").GetString());
    }

    [Theory]
    [InlineData("--statistics", "all"), InlineData("--threads", "0"), InlineData("--replications", "0"), InlineData("--scenario", "cut")]
    public async Task Bench_WrongOption_IsRefused(string option, string value)
    {
        var result = await program.Run("bench", Case, option, value);
        Assert.Equal(2, result.Code);
        Assert.Contains(value, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_WrongStatistics_ListsWhatIsAllowedAndTheNearest()
    {
        var result = await program.Run("bench", Case, "--statistics", "quantile");
        Assert.Equal("--statistics quantile: allowed are none, moments, quantiles; did you mean \"quantiles\"?\nSee --help.\n", result.Errors);
    }
}
