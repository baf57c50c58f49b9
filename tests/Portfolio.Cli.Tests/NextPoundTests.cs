using System.Text.Json.Nodes;

namespace Portfolio.Cli.Tests;

/// <summary>The <c>next-pound</c> command, as its user meets it.</summary>
public sealed class NextPoundTests(ServedProgram served) : IClassFixture<ServedProgram>
{
    readonly PortfolioProgram program = served.Program;

    [Fact]
    public async Task NextPound_TenLinesOfTheReadme_RanksClaimantsAndChoosesWhomToFund()
    {
        var result = await NextPound("--amount", "250k", "--total", "5m", "--outcome", "live", "--replications", "64", "--seed", "7");
        Assert.Equal(0, result.Code);
        Assert.Matches(@"^moving money: \d+ portfolios × 64 replications, ", result.Errors);
        foreach (var text in new[] { "£250 k more for each claimant, from 2026-04 over 12 months, my-trusts: by live sites", "initiatives/ward-scribe", "Whom to fund with £5 m", "added, not simulated together", "Kept: " })
            Assert.Contains(text, result.Output, StringComparison.Ordinal);
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 190));
    }

    [Fact]
    public async Task NextPound_Json_HoldsWhatWasAskedAndNothingElse()
    {
        var result = await NextPound("--scenario", "cut", "--claimant", "framework", "--claimant", "levers/regulation", "--from", "2027-04", "--months", "6", "--replications", "64", "--json");
        Assert.Equal((0, ""), (result.Code, result.Errors));
        var found = JsonNode.Parse(result.Output)!["nextPound"]!;
        Assert.Equal(("cut", 1e6, "2027-04", 6), ((string)found["scenario"]!, (double)found["amount"]!, (string)found["from"]!, (int)found["months"]!));
        Assert.Equal(["framework", "levers/regulation"], found["claimants"]!.AsArray().Select(each => (string)each!["claimant"]!));
        Assert.Null(found["cutLine"]);
    }

    [Fact]
    public async Task NextPound_UnknownClaimant_IsRefusedWithTheNearestName()
    {
        var result = await NextPound("--claimant", "initiatives/stroke-triag");
        Assert.Equal(2, result.Code);
        Assert.Contains("did you mean \"initiatives/stroke-triage\"?", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    Task<CommandResult> NextPound(params string[] options) => program.Run(["next-pound", program.Write("mine.yaml", TenLines.Text), .. options]);
}
