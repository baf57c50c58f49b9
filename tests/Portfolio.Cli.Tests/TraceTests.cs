using System.Globalization;

namespace Portfolio.Cli.Tests;

/// <summary>The <c>trace</c> and <c>compile</c> commands.</summary>
public sealed class TraceTests : IDisposable
{
    static readonly string Case = Path.Combine(PortfolioProgram.Root, "simulations", "nhs-ai-lab");

    readonly PortfolioProgram program = new();

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
