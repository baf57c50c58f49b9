using System.Text.Json.Nodes;

namespace Portfolio.Cli.Tests;

/// <summary>The <c>runs</c> and <c>studies</c> commands.</summary>
public sealed class WorkTests : IDisposable
{
    readonly PortfolioProgram program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Runs_OneThatEnded_IsListedShownAndDeleted()
    {
        Assert.Equal("no runs\n", (await program.Run("runs")).Output);
        Assert.Equal(0, (await program.Run("run", program.Write("mine.yaml", TenLines.Text), "--scenario", "cut", "--replications", "64")).Code);
        var listed = await program.Run("runs", "--json");
        var name = (string)JsonNode.Parse(listed.Output)!["runs"]![0]!["name"]!;
        Assert.Matches(@"my-trusts cut +succeeded +64 +64 +\d+ s", (await program.Run("runs")).Output);

        var shown = await program.Run("runs", "show", name.Split('/')[^1]);
        Assert.True(shown.Code == 0, shown.Errors);
        Assert.Matches("portfolio +my-trusts, revision 1", shown.Output);
        Assert.Matches("digest +[0-9a-f]{64}", shown.Output);
        Assert.Matches("cut@1 +[0-9a-f]{64}", shown.Output);
        Assert.Equal(name, (string)JsonNode.Parse((await program.Run("runs", "show", name, "--json")).Output)!["name"]!);

        Assert.Matches("^64 of 64 replications were computed again by the same engine", (await program.Run("runs", "verify", name)).Output);

        var paused = await program.Run("runs", "pause", name);
        Assert.Equal(1, paused.Code);
        Assert.Contains("it has succeeded", paused.Errors, StringComparison.Ordinal);
        Assert.Equal($"{name}: deleted\n", (await program.Run("runs", "delete", name)).Output);
        var gone = await program.Run("runs", "show", name);
        Assert.Equal(2, gone.Code);
        Assert.Contains("`portfolio runs` lists", gone.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_PausedByAnotherCommand_GoOnWhenResumed()
    {
        using var running = program.Start("run", program.Write("mine.yaml", TenLines.Text), "--scenario", "cut", "--replications", "1000000");
        await running.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        var name = (string)JsonNode.Parse((await program.Run("runs", "--json")).Output)!["runs"]![0]!["name"]!;
        Assert.Contains(": paused, ", (await program.Run("runs", "pause", name)).Output, StringComparison.Ordinal);
        Assert.Matches("(queued|running)", (await program.Run("runs", "resume", name)).Output);
        Assert.Contains(": cancelled, ", (await program.Run("runs", "cancel", name)).Output, StringComparison.Ordinal);
        await running.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, running.ExitCode);
        Assert.Contains("was cancelled after", await running.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Studies_OneThatEnded_IsListedAndShown()
    {
        Assert.Equal(0, (await program.Run("rests-on", program.Write("mine.yaml", TenLines.Text), "--replications", "64")).Code);
        var listed = await program.Run("studies");
        Assert.Matches(@"my-trusts RestsOn +succeeded +64 +64 ", listed.Output);
        Assert.Equal(2, (await program.Run("studies", "show", "nobody")).Code);
    }
}
