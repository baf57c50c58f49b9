namespace Portfolio.Cli.Tests;

/// <summary>What <c>next-pound</c>, <c>targets</c> and <c>rests-on</c> refuse before any server is asked.</summary>
public sealed class StudyOptionsTests : IDisposable
{
    readonly PortfolioProgram program = new();

    public void Dispose() => program.Dispose();

    [Theory]
    [InlineData("next-pound", "--amount", "1mm", "such as 250000, 250k, 1.5m or 2bn")]
    [InlineData("next-pound", "--amount", "0", "allowed are pounds above 0")]
    [InlineData("next-pound", "--total", "2000bn", "at most 1000bn")]
    [InlineData("next-pound", "--from", "2026-13", "not a month; expected yyyy-MM")]
    [InlineData("next-pound", "--months", "601", "allowed are 1 to 600")]
    [InlineData("next-pound", "--outcome", "patient", "allowed are live, patients, targets, npv; did you mean \"patients\"?")]
    [InlineData("next-pound", "--scenario", "cuts", "did you mean \"cut\"?")]
    [InlineData("rests-on", "--scenario", "cuts", "did you mean \"cut\"?")]
    [InlineData("rests-on", "--replications", "0", "allowed are 1 to 1000000")]
    [InlineData("targets", "--scenario", "cuts", "did you mean \"cut\"?")]
    [InlineData("targets", "--probability", "1", "above 0 and below 1")]
    [InlineData("targets", "--probability", "NaN", "above 0 and below 1")]
    public async Task Command_WrongOption_IsRefusedInOneSentence(string command, string option, string value, string allowed)
    {
        var result = await program.Run(command, program.Write("mine.yaml", TenLines.Text), option, value);
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.StartsWith($"{option} {value}: ", result.Errors, StringComparison.Ordinal);
        Assert.Contains(allowed, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Targets_PortfolioWithoutAny_IsRefused()
    {
        var result = await program.Run("targets", program.Write("mine.yaml", TenLines.Text));
        Assert.Equal(2, result.Code);
        Assert.Contains("my-trusts has no targets", result.Errors, StringComparison.Ordinal);
    }
}
