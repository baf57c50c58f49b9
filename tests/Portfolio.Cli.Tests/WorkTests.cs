using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Portfolio.Cli.Tests;

/// <summary>The <c>runs</c>, <c>studies</c> and <c>batches</c> commands.</summary>
public sealed class WorkTests : IDisposable
{
    readonly PortfolioProgram program = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Runs_OneThatEnded_IsListedShownAndDeleted()
    {
        await program.Serve();
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
        await running.StandardError.ReadLineAsync(Cancellation);
        var name = (string)JsonNode.Parse((await program.Run("runs", "--json")).Output)!["runs"]![0]!["name"]!;
        Assert.Contains(": paused, ", (await program.Run("runs", "pause", name)).Output, StringComparison.Ordinal);
        Assert.Matches("(queued|running)", (await program.Run("runs", "resume", name)).Output);
        Assert.Contains(": cancelled, ", (await program.Run("runs", "cancel", name)).Output, StringComparison.Ordinal);
        await running.WaitForExitAsync(Cancellation);
        Assert.Equal(1, running.ExitCode);
        Assert.Contains("was cancelled after", await running.StandardError.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsVerify_StoreHasTheHashesOfAnotherRun_FailsAndSaysWhere()
    {
        await program.Serve();
        var names = new List<string>();
        foreach (var seed in new[] { "1", "2" })
        {
            Assert.Equal(0, (await program.Run("run", program.Write("mine.yaml", TenLines.Text), "--scenario", "cut", "--replications", "64", "--seed", seed)).Code);
            names.Add((string)JsonNode.Parse((await program.Run("runs", "--json")).Output)!["runs"]![0]!["name"]!);
        }

        await program.StopServing();
        await ExchangeHashes(names[0], names[1]);
        await program.Serve();
        var verified = await program.Run("runs", "verify", names[0]);
        Assert.Equal((1, $"{names[0]} is not verified\n"), (verified.Code, verified.Errors));
        Assert.Matches("^1 of 1 blocks are not what the digest [0-9a-f]{64} stands for, computed again by the same engine, .+: the first begins at replication 0 \\(what is computed now differs\\)\\.\n$", verified.Output);
        var json = await program.Run("runs", "verify", names[0], "--json");
        Assert.Equal((1, verified.Output), (json.Code, $"{JsonNode.Parse(json.Output)!["summary"]}\n"));
    }

    [Fact]
    public async Task Studies_OneThatEnded_IsListedAndShown()
    {
        await program.Serve();
        Assert.Equal(0, (await program.Run("rests-on", program.Write("mine.yaml", TenLines.Text), "--replications", "64")).Code);
        var listed = await program.Run("studies");
        Assert.Matches(@"my-trusts RestsOn +succeeded +64 +64 ", listed.Output);
        Assert.Equal(2, (await program.Run("studies", "show", "nobody")).Code);
    }

    [Fact]
    public async Task Batches_OneThatEnded_IsListedShownWatchedRetriedAndDeleted()
    {
        await program.Serve();
        Assert.Equal("no batches\n", (await program.Run("batches")).Output);
        program.Write("mine.yaml", TenLines.Text);
        var file = program.Write("batch.yaml", "batch: { portfolio: mine.yaml, description: strong or weak, scenarios: [\"\", cut], replications: 64, grid: [{ path: framework.strength, values: [0.2, 0.8] }] }");
        Assert.Equal(0, (await program.Run("batch", file)).Code);
        var name = (string)JsonNode.Parse((await program.Run("batches", "--json")).Output)!["batches"]![0]!["name"]!;
        Assert.Matches(@"items +of +age(.|\n)*my-trusts cut +succeeded +4 +4 +\d+ s", (await program.Run("batches")).Output);

        var shown = (await program.Run("batches", "show", name.Split('/')[^1])).Output;
        foreach (var fact in new[] { "asks +strong or weak", "portfolio +my-trusts, revision 1", "scenarios +the plain portfolio, cut", "sets +framework.strength", "succeeded +4", "replications +64 of each item" })
            Assert.Matches(fact, shown);

        var watched = await program.Run("batches", "watch", name, "--out", program["again.csv"]);
        Assert.Equal((0, $"{name}: 4 of 4 items succeeded\nTable: {program["again.csv"]}\n"), (watched.Code, watched.Output));
        Assert.Equal(await File.ReadAllTextAsync(program["batch.csv"], Cancellation), await File.ReadAllTextAsync(program["again.csv"], Cancellation));
        Assert.Matches($"^{name}: (queued|running|succeeded), 4 of 4 items\n$", (await program.Run("batches", "retry", name)).Output);
        Assert.Contains("it has succeeded", (await program.Run("batches", "pause", name)).Errors, StringComparison.Ordinal);
        Assert.Equal($"{name}: deleted\n", (await program.Run("batches", "delete", name)).Output);
        Assert.Equal((2, $"{name}: there is no such batch; `portfolio batches` lists those there are\n"), await Refused("batches", "show", name));
    }

    /// <summary>Has a run what another one came to.</summary>
    async Task ExchangeHashes(string run, string other)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(program.Data, "portfolio.db")};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE state SET body = (SELECT body FROM state other WHERE other.kind = 'checkpoints' AND other.key = $other) WHERE kind = 'checkpoints' AND key = $run";
        command.Parameters.AddWithValue("$run", run);
        command.Parameters.AddWithValue("$other", other);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancellation));
    }

    async Task<(int Code, string Errors)> Refused(params string[] arguments)
    {
        var result = await program.Run(arguments);
        return (result.Code, result.Errors);
    }
}
