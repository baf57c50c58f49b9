using System.Diagnostics;
using System.Text.Json.Nodes;
using Parquet;

namespace Portfolio.Cli.Tests;

/// <summary>The <c>run</c> command, as its user meets it.</summary>
public sealed class RunTests : IDisposable
{
    readonly PortfolioProgram program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Run_TenLinesOfTheReadme_PrintsTablesAndDifference()
    {
        Assert.Contains(TenLines.Text, await File.ReadAllTextAsync(Path.Combine(PortfolioProgram.Root, "README.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var result = await program.Run("run", program.Write("mine.yaml", TenLines.Text), "--replications", "128");
        Assert.Equal(0, result.Code);
        Assert.Contains("stroke-triage", result.Output, StringComparison.Ordinal);
        Assert.Contains("cut less my-trusts", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Dry_SaysWhatItWouldCostAndRunsNothing()
    {
        var result = await program.Run("run", program.Write("mine.yaml", TenLines.Text), "--dry-run");
        Assert.True(result.Code == 0, result.Errors);
        Assert.Matches(@"^cut: 2,000 replications, (less than|about) \d+ s, [\d.]+ [kM]B in the store, [\d.]+ [kM]B of memory$", result.Output.Trim().Split('\n')[^1]);
        Assert.Equal("no runs\n", (await program.Run("runs")).Output);
    }

    [Fact]
    public async Task Run_Sampled_SaysSoInItsManifest()
    {
        var path = program.Write("mine.yaml", TenLines.Text);
        var result = await program.Run("run", path, "--sampling", "sobol", "--dry-run", "--json");
        var manifest = JsonNode.Parse(result.Output)!["runs"]![0]!["manifest"]!;
        Assert.Equal("SAMPLING_SOBOL", (string?)manifest["sampling"]);
        var wrong = await program.Run("run", path, "--sampling", "sobl");
        Assert.Equal((2, true), (wrong.Code, wrong.Errors.StartsWith("--sampling sobl: allowed are random, latinHypercube, sobol; did you mean \"sobol\"?", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_AdoptionWithAllDefaults_ScalesSometimes()
    {
        var result = await program.Run("run", program.Write("mine.yaml", TenLines.Text), "--scenario", "cut", "--replications", "640", "--json");
        var subjects = JsonNode.Parse(result.Output)!["scenarios"]![0]!["result"]!["subjects"]!.AsArray();
        var scaled = subjects.Single(subject => (string?)subject!["subject"] == "initiatives/stroke-triage")!["scaled"]!["value"]!.GetValue<double>();
        Assert.InRange(scaled, 0.05, 0.95);
    }

    [Fact]
    public async Task Run_TwiceWithOneSeed_GivesEqualBytes()
    {
        var file = program.Write("mine.yaml", TenLines.Text);
        var one = await program.Run("run", file, "--replications", "200", "--seed", "7", "--json", "--threads", "1");
        var two = await program.Run("run", file, "--replications", "200", "--seed", "7", "--json", "--threads", "2", "--data", program["other"]);
        Assert.Equal(0, one.Code);
        Assert.Equal(one.Output, two.Output);
    }

    [Fact]
    public async Task Run_WithOutcomes_WritesARowForEachReplicationAndSubject()
    {
        var result = await program.Run("run", program.Write("mine.yaml", TenLines.Text), "--replications", "100", "--outcomes", program["outcomes.csv"]);
        Assert.Equal(0, result.Code);
        var rows = await File.ReadAllLinesAsync(program["outcomes.csv"], TestContext.Current.CancellationToken);
        Assert.StartsWith("scenario,replication,subject,live,peakLive,stability,", rows[0], StringComparison.Ordinal);
        Assert.Equal(1 + 2 * 100 * 5, rows.Length);
        Assert.Single(rows, row => row.StartsWith("cut,99,initiatives/stroke-triage,", StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Equal(rows[0].Count(letter => letter == ','), row.Count(letter => letter == ',')));
    }

    [Fact]
    public async Task Run_WithOutcomesAsParquet_WritesTheSameRows()
    {
        var result = await program.Run("run", program.Write("mine.yaml", TenLines.Text), "--replications", "100", "--outcomes", program["outcomes.parquet"]);
        Assert.Equal(0, result.Code);
        await using var reader = await ParquetReader.CreateAsync(program["outcomes.parquet"], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["scenario", "replication", "subject", "live"], reader.Schema.GetDataFields().Take(4).Select(field => field.Name));
        Assert.Equal(2 * 100 * 5, Enumerable.Range(0, reader.RowGroupCount).Sum(group => (int)reader.OpenRowGroupReader(group).RowCount));
    }

    [Fact]
    public async Task Run_OutcomesThatCannotBeWritten_IsRefusedBeforeTheRun()
    {
        var result = await program.Run("run", program.Write("mine.yaml", TenLines.Text), "--outcomes", program["nowhere/outcomes.csv"]);
        Assert.Equal(2, result.Code);
        Assert.Contains("--outcomes", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhileAnotherRuns_AttachesToItsServer()
    {
        var file = program.Write("mine.yaml", TenLines.Text);
        using var first = program.Start("run", file, "--replications", "20000", "--scenario", "cut");
        await first.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        var second = await program.Run("run", file, "--replications", "64", "--json");
        Interrupt(first);
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, second.Code);
        Assert.Single(Directory.GetFiles(program.Data, "portfolio.db"));
    }

    [Fact]
    public async Task Run_Interrupted_SaysWhatWasKept()
    {
        using var process = program.Start("run", program.Write("mine.yaml", TenLines.Text), "--replications", "1000000", "--scenario", "cut");
        await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        Interrupt(process);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, process.ExitCode);
        Assert.Matches(@"workspaces/default/runs/\S+: cancelled, [\d,]+ of 1,000,000 replications \(cut\)", errors);
    }

    [Theory]
    [InlineData("--replications", "0")]
    [InlineData("--replications", "many")]
    [InlineData("--scenario", "cu")]
    [InlineData("--threads", "-1")]
    [InlineData("--server", "not an address")]
    [InlineData("--nonsense", "1")]
    public async Task Run_WrongOption_IsRefusedWithCode2(string option, string value)
    {
        var result = await program.Run("run", program.Write("mine.yaml", TenLines.Text), option, value);
        AssertRefused(result, 2);
        Assert.Contains(option, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ServerGone_EndsWithCode3()
    {
        var result = await program.Run("run", program.Write("mine.yaml", TenLines.Text), "--server", "http://127.0.0.1:9");
        AssertRefused(result, 3);
        Assert.Contains("127.0.0.1:9", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WrongDefinition_NamesFileLinePathValueAndRange()
    {
        var file = program.Write("wrong.yaml", TenLines.Text.Replace("eligible: 40 }", "eligible: 40 }, adoption: { p: 7, qq: 1 }", StringComparison.Ordinal));
        var result = await program.Run("run", file);
        AssertRefused(result, 2);
        Assert.Contains("wrong.yaml:7: initiatives.stroke-triage.adoption.p: 7 ", result.Errors, StringComparison.Ordinal);
        Assert.Contains("0 to 5", result.Errors, StringComparison.Ordinal);
        Assert.Contains("initiatives.stroke-triage.adoption.qq", result.Errors, StringComparison.Ordinal);
    }

    static void Interrupt(Process process) => Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();

    static void AssertRefused(CommandResult result, int code)
    {
        Assert.Equal(code, result.Code);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }
}
