using System.Text.Json.Nodes;

namespace Portfolio.Cli.Tests;

/// <summary>The <c>forecast</c> command, as its user meets it.</summary>
public sealed class ForecastTests : IDisposable
{
    readonly PortfolioProgram program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Forecast_NothingRecorded_PrintsPlanAndForecastAndWhatWasTakenFromThePlan()
    {
        var result = await Forecast("--from", "2027-04", "--replications", "64", "--seed", "7");
        Assert.Equal(0, result.Code);
        Assert.StartsWith("my-trusts: 64 replications of the plain portfolio as planned, and from 2027-04, seed 7", result.Output, StringComparison.Ordinal);
        foreach (var text in new[] { "Live sites of the portfolio", "2026-10", "stroke-triage", "at the end of 2027-03", "Taken from the plan, as nobody recorded it", "initiatives.stroke-triage: nothing was ever recorded of it" })
            Assert.Contains(text, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forecast_Json_HoldsRunAndOutlookAndNothingElse()
    {
        var result = await Forecast("--from", "2027-04", "--scenario", "cut", "--known", "2027-03-31", "--replications", "64", "--json");
        Assert.Equal((0, ""), (result.Code, result.Errors));
        var found = JsonNode.Parse(result.Output)!;
        Assert.Equal("2027-03-31T23:59:59.999999900Z", (string)found["run"]!["forecast"]!["knownTime"]!);
        Assert.Equal("2027-04", (string)found["outlook"]!["forecastStart"]!);
    }

    [Theory]
    [InlineData("2027-4", "--from 2027-4: not a month; allowed: yyyy-MM, such as 2022-06")]
    [InlineData("2040-01", "--from 2040-01: 2040-01 lies outside the portfolio's months; allowed: 2026-04 to 2036-03")]
    public async Task Forecast_ImpossibleMonth_IsRefusedInASentenceAndStartsNothing(string month, string expected)
    {
        await program.Serve();
        var result = await Forecast("--from", month);
        Assert.Equal((2, $"{expected}\n"), (result.Code, result.Errors));
        Assert.Equal("no runs\n", (await program.Run("runs")).Output);
    }

    [Fact]
    public async Task Forecast_TimeThatIsNone_IsRefusedWithWhatIsAllowed()
    {
        var result = await Forecast("--from", "2027-04", "--known", "yesterday");
        Assert.Equal(2, result.Code);
        Assert.StartsWith("--known yesterday: not a time; allowed are yyyy-MM", result.Errors, StringComparison.Ordinal);
    }

    Task<CommandResult> Forecast(params string[] options) => program.Run(["forecast", program.Write("mine.yaml", TenLines.Text), .. options]);
}
