using System.Diagnostics;
using System.Globalization;

namespace Portfolio.Cli.Tests;

/// <summary>The watch command, as its user meets it.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    readonly PortfolioProgram program = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        Assert.Equal(0, (await program.Run("apply", program.Write("mine.yaml", TenLines.Text), "--message", "as planned", "--yes")).Code);

    public ValueTask DisposeAsync()
    {
        program.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Watch_ByDefault_ShowsOnlyWhatComesAndSaysHowToGoOn()
    {
        using var watching = program.Start("watch", "my-trusts");
        Assert.Equal("Watching my-trusts from now on; what was before: --all. Ctrl-C ends it.", await watching.StandardError.ReadLineAsync(Cancellation));
        Assert.Equal(0, (await program.Run("record", "my-trusts", "stroke-triage", "sitesLive", "1", "--month", "2026-09", "--source", "register")).Code);
        Assert.Matches(@"^3  \S+ \S+  stroke-triage  2026-09  sitesLive 1  \(entry 1, by register\)$", await watching.StandardOutput.ReadLineAsync(Cancellation));
        program.Write("mine.yaml", TenLines.Text.Replace("months: 120", "months: 96", StringComparison.Ordinal));
        Assert.Equal(0, (await program.Run("apply", "mine.yaml", "--message", "shorter", "--yes")).Code);
        Assert.Matches(@"^4  \S+ \S+  my-trusts@2  updated  \(by [^:]+: shorter\)$", await watching.StandardOutput.ReadLineAsync(Cancellation));
        using var interrupt = Process.Start("kill", ["-TERM", watching.Id.ToString(CultureInfo.InvariantCulture)]);
        await watching.WaitForExitAsync(Cancellation);
        Assert.Equal((0, "To go on from here: --after 4\n"), (watching.ExitCode, await watching.StandardError.ReadToEndAsync(Cancellation)));
    }

    [Fact]
    public async Task Watch_All_ShowsRevisionsOfPortfolioAndScenarios()
    {
        using var watching = program.Start("watch", "my-trusts", "--all");
        Assert.Matches(@"^1  \S+ \S+  my-trusts@1  created with stroke-triage, ward-scribe  \(by [^:]+: as planned\)$", await watching.StandardOutput.ReadLineAsync(Cancellation));
        Assert.Matches(@"^2  \S+ \S+  my-trusts/scenarios/cut@1  created  ", await watching.StandardOutput.ReadLineAsync(Cancellation));
        watching.Kill();
    }

    [Fact]
    public async Task Watch_HostKilled_GoesOnWithAServerOfItsOwn()
    {
        using var host = program.Start("watch", "my-trusts");
        await host.StandardError.ReadLineAsync(Cancellation);
        using var watching = program.Start("watch", "my-trusts");
        await watching.StandardError.ReadLineAsync(Cancellation);
        host.Kill();
        Assert.Matches(" does not answer; trying again for 2[0-9] s$", await watching.StandardError.ReadLineAsync(Cancellation));
        Assert.Equal("The server is gone; going on with another.", await watching.StandardError.ReadLineAsync(Cancellation));
        Assert.Equal(0, (await program.Run("record", "my-trusts", "stroke-triage", "sitesLive", "1", "--month", "2026-09", "--source", "register")).Code);
        Assert.StartsWith("3  ", await watching.StandardOutput.ReadLineAsync(Cancellation), StringComparison.Ordinal);
        watching.Kill();
    }

    [Theory]
    [InlineData("--all, --after: each says where to begin; allowed: one of them\n", "--all", "--after", "1")]
    [InlineData("--after -1: allowed are positions from 0\n", "--after", "-1")]
    [InlineData("subjects: there is no \"scenarios/cat\" in workspaces/default/portfolios/my-trusts; did you mean \"scenarios/cut\"?\n", "scenarios/cat")]
    public async Task Watch_Wrong_SaysWhatIsAllowedWithCode2(string expected, params string[] arguments)
    {
        var result = await program.Run(["watch", "my-trusts", .. arguments]);
        Assert.Equal((2, "", expected), (result.Code, result.Output, result.Errors));
    }
}
