using Portfolio.Client;
using Portfolio.Server.Hosting;

namespace Portfolio.Cli.Tests;

/// <summary>A command that hosts a server for itself does not take it away from others.</summary>
public sealed class HostingTests : IDisposable
{
    readonly PortfolioProgram program = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Host_DoneWhileAnotherIsThere_GoesOnUntilThatLeaves()
    {
        using var host = program.Start("run", program.Write("mine.yaml", TenLines.Text), "--scenario", "cut", "--replications", "100000");
        var output = host.StandardOutput.ReadToEndAsync(Cancellation);
        Assert.StartsWith("cut: ", await host.StandardError.ReadLineAsync(Cancellation), StringComparison.Ordinal);
        using (var guest = new PortfolioClient(DataFolder.Find(program.Data)!.Grpc))
        {
            Assert.True(await guest.Attend(TimeSpan.FromMinutes(1), Cancellation));
            while (await host.StandardError.ReadLineAsync(Cancellation) is { } line && line != "Another command still uses this server; it goes on until that is done (Ctrl-C stops it).")
                Assert.StartsWith("cut: ", line, StringComparison.Ordinal);
            await guest.Portfolios.GetPortfolioAsync(new() { Name = "workspaces/default/portfolios/my-trusts" }, cancellationToken: Cancellation);
            Assert.False(host.HasExited);
        }

        await host.WaitForExitAsync(Cancellation);
        Assert.Equal(0, host.ExitCode);
        Assert.Contains("100,000 replications", await output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_FolderHeldByOneThatDoesNotAnswer_SaysSoAndGoesOnOnceItLeaves()
    {
        using var other = DataFolder.Take(program.Data);
        using var waiting = program.Start("runs");
        Assert.Matches($"^another server uses the data folder {program.Data}, but it does not answer; trying again for 2[0-9] s$", await waiting.StandardError.ReadLineAsync(Cancellation));
        other.Dispose();
        Assert.Equal("no runs\n", await waiting.StandardOutput.ReadToEndAsync(Cancellation));
        await waiting.WaitForExitAsync(Cancellation);
        Assert.Equal(0, waiting.ExitCode);
    }

    [Fact]
    public async Task Commands_StartedAtOnce_AllAreDone()
    {
        var file = program.Write("mine.yaml", TenLines.Text);
        Assert.Equal(0, (await program.Run("apply", file, "--yes")).Code);
        var months = Enumerable.Range(5, 4).ToList();
        var results = await Task.WhenAll(months.Select(month => program.Run("record", "my-trusts", "stroke-triage", "sitesLive", "1", "--month", $"2026-0{month}", "--source", "register")));
        Assert.All(results, result => Assert.True(result.Code == 0, result.Errors));
        var listed = (await program.Run("journal", "my-trusts")).Output;
        Assert.All(months, month => Assert.Contains($"2026-0{month}", listed, StringComparison.Ordinal));
    }
}
