using System.Text.Json.Nodes;

namespace Portfolio.Cli.Tests;

/// <summary>The <c>explain</c> command, as its user meets it.</summary>
public sealed class ExplainTests(ServedProgram served) : IClassFixture<ServedProgram>
{
    readonly PortfolioProgram program = served.Program;

    [Fact]
    public async Task Explain_TenLinesOfTheReadme_TellsTheCostAndPrintsTables()
    {
        var result = await Explain("--to", "cut", "--replications", "128", "--seed", "7");
        Assert.Equal(0, result.Code);
        Assert.Matches(@"^explaining: 2 portfolios × 128 replications, (about \d+|less than 1) s\n", result.Errors);
        Assert.StartsWith("my-trusts: 128 replications, seed 7", result.Output, StringComparison.Ordinal);
        foreach (var text in new[] { "from my-trusts to cut", "1 events.halved", "live sites", "people reached", "NPV £m", "whole difference", "imaging", "Kept: " })
            Assert.Contains(text, result.Output, StringComparison.Ordinal);
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
    }

    [Fact]
    public async Task Explain_Json_HoldsTheExplanationAndNothingElse()
    {
        var result = await Explain("--to", "cut", "--replications", "128", "--sampled", "--json");
        Assert.Equal((0, ""), (result.Code, result.Errors));
        var explanation = JsonNode.Parse(result.Output)!["explanation"]!;
        Assert.Equal("cut", (string)explanation["to"]!);
        Assert.True((int)explanation["sampledOrders"]! > 0);
    }

    [Fact]
    public async Task Explain_TwoDefaultScenarios_NeedNoOption()
    {
        var text = TwoScenarios("defaultScenarios: [cut, cut-more]");
        var result = await program.Run("explain", program.Write("two.yaml", text), "--replications", "64", "--json");
        Assert.Equal(0, result.Code);
        var explanation = JsonNode.Parse(result.Output)!["explanation"]!;
        Assert.Equal(("cut", "cut-more"), ((string)explanation["from"]!, (string)explanation["to"]!));
    }

    [Fact]
    public async Task Explain_WithoutTo_IsRefusedWithTheScenariosThereAre()
    {
        var result = await Explain();
        Assert.Equal(2, result.Code);
        Assert.Contains("--to is required", result.Errors, StringComparison.Ordinal);
        Assert.Contains("known: cut", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_UnknownScenarios_AreEachRefusedWithTheNearestName()
    {
        var result = await Explain("--from", "cuts", "--to", "cutt");
        Assert.Equal(2, result.Code);
        Assert.Contains("--from cuts: there is no such scenario; did you mean \"cut\"?", result.Errors, StringComparison.Ordinal);
        Assert.Contains("--to cutt: there is no such scenario; did you mean \"cut\"?", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_FromAScenarioToItself_IsRefused()
    {
        var result = await Explain("--from", "cut", "--to", "cut");
        Assert.Equal(2, result.Code);
        Assert.Contains("start from cut and lead to it", result.Errors, StringComparison.Ordinal);
    }

    Task<CommandResult> Explain(params string[] options) => program.Run(["explain", program.Write("mine.yaml", TenLines.Text), .. options]);

    static string TwoScenarios(string defaults) =>
        TenLines.Text.Replace("  months: 120", $"  months: 120\n  {defaults}", StringComparison.Ordinal)
        + "\n  - { id: cut-more, extends: cut, events: [{ id: quartered, budget: { from: 2028-04, factor: 0.5 } }] }\n";
}
