using System.Diagnostics;
using System.Globalization;
using Portfolio.Faults.Tests;

namespace Portfolio.Cli.Tests;

/// <summary>The server (a real process) is killed while a command watches what it computes.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    readonly PortfolioProgram program = new();
    MortalServer server = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string Address => server.Client.Addresses.ToString();

    public async ValueTask InitializeAsync()
    {
        program.Write("mine.yaml", TenLines.Text);
        program.Write("batch.yaml", "batch: { portfolio: mine.yaml, replications: 20000, grid: [{ path: framework.strength, values: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8] }] }");
        server = await MortalServer.Start(program["served"]);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        program.Dispose();
    }

    [Fact]
    public async Task Run_ServerKilledAndStartedAgain_TellsBothAndGoesOnWithoutGapOrRepetition()
    {
        using var running = Start("run mine.yaml --scenario cut --replications 100000");
        var output = running.StandardOutput.ReadToEndAsync(Cancellation);
        await KillUnder(running);
        await server.Restart();
        var after = (await running.StandardError.ReadToEndAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"the server at {Address} answers again; going on", after[0]);
        var done = after.Skip(1).Select(line => int.Parse(line.Split(' ')[1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(done.Distinct().Order(), done);
        Assert.Equal(100_000, done[^1]);
        Assert.StartsWith("my-trusts: 100,000 replications a scenario", await output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run mine.yaml --replications 100000", "portfolio runs watch ", 2)]
    [InlineData("rests-on mine.yaml --replications 100000", "portfolio studies watch ", 1)]
    [InlineData("batch batch.yaml", null, 1)]
    public async Task Interrupted_WhileNoServerAnswers_EndsAtOnceAndSaysHowToGoOn(string command, string? watchedBy, int works)
    {
        using var running = Start(command);
        await KillUnder(running);
        using var interrupt = Process.Start("kill", ["-TERM", running.Id.ToString(CultureInfo.InvariantCulture)]);
        var said = (await running.StandardError.ReadToEndAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await running.WaitForExitAsync(Cancellation);
        Assert.Equal(1, running.ExitCode);
        Assert.Equal([$"Interrupted; the server at {Address} does not answer.", "Kept in its store, and going on once a server runs:"], said.Take(2));
        var names = said.Skip(2).Take(works).Select(name => name.Split('/')[^1]);
        Assert.Equal(watchedBy is null ? "The same command goes on with it." : $"To go on watching: {watchedBy}{string.Join(' ', names)} --server {Address}", said[^1]);

        await server.Restart();
        var again = await program.Run(watchedBy is null ? [.. command.Split(' '), "--server", Address] : said[^1].Split(' ')[5..]);
        Assert.True(again.Code == 0, again.Errors);
        Assert.StartsWith(watchedBy is null ? "workspaces/default/batches/" : "my-trusts: 100,000 replications", again.Output, StringComparison.Ordinal);
    }

    Process Start(string command) => program.Start([.. command.Split(' '), "--server", Address]);

    /// <summary>Kills the server once there is progress, and waits until the command says that nobody answers.</summary>
    async Task KillUnder(Process running)
    {
        while (await Line(running) is { } line && !line.Contains(" of ", StringComparison.Ordinal))
        {
        }

        await server.Kill();
        string? told;
        while ((told = await Line(running)) is not null && told.Contains(" of ", StringComparison.Ordinal))
        {
        }

        Assert.Matches($"^the server at {Address} does not answer; trying again for 2[0-9] s$", told);
    }

    static async Task<string?> Line(Process running) => await running.StandardError.ReadLineAsync(Cancellation);
}
