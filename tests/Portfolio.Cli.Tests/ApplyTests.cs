namespace Portfolio.Cli.Tests;

/// <summary>The commands <c>apply</c>, <c>export</c>, <c>revisions</c> and <c>diff</c>, as their user meets them.</summary>
public sealed class ApplyTests : IDisposable
{
    readonly PortfolioProgram program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Apply_ReferenceCase_ComesBackByteForByteAndChangesNothing()
    {
        await program.Serve();
        var folder = Path.Combine(PortfolioProgram.Root, "simulations", "nhs-ai-lab");
        Assert.Equal(0, (await program.Run("apply", folder, "--yes")).Code);
        var exported = await program.Run("export", "nhs-ai-lab", program["out"]);
        Assert.Equal((0, 10), (exported.Code, exported.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        foreach (var file in exported.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Assert.Equal(await Bytes(Path.Combine(folder, Path.GetRelativePath(program["out"], file))), await Bytes(file));
        Assert.EndsWith("Nothing to change.\n", (await program.Run("apply", program["out"], "--yes")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_Changed_ShowsEachPathWithItsLineAndKeepsWhoAndWhy()
    {
        await program.Serve();
        var file = program.Write("mine.yaml", TenLines.Text);
        await program.Run("apply", file, "--yes");
        program.Write("mine.yaml", TenLines.Text.Replace("eligible: 40", "eligible: 41", StringComparison.Ordinal) + " # less");
        var result = await program.Run("apply", file, "--yes", "--message", "one more site");
        Assert.Equal(0, result.Code);
        Assert.Contains("portfolio my-trusts: changed from revision 1\n  " + file + ":7: initiatives.stroke-triage.sites.eligible: 40 → 41\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("scenario cut: unchanged, revision 1\n\n1 change, 1 unchanged.\nportfolio my-trusts is at revision 2\n", result.Output, StringComparison.Ordinal);
        Assert.Matches($@"2 .* {Environment.UserName} +updated +one more site", (await program.Run("revisions", "my-trusts")).Output);
        Assert.Equal("initiatives.stroke-triage.sites.eligible: 40 → 41\n", (await program.Run("diff", "my-trusts@1", "my-trusts@2")).Output);
    }

    [Theory]
    [InlineData(0, "--dry-run")]
    [InlineData(2)]
    public async Task Apply_NotConfirmed_ChangesNothing(int code, params string[] options)
    {
        await program.Serve();
        var result = await program.Run(["apply", program.Write("mine.yaml", TenLines.Text), .. options]);
        Assert.Equal(code, result.Code);
        Assert.EndsWith("2 changes, 0 unchanged.\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await program.Run("revisions", "my-trusts")).Code);
    }

    [Fact]
    public async Task Apply_Wrong_NamesFileLineAndPathBeforeAnythingChanges()
    {
        var result = await program.Run("apply", program.Write("mine.yaml", TenLines.Text.Replace("theme", "thme", StringComparison.Ordinal)), "--yes");
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains("mine.yaml:7: initiatives.stroke-triage.thme: unknown name; did you mean \"theme\"?", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_ServerGone_EndsWithCode3()
    {
        var result = await program.Run("apply", program.Write("mine.yaml", TenLines.Text), "--yes", "--server", "http://127.0.0.1:9");
        Assert.Equal((3, ""), (result.Code, result.Output));
    }

    [Fact]
    public async Task Export_FilesThatSaySomethingElse_AreLeftAlone()
    {
        await program.Serve();
        await program.Run("apply", program.Write("mine.yaml", TenLines.Text), "--yes");
        program.Write("portfolio.yaml", "mine");
        var result = await program.Run("export", "my-trusts", Path.GetDirectoryName(program["portfolio.yaml"])!);
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Equal("mine", await File.ReadAllTextAsync(program["portfolio.yaml"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("workspaces/default/portfolios/my-trust: there is no such resource; did you mean \"my-trusts\"?", "revisions", "my-trust")]
    [InlineData("workspaces/default/portfolios/my-trusts: there is no revision 9; revisions are 1 to 1", "diff", "my-trusts@9")]
    [InlineData("NAME my-trusts@x: \"x\" is not a revision; allowed: a whole number from 1", "export", "my-trusts@x", "out")]
    public async Task Reference_ThatIsNot_IsRefusedInOneLine(string line, params string[] command)
    {
        await program.Serve();
        await program.Run("apply", program.Write("mine.yaml", TenLines.Text), "--yes");
        var result = await program.Run(command);
        Assert.Equal((2, "", line + "\n"), (result.Code, result.Output, result.Errors));
    }

    static Task<byte[]> Bytes(string file) => File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
}
