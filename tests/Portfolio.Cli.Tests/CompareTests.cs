using System.Text.Json.Nodes;

namespace Portfolio.Cli.Tests;

/// <summary>The <c>compare</c> command, as its user meets it.</summary>
public sealed class CompareTests(ServedProgram served) : IClassFixture<ServedProgram>
{
    readonly PortfolioProgram program = served.Program;

    [Fact]
    public async Task Compare_TenLinesOfTheReadme_PrintsTablesDifferenceAndSummary()
    {
        var result = await Compare("--replications", "128", "--seed", "7");
        Assert.Equal(0, result.Code);
        Assert.StartsWith("my-trusts: 128 replications a scenario, seed 7", result.Output, StringComparison.Ordinal);
        foreach (var text in new[] { "cut", "difference from my-trusts", "live sites", "people reached", "QALYs", "NPV £m", "share scaled", "received £m", "P(best)", "imaging", "Grey: ", "Value for money, gross", "benefit–cost ratio" })
            Assert.Contains(text, result.Output, StringComparison.Ordinal);
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public async Task Compare_Tables_EndWithTheSummaryThatJsonHas()
    {
        var tables = await Compare("--replications", "128");
        var json = JsonNode.Parse((await Compare("--replications", "128", "--json")).Output)!;
        var summary = json["summary"]!.AsArray();
        Assert.InRange(summary.Count, 1, 5);
        Assert.All(summary, sentence => Assert.Contains(Words((string)sentence!["text"]!), Words(tables.Output), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compare_Json_HoldsTheComparisonAndNothingElse()
    {
        var result = await Compare("--replications", "128", "--json");
        Assert.Equal((0, ""), (result.Code, result.Errors));
        var json = JsonNode.Parse(result.Output)!;
        Assert.StartsWith("workspaces/default/studies/", (string)json["study"]!, StringComparison.Ordinal);
        Assert.Equal(128, (int)json["replications"]!);
        Assert.Equal(["", "cut"], json["comparison"]!["scenarios"]!.AsArray().Select(id => (string)id!));
        var live = json["comparison"]!["outcomes"]!.AsArray().Single(each => (string?)each!["subject"] == "portfolio" && (string?)each["outcome"] == "live");
        Assert.True((double)live!["scenarios"]![1]!["difference"]!["mean"]! < 0);
    }

    [Fact]
    public async Task Compare_PortfolioWithACounterfactual_PrintsValueOverItAndSaysWhatIsGross()
    {
        var text = TenLines.Text.Replace("  months: 120", "  months: 120\n  counterfactual: nothing", StringComparison.Ordinal)
            + "\n  - { id: nothing, events: [{ id: none, budget: { from: 2026-04, factor: 0 } }] }\n  - { id: more, events: [{ id: doubled, budget: { from: 2026-04, factor: 2 } }] }\n";
        var result = await program.Run("compare", program.Write("mine.yaml", text), "--scenario", "cut", "--scenario", "more", "--replications", "128");
        Assert.Equal(0, result.Code);
        Assert.Contains("Value for money, of the programme, over nothing", result.Output, StringComparison.Ordinal);
        Assert.Contains("except under “Value for money”", result.Output, StringComparison.Ordinal);
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public async Task Compare_OneScenario_IsRefused()
    {
        var result = await Compare("--scenario", "cut");
        Assert.Equal(2, result.Code);
        Assert.Contains("at least 2 scenarios", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_UnknownScenario_IsRefusedWithTheNearestName()
    {
        var result = await Compare("--scenario", "cuts", "--scenario", "cut");
        Assert.Equal(2, result.Code);
        Assert.Contains("--scenario cuts", result.Errors, StringComparison.Ordinal);
        Assert.Contains("did you mean \"cut\"?", result.Errors, StringComparison.Ordinal);
    }

    Task<CommandResult> Compare(params string[] options) => program.Run(["compare", program.Write("mine.yaml", TenLines.Text), .. options]);

    /// <summary>Text without the line breaks that a narrow page brings.</summary>
    static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
