namespace Portfolio.Cli.Tests;

/// <summary>Commands whose standard output or standard error is full, closed, or left by its reader.</summary>
public sealed class StandardStreamsTests : IDisposable
{
    readonly PortfolioProgram program = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public StandardStreamsTests() => program.Write("mine.yaml", TenLines.Text);

    public void Dispose() => program.Dispose();

    [Theory]
    [InlineData("\"$0\" compile mine.yaml > /dev/full", 1, "standard output: No space left on device\n")]
    [InlineData("\"$0\" --help > /dev/full", 1, "standard output: No space left on device\n")]
    [InlineData("\"$0\" compile mine.yaml >&-", 1, "standard output: Access to the path is denied.\n")]
    [InlineData("\"$0\" compile nowhere.yaml 2> /dev/full", 2, "")]
    [InlineData("\"$0\" compile nowhere.yaml 2>&-", 2, "")]
    public async Task Command_StreamThatTakesNothing_EndsWithItsCodeAndSaysSoWhereItCan(string line, int code, string errors)
    {
        var result = await program.Shell(line);
        Assert.Equal((code, "", errors), (result.Code, result.Output, result.Errors));
    }

    [Fact]
    public async Task Watch_NobodyReadsItAnyMore_EndsQuietlyWithTheNextChange()
    {
        Assert.Equal(0, (await program.Run("apply", "mine.yaml", "--yes")).Code);
        using var watching = program.Start("watch", "my-trusts", "--all");
        Assert.StartsWith("1  ", await watching.StandardOutput.ReadLineAsync(Cancellation), StringComparison.Ordinal);
        watching.StandardOutput.Close();
        Assert.Equal(0, (await program.Run("record", "my-trusts", "stroke-triage", "sitesLive", "1", "--month", "2026-09", "--source", "register")).Code);
        await watching.WaitForExitAsync(Cancellation);
        Assert.Equal((1, ""), (watching.ExitCode, await watching.StandardError.ReadToEndAsync(Cancellation)));
    }

    [Fact]
    public async Task Commands_OneAfterTheOtherIntoOneFile_AllStandThere()
    {
        Assert.Equal(0, (await program.Shell("{ \"$0\" runs; echo between; \"$0\" runs; } > all.txt")).Code);
        Assert.Equal("no runs\nbetween\nno runs\n", await File.ReadAllTextAsync(program["all.txt"], Cancellation));
    }
}
