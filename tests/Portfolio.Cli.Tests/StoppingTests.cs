using System.Text.Json.Nodes;

namespace Portfolio.Cli.Tests;

/// <summary>Commands that go on until enough is known.</summary>
public sealed class StoppingTests : IDisposable
{
    readonly PortfolioProgram program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Run_Within_SaysWhereEachScenarioStoppedAndComparesThem()
    {
        await program.Serve();
        var result = await Run("run", "--within", "live=5%", "--within", "npv@0.5=50m");
        Assert.True(result.Code == 0, result.Errors);
        Assert.StartsWith("my-trusts: 1,024 replications a scenario, seed ", result.Output, StringComparison.Ordinal);
        Assert.Contains("\ncut stopped at 1,024 replications: every interval is as narrow as was wanted\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("Difference", result.Output, StringComparison.OrdinalIgnoreCase);
        var listed = JsonNode.Parse((await program.Run("runs", "--json")).Output)!["runs"]!.AsArray();
        Assert.All(listed, run => Assert.Equal("STOPPING_REASON_PRECISE", (string?)run!["stoppingReason"]));
    }

    [Fact]
    public async Task Run_DryRun_TellsTheMostAndTheExpected()
    {
        var result = await Run("run", "--within", "live=1%", "--max-replications", "50000", "--scenario", "cut", "--dry-run");
        Assert.True(result.Code == 0, result.Errors);
        Assert.Matches("^cut: 50,000 replications at most, probably [0-9,]+; all of them, ", result.Output);
    }

    [Theory]
    [InlineData]
    [InlineData("--dry-run")]
    public async Task Run_WithinOfWhatNoScenarioHas_IsToldOnceAndStartsNothing(params string[] options)
    {
        await program.Serve();
        var result = await Run("run", ["--within", "themes/imagin:live=2%", .. options]);
        Assert.Equal((2, "--within themes/imagin:live=2%: there is no \"themes/imagin\"; did you mean \"themes/imaging\"?\n"), (result.Code, result.Errors));
        Assert.Equal("no runs\n", (await program.Run("runs")).Output);
    }

    [Fact]
    public async Task Compare_WrongBelow_SaysHowSureTheOrderIs()
    {
        var result = await Run("compare", "--wrong-below", "1%", "--ranked-by", "patients");
        Assert.True(result.Code == 0, result.Errors);
        Assert.Contains("\nstopped at 1,024 replications: the order by patients is wrong with a chance below 1%\n", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--replications is the number", "run", "--within", "live=5%", "--replications", "100")]
    [InlineData("--max-replications goes with a rule", "run", "--max-replications", "100")]
    [InlineData("--within live: allowed are", "run", "--within", "live")]
    [InlineData("--deadline soon: not a span", "run", "--deadline", "soon")]
    [InlineData("--ranked-by goes with --wrong-below", "compare", "--ranked-by", "live")]
    [InlineData("--wrong-below often: not a chance", "compare", "--wrong-below", "often")]
    [InlineData("--within themes/imagin:live=2%: there is no \"themes/imagin\"; did you mean \"themes/imaging\"?", "run", "--within", "live=2%", "--within", "themes/imagin:live=2%")]
    [InlineData("--wrong-below 70%: 0.7 is not allowed; allowed: 0.000001 to 0.5", "compare", "--wrong-below", "70%")]
    [InlineData("--ranked-by liv: ", "compare", "--wrong-below", "1%", "--ranked-by", "liv")]
    public async Task Options_ThatDoNotFit_AreRefused(string reason, string command, params string[] options)
    {
        var result = await Run(command, options);
        Assert.Equal(2, result.Code);
        Assert.StartsWith(reason, result.Errors, StringComparison.Ordinal);
    }

    Task<CommandResult> Run(string command, params string[] options) => program.Run([command, program.Write("mine.yaml", TenLines.Text), .. options]);
}
