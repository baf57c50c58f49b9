using System.Globalization;
using System.Text.Json.Nodes;

namespace Portfolio.Cli.Tests;

/// <summary>The <c>trace</c> and <c>compile</c> commands.</summary>
public sealed class TraceTests : IDisposable
{
    static readonly string Case = Path.Combine(PortfolioProgram.Root, "simulations", "nhs-ai-lab");

    readonly PortfolioProgram program = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Trace_PartOfARange_EqualsThoseRowsOfTheWhole()
    {
        await Trace("0:12", "whole.csv");
        await Trace("5:9", "part.csv");
        foreach (var file in new[] { "{0}.csv", "{0}.programme.csv" })
        {
            var whole = await Lines(string.Format(CultureInfo.InvariantCulture, file, "whole"));
            var part = await Lines(string.Format(CultureInfo.InvariantCulture, file, "part"));
            string[] wanted = ["5", "6", "7", "8"];
            Assert.Equal(part.Skip(1), whole.Skip(1).Where(line => wanted.Contains(line.Split(',')[0])));
        }
    }

    [Fact]
    public async Task Trace_Header_IsAsDocumented()
    {
        await Trace("0:1", "one.csv");
        Assert.Equal(
            "replication,initiative,month,stage,progress,team,funded,received,stability,leaderInPost,evidence,alignment,undecided,contracting,implementing,live,abandoned,localCost,cashBenefit,qalys",
            (await Lines("one.csv"))[0]);
        Assert.Equal(
            "replication,month,budget,pot,received,carried,lost,framework,leaderInPost,capability,community,infrastructure,implementation,regulation,npv",
            (await Lines("one.programme.csv"))[0]);
        Assert.Equal(1 + 97 * 108, (await Lines("one.csv")).Length);
    }

    [Theory]
    [InlineData("10:5")]
    [InlineData("-1:5")]
    [InlineData("all")]
    public async Task Trace_WrongRange_IsRefused(string range)
    {
        var result = await program.Run("trace", Case, "--seed", "1", "--replications", range, "--out", program["x.csv"]);
        Assert.Equal(2, result.Code);
        Assert.Contains(range, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_OfARun_EqualsThatOfItsFiles()
    {
        await program.Serve();
        var file = program.Write("mine.yaml", TenLines.Text);
        Assert.Equal(0, (await program.Run("run", file, "--scenario", "cut", "--seed", "3", "--replications", "128")).Code);
        var name = (string)JsonNode.Parse((await program.Run("runs", "--json")).Output)!["runs"]![0]!["name"]!;
        Assert.Equal(0, (await program.Run("trace", file, "--scenario", "cut", "--seed", "3", "--replication", "70", "--out", program["file.csv"])).Code);
        var replayed = await program.Run("trace", "--run", name.Split('/')[^1], "--replication", "70", "--out", program["run.csv"]);
        Assert.Equal(0, replayed.Code);
        Assert.Matches($"^replication 70 of {name} was computed again by the same engine.*: all [0-9]+ end outcomes are those that the run found", replayed.Errors);
        foreach (var ending in new[] { ".csv", ".programme.csv" })
            Assert.Equal(await File.ReadAllBytesAsync(program[$"file{ending}"], Cancellation), await File.ReadAllBytesAsync(program[$"run{ending}"], Cancellation));

        var beyond = await program.Run("trace", "--run", name, "--replication", "128", "--out", program["beyond.csv"]);
        Assert.Equal(2, beyond.Code);
        Assert.Equal($"replication: {name} has no replication 128; allowed: 0 to 127, those that are done\n", beyond.Errors);
        Assert.False(File.Exists(program["beyond.csv"]));
    }

    [Fact]
    public async Task Trace_OfNoRun_IsRefused()
    {
        var result = await program.Run("trace", "--run", "nobody", "--out", program["x.csv"]);
        Assert.Equal((2, "workspaces/default/runs/nobody: there is no such run; `portfolio runs` lists those there are\n"), (result.Code, result.Errors));
    }

    [Theory]
    [InlineData("either PATH or --run")]
    [InlineData("either PATH or --run", "x.yaml", "--run", "mine")]
    [InlineData("which replications?", "x.yaml")]
    [InlineData("--seed: not allowed beside --run", "--run", "mine", "--seed", "1")]
    [InlineData("exclude each other", "--run", "mine", "--replication", "1", "--replications", "1:2")]
    public async Task Trace_WrongOptions_AreRefused(string reason, params string[] options)
    {
        var result = await program.Run(["trace", .. options, "--out", program["x.csv"]]);
        Assert.Equal(2, result.Code);
        Assert.Contains(reason, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compile_Case_FillsInEveryNumberWithItsOrigin()
    {
        var result = await program.Run("compile", Case, "--scenario", "steady-framework");
        Assert.Equal(0, result.Code);
        Assert.Contains("\"path\": \"initiatives.stroke-imaging.adoption.teamFloor\"", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"from\": \"scenarios/steady-framework\"", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"from\": \"default\"", result.Output, StringComparison.Ordinal);
    }

    async Task Trace(string range, string file)
    {
        var result = await program.Run("trace", Case, "--scenario", "as-delivered", "--seed", "3", "--replications", range, "--out", program[file]);
        Assert.Equal(0, result.Code);
    }

    Task<string[]> Lines(string file) => File.ReadAllLinesAsync(program[file], TestContext.Current.CancellationToken);
}
