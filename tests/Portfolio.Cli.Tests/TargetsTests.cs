using System.Text.Json.Nodes;

namespace Portfolio.Cli.Tests;

/// <summary>The <c>targets</c> command, as its user meets it.</summary>
public sealed class TargetsTests(ServedProgram served) : IClassFixture<ServedProgram>
{
    static readonly string Definition = TenLines.Text.Replace(
        "  months: 120",
        "  months: 120\n  targets: [{ id: triage-early, initiative: stroke-triage, sites: 2, by: 2029-03 }]",
        StringComparison.Ordinal);

    readonly PortfolioProgram program = served.Program;

    [Fact]
    public async Task Targets_PortfolioWithOne_PrintsItUnderEachScenario()
    {
        var result = await Targets("--replications", "128", "--seed", "7");
        Assert.Equal(0, result.Code);
        Assert.Matches(@"^looking at targets: 2 portfolios × 128 replications, ", result.Errors);
        foreach (var text in new[] { "my-trusts: 128 replications a scenario, seed 7", "triage-early by 2029-03", "met with 50 %", "cut", "What the scenarios cost", "Kept: " })
            Assert.Contains(text, result.Output, StringComparison.Ordinal);
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 130));
    }

    [Fact]
    public async Task Targets_Json_HoldsTheAnswerAndNothingElse()
    {
        var result = await Targets("--scenario", "cut", "--probability", "0.6", "--replications", "128", "--json");
        Assert.Equal((0, ""), (result.Code, result.Errors));
        var found = JsonNode.Parse(result.Output)!["targets"]!;
        Assert.Equal(0.6, (double)found["probability"]!);
        Assert.Equal(["cut"], found["scenarios"]!.AsArray().Select(id => (string)id!));
        Assert.Equal("triage-early", (string)found["targets"]!.AsArray().Single()!["target"]!);
    }

    Task<CommandResult> Targets(params string[] options) => program.Run(["targets", program.Write("mine.yaml", Definition), .. options]);
}
