namespace Portfolio.Cli.Tests;

/// <summary>The rehearse command, as its user meets it.</summary>
public sealed class RehearseTests : IDisposable
{
    readonly PortfolioProgram program = new();

    [Fact]
    public async Task Rehearse_Script_PlaysStepsInSavesAndCompares()
    {
        program.Write("mine.yaml", TenLines.Text);
        program.Write("script.txt", "to 2027-04\nbudget 50%\nnote half the money is gone\nto end\nodds 64 from 2027-04\nsave halved as rehearsed\ncompare x 32\n");
        var played = await program.Run("rehearse", "mine.yaml", "--replication", "3", "--script", "script.txt", "--author", "pat");
        Assert.Equal((0, ""), (played.Code, played.Code == 0 ? "" : played.Errors));
        Assert.Contains("2027-04  pat: intervention-1: budget from 2027-04 factor 0.5\n", played.Output, StringComparison.Ordinal);
        Assert.Contains("2027-04  pat: “half the money is gone”\n", played.Output, StringComparison.Ordinal);
        Assert.Contains("64 futures that may follow from 2027-04", played.Output, StringComparison.Ordinal);
        Assert.Contains("saved as workspaces/default/portfolios/my-trusts/scenarios/halved, 1 event\n", played.Output, StringComparison.Ordinal);
        Assert.Contains("my-trusts: 32 replications a scenario, seed 1", played.Output, StringComparison.Ordinal);
        Assert.Contains("Kept. To go on: portfolio rehearse workspaces/default/rehearsals/", played.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehearse_GoneBack_LivesTheSameFutureAgain()
    {
        await program.Serve();
        program.Write("mine.yaml", TenLines.Text);
        program.Write("once.txt", "step 40\n");
        program.Write("back.txt", "step 40\nback 10\nstep 30\n");
        var once = Happenings(await program.Run("rehearse", "mine.yaml", "--replication", "5", "--script", "once.txt"));
        var back = Happenings(await program.Run("rehearse", "mine.yaml", "--replication", "5", "--script", "back.txt"));
        Assert.NotEmpty(once);
        Assert.Equal(once.Where(line => string.CompareOrdinal(line[..7], "2027-02") >= 0), back[once.Count..]);
    }

    [Fact]
    public async Task Rehearse_ARehearsalThatIsThere_GoesOnInItsMonth()
    {
        await program.Serve();
        program.Write("mine.yaml", TenLines.Text);
        program.Write("first.txt", "step 12\n");
        var begun = await program.Run("rehearse", "mine.yaml", "--script", "first.txt");
        var name = begun.Errors.Trim().Split(' ')[^1];
        var gone = await program.Run("rehearse", name, "--script", program.Write("second.txt", "to 2027-04\n"));
        Assert.Equal((2, $"{program["second.txt"]}:1: to: 2027-04 is not ahead; 2027-04 comes next"), (gone.Code, gone.Errors.Split('\n')[1]));
    }

    [Fact]
    public async Task Rehearsals_OneThatWasPlayed_IsListedAndDeleted()
    {
        await program.Serve();
        Assert.Equal("no rehearsals\n", (await program.Run("rehearsals")).Output);
        program.Write("mine.yaml", TenLines.Text);
        program.Write("script.txt", "step 12\nbudget 50%\n");
        var name = (await program.Run("rehearse", "mine.yaml", "--scenario", "cut", "--replication", "4", "--script", "script.txt")).Errors.Trim().Split(' ')[^1];
        Assert.Matches(@"my-trusts cut +4 +12 +120 +1 +\d+ s", (await program.Run("rehearsals")).Output);
        Assert.Equal($"{name}: deleted\n", (await program.Run("rehearsals", "delete", name.Split('/')[^1])).Output);
        var gone = await program.Run("rehearsals", "delete", name);
        Assert.Equal(2, gone.Code);
        Assert.Contains("`portfolio rehearsals` lists", gone.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("budgt 0.5", "script.txt:1: \"budgt\" is no command; did you mean \"budget\"?")]
    [InlineData("stop ward-scrib", "script.txt:1: ")]
    [InlineData("compare", "script.txt:1: compare: nothing was saved yet; `save ID` keeps what was done as a scenario")]
    public async Task Rehearse_LineThatCannotBeDone_EndsWithItsPlace(string line, string problem)
    {
        program.Write("mine.yaml", TenLines.Text);
        program.Write("script.txt", line);
        var refused = await program.Run("rehearse", "mine.yaml", "--script", "script.txt");
        Assert.Equal(2, refused.Code);
        Assert.Contains(problem, refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehearse_WithoutATerminal_AsksForAScript()
    {
        program.Write("mine.yaml", TenLines.Text);
        var refused = await program.Run("rehearse", "mine.yaml");
        Assert.Equal((2, "rehearse: there is no terminal to play on; allowed without one: --script FILE\n"), (refused.Code, refused.Errors));
    }

    [Fact]
    public async Task Rehearse_UnknownScenario_NamesTheNearest()
    {
        program.Write("mine.yaml", TenLines.Text);
        var refused = await program.Run("rehearse", "mine.yaml", "--scenario", "cutt", "--script", program.Write("script.txt", "step"));
        Assert.Equal((2, "--scenario cutt: there is no such scenario; did you mean \"cut\"?\n"), (refused.Code, refused.Errors));
    }

    public void Dispose() => program.Dispose();

    static List<string> Happenings(CommandResult played)
    {
        Assert.Equal((0, ""), (played.Code, played.Code == 0 ? "" : played.Errors));
        return [.. played.Output.Split('\n').Where(line => line.StartsWith("20", StringComparison.Ordinal) && !line.Contains("back here", StringComparison.Ordinal))];
    }
}
