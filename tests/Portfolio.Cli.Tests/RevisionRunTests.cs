using System.Text.Json.Nodes;

namespace Portfolio.Cli.Tests;

/// <summary>Any revision that a server holds can be simulated and exported as it was, whatever has become of it since.</summary>
public sealed class RevisionRunTests : IAsyncLifetime
{
    readonly PortfolioProgram program = new();

    static string Later => TenLines.Text
        .Replace("months: 120", "months: 96", StringComparison.Ordinal)
        .Replace("factor: 0.5", "factor: 0.1", StringComparison.Ordinal) + "\n  - { id: more }\n";

    public async ValueTask InitializeAsync()
    {
        await program.Serve();
        foreach (var text in new[] { TenLines.Text, Later })
            Assert.Equal(0, (await program.Run("apply", program.Write("mine.yaml", text), "--yes")).Code);
    }

    public ValueTask DisposeAsync()
    {
        program.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Run_PastRevision_GivesWhatItsFilesGave()
    {
        string[] options = ["--replications", "64", "--json"];
        var past = await program.Run(["run", "my-trusts@1", .. options]);
        Assert.Equal((0, ""), (past.Code, past.Errors));
        var files = await program.Run(["run", program.Write("first.yaml", TenLines.Text), "--data", program["elsewhere"], .. options]);
        Assert.Equal(files.Output, past.Output);
        Assert.Equal(2, JsonNode.Parse((await program.Run("revisions", "my-trusts", "--json")).Output)!["revisions"]!.AsArray().Count);
    }

    [Fact]
    public async Task Compare_PastRevision_KnowsOnlyTheScenariosOfThen()
    {
        var wrong = await program.Run("compare", "my-trusts@1", "--scenario", "cut", "--scenario", "more");
        Assert.Equal((2, "--scenario more: there is no such scenario; known: cut\n"), (wrong.Code, wrong.Errors));
        var compared = await program.Run("compare", "my-trusts@2", "--scenario", "cut", "--scenario", "more", "--replications", "64", "--json");
        Assert.Equal((0, ""), (compared.Code, compared.Errors));
    }

    [Theory]
    [InlineData("PATH my-trusts@two: \"two\" is not a revision; allowed: a whole number from 1\n", "my-trusts@two")]
    [InlineData("workspaces/default/portfolios/my-trusts: there is no revision 9; revisions are 1 to 2\n", "my-trusts@9")]
    [InlineData("workspaces/default/portfolios/my-trust: there is no such resource; did you mean \"my-trusts\"?\n", "my-trust@1")]
    [InlineData("mine.yaml@1: there is no such file or folder\n1 problem\n", "mine.yaml@1")]
    public async Task Run_NoSuchRevision_SaysWhatThereIsWithCode2(string expected, string path)
    {
        var result = await program.Run("run", path);
        Assert.Equal((2, expected), (result.Code, result.Errors));
    }

    [Fact]
    public async Task Export_PastRevision_GivesTheFilesOfThen()
    {
        Assert.Equal(0, (await program.Run("export", "my-trusts@1", "then")).Code);
        Assert.Equal(TenLines.Text, await File.ReadAllTextAsync(program["then/portfolio.yaml"], TestContext.Current.CancellationToken));
        Assert.Equal(0, (await program.Run("export", "my-trusts@2", "now")).Code);
        Assert.Equal(Later, await File.ReadAllTextAsync(program["now/portfolio.yaml"], TestContext.Current.CancellationToken));
    }
}
