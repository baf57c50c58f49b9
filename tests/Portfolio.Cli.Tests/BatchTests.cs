using System.Globalization;
using System.Text.Json.Nodes;
using Parquet;

namespace Portfolio.Cli.Tests;

/// <summary>The <c>batch</c> command, as its user meets it.</summary>
public sealed class BatchTests : IDisposable
{
    readonly PortfolioProgram program = new();

    public BatchTests() => program.Write("mine.yaml", TenLines.Text);

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Batch_Grid_WritesATableWithARowForEachItem()
    {
        var result = await Batch("scenarios: [\"\", cut], replications: 64, grid: [{path: framework.strength, values: [0.2, 0.8]}]");
        Assert.Equal(0, result.Code);
        Assert.Matches(@"^workspaces/default/batches/\S+: 4 of 4 items succeeded\nTable: .*batch\.csv\n$", result.Output);
        Assert.Contains("batch: 4 of 4 items", result.Errors, StringComparison.Ordinal);
        var table = Table();
        Assert.Equal(["item", "scenario", "seed", "replications", "framework.strength", "state", "fromStore", "run", "digest", "error"], table[0].Take(10));
        Assert.Contains("portfolio.live.mean", table[0]);
        Assert.Equal(["1,,1,64,0.2,succeeded", "2,cut,1,64,0.2,succeeded", "3,,1,64,0.8,succeeded", "4,cut,1,64,0.8,succeeded"], table.Skip(1).Select(row => string.Join(',', row.Take(6))));
        Assert.All(table, row => Assert.Equal(table[0].Length, row.Length));
    }

    [Fact]
    public async Task Batch_OutThatEndsWithParquet_HoldsTheSameTableInTypes()
    {
        await program.Serve();
        const string grid = "replications: 64, grid: [{path: framework.strength, values: [0.2, 0.8]}]";
        Assert.Equal(0, (await Batch(grid)).Code);
        var result = await Batch(grid, "--out", program["batch.parquet"]);
        Assert.EndsWith("batch.parquet\n", result.Output, StringComparison.Ordinal);
        await using var reader = await ParquetReader.CreateAsync(program["batch.parquet"], cancellationToken: TestContext.Current.CancellationToken);
        var (fields, table) = (reader.Schema.GetDataFields(), Table());
        Assert.Equal(table[0], fields.Select(field => field.Name));
        var words = typeof(ReadOnlyMemory<char>);
        Type[] types = [typeof(int), words, typeof(ulong), typeof(int), typeof(double), words, typeof(bool), words, words, words, typeof(double)];
        Assert.Equal(types, fields.Take(types.Length).Select(field => field.ClrType));
        using var rows = reader.OpenRowGroupReader(0);
        var live = new double?[rows.RowCount];
        var column = Array.IndexOf(table[0], "portfolio.live.mean");
        await rows.ReadAsync<double>(fields[column], live, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(table.Skip(1).Select(row => double.Parse(row[column], CultureInfo.InvariantCulture)), live.Select(value => value!.Value));
    }

    [Fact]
    public async Task Batch_RunOfAnItem_ShowsWhatItRestsOn()
    {
        await program.Serve();
        Assert.Equal(0, (await Batch("scenarios: [cut], replications: 64, points: [{set: {framework.strength: 0.2, allocation.policy: evidenceFirst}}]")).Code);
        var shown = await program.Run("runs", "show", Table()[1][Array.IndexOf(Table()[0], "run")]);
        Assert.True(shown.Code == 0, shown.Errors);
        Assert.Matches("scenario +cut, revision 1", shown.Output);
        Assert.Matches("item of +workspaces/default/batches/", shown.Output);
        Assert.Matches(@"sets +framework\.strength: 0\.2", shown.Output);
        Assert.Matches(@"sets +allocation\.policy: evidenceFirst", shown.Output);
        Assert.Matches("content +[0-9a-f]{64}", shown.Output);
        Assert.Matches("cut@1 +[0-9a-f]{64}", shown.Output);
    }

    [Fact]
    public async Task Batch_GivenAgain_IsTheSameBatch()
    {
        await program.Serve();
        var first = await Batch("replications: 64, seeds: [1, 2]");
        var second = await Batch("replications: 64, seeds: [1, 2]");
        Assert.Equal((0, first.Output), (second.Code, second.Output));
        var more = await Batch("replications: 64, seeds: [1, 2, 3]");
        Assert.Contains("3 of 3 items succeeded, 2 of them answered by earlier runs of the same content", more.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_OneItemCannotBe_FailsItAloneAndSaysWhy()
    {
        var result = await Batch("replications: 64, points: [{set: {framework.strength: 0.5}}, {set: {framework.strength: 5}}]");
        Assert.Equal(1, result.Code);
        Assert.Contains("1 of 2 items succeeded\n  1 failed: framework.strength: 5 is not allowed; allowed: 0 to 1\n", result.Output, StringComparison.Ordinal);
        Assert.Equal("framework.strength: 5 is not allowed; allowed: 0 to 1", Table()[2][9]);
    }

    [Fact]
    public async Task Batch_Retry_TriesWhatFailedAgainAndLeavesTheRestAsItWas()
    {
        await program.Serve();
        const string points = "replications: 64, points: [{set: {framework.strength: 0.5}}, {set: {framework.strength: 5}}]";
        var first = await Batch(points);
        var (rows, ended, run) = (Table(), await BatchEnded(), await SucceededRun());
        Assert.Equal((1, first.Output), await Batch(points) is var again ? (again.Code, again.Output) : default);
        Assert.Equal(ended, await BatchEnded());

        var retried = await Batch(points, "--retry");
        Assert.Equal((1, first.Output), (retried.Code, retried.Output));
        Assert.NotEqual(ended, await BatchEnded());
        Assert.Equal(rows, Table());
        Assert.Equal(run, await SucceededRun());
    }

    [Fact]
    public async Task Batch_CancelledByAnotherCommand_WritesARowForEachItemAllTheSame()
    {
        await program.Serve();
        using var running = program.Start("batch", Write("replications: 200000, seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9]"));
        await running.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        var name = (string)JsonNode.Parse((await program.Run("batches", "--json")).Output)!["batches"]![0]!["name"]!;
        Assert.Equal(0, (await program.Run("batches", "cancel", name)).Code);
        var (output, errors) = (await running.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), await running.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await running.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, running.ExitCode);
        Assert.Matches($"^{name}: [0-8] of 9 items succeeded\n", output);
        Assert.EndsWith($"{name} was cancelled; the same command goes on with it\n", errors, StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "9"], Table().Skip(1).Select(row => row[0]));
    }

    [Fact]
    public async Task Batch_Json_HoldsTheBatchAndNothingElse()
    {
        var result = await Batch("replications: 64", "--json");
        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.Equal("STATE_SUCCEEDED", (string)JsonNode.Parse(result.Output)!["state"]!);
    }

    [Fact]
    public async Task Batch_DryRun_CountsAndComputesNothing()
    {
        var result = await Batch("scenarios: [\"\", cut], seeds: [1, 2, 3]", "--dry-run");
        Assert.Equal((0, "6 items of 2,000 replications each\n", ""), (result.Code, result.Output, result.Errors));
        Assert.False(File.Exists(program["batch.csv"]));
    }

    [Theory]
    [InlineData("replicatons: 64", "batch.yaml:3: replicatons: unknown name; did you mean \"replications\"?")]
    [InlineData("grid: [{path: framework.stregth, values: [1]}]", "batch.yaml:3: grid.0.values: framework.stregth: unknown path: no \"stregth\" there; did you mean \"strength\"?")]
    [InlineData("pointsFile: nowhere.csv", "nowhere.csv: there is no such file")]
    public async Task Batch_Wrong_SaysWhatAndWhere(string inside, string expected)
    {
        var result = await Batch(inside);
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains(expected, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    Task<CommandResult> Batch(string inside, params string[] options) => program.Run(["batch", Write(inside), .. options]);

    async Task<string> BatchEnded() => (string)JsonNode.Parse((await program.Run("batches", "--json")).Output)!["batches"]!.AsArray().Single()!["endTime"]!;

    /// <summary>All that is known of the run of the first item.</summary>
    async Task<string> SucceededRun() => (await program.Run("runs", "show", Table()[1][Array.IndexOf(Table()[0], "run")], "--json")).Output;

    string Write(string inside) => program.Write("batch.yaml", $"batch:\n  {{portfolio: mine.yaml,\n  {inside}}}\n");

    List<string[]> Table() => [.. File.ReadLines(program["batch.csv"]).Select(line => line.Split(','))];
}
