using System.Text.Json.Nodes;

namespace Portfolio.Cli.Tests;

/// <summary>The <c>rests-on</c> command, as its user meets it.</summary>
public sealed class RestsOnTests(ServedProgram served) : IClassFixture<ServedProgram>
{
    readonly PortfolioProgram program = served.Program;

    [Fact]
    public async Task RestsOn_TenLinesOfTheReadme_PrintsSharesOfEachSource()
    {
        var result = await RestsOn("--scenario", "cut", "--replications", "128", "--seed", "7");
        Assert.Equal(0, result.Code);
        Assert.Matches(@"^splitting: \d+ portfolios? × 128 replications, ", result.Errors);
        foreach (var text in new[] { "my-trusts: 128 replications, seed 7", "what uncertainty rests on, cut", "chance", "live sites", "imaging", "Kept: " })
            Assert.Contains(text, result.Output, StringComparison.Ordinal);
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 130));
    }

    [Fact]
    public async Task RestsOn_Json_HoldsTheAnswerAndNothingElse()
    {
        var result = await RestsOn("--replications", "128", "--json");
        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.Equal("chance", (string)JsonNode.Parse(result.Output)!["restsOn"]!["sources"]![0]!["source"]!);
    }

    Task<CommandResult> RestsOn(params string[] options) => program.Run(["rests-on", program.Write("mine.yaml", TenLines.Text), .. options]);
}
