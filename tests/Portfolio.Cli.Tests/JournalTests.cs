using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Portfolio.Cli.Tests;

/// <summary>The commands about what really happened, as their user meets them.</summary>
public sealed class JournalTests : IAsyncLifetime
{
    const string Actuals =
        """
        subject,month,fact,value,source
        stroke-triage,2026-05,sitesDecided,5,register
        stroke-triage,2026-06,sitesContracted,2,register
        programme,2026-06,leaderLeft,,board
        """;

    readonly PortfolioProgram program = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await program.Serve();
        Assert.Equal(0, (await program.Run("run", program.Write("mine.yaml", TenLines.Text), "--scenario", "cut", "--replications", "1", "--json")).Code);
    }

    public ValueTask DisposeAsync()
    {
        program.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Record_ThenAgainThenCorrected_IsListedWithItsCorrection()
    {
        string[] said = ["record", "my-trusts", "stroke-triage", "spend", "-500", "--month", "2026-05", "--source", "accounts", "--author", "tester"];
        Assert.Equal("entry 1 of stroke-triage: spend -£500 in 2026-05, by accounts\n", (await program.Run(said)).Output);
        Assert.StartsWith("already there: entry 1 of stroke-triage, recorded 20", (await program.Run(said)).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await program.Run([.. said, "--corrects", "1"])).Code);
        var listed = await program.Run("journal", "my-trusts");
        Assert.Matches(@"stroke-triage +1 +\S+ +tester +2026-05 +spend +-£500 +accounts +corrected by 2", listed.Output);
        Assert.Matches(@"stroke-triage +2 +\S+ +tester +2026-05 +spend +-£500 +accounts +corrects 1", listed.Output);
        Assert.All(listed.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
    }

    [Theory]
    [InlineData("NAME my-trust: the server has no such portfolio in workspaces/default; did you mean \"my-trusts\"?", "my-trust", "stroke-triage", "sitesLive", "1", "--month", "2026-05")]
    [InlineData("SUBJECT stroke-triag: there is no such initiative in my-trusts; did you mean \"stroke-triage\"?", "my-trusts", "stroke-triag", "sitesLive", "1", "--month", "2026-05")]
    [InlineData("FACT: \"siteLive\" is not known; did you mean \"sitesLive\"?", "my-trusts", "stroke-triage", "siteLive", "1", "--month", "2026-05")]
    [InlineData("VALUE: \"one\" is not allowed; allowed: a whole number", "my-trusts", "stroke-triage", "sitesLive", "one", "--month", "2026-05")]
    [InlineData("--month: \"2026-5\" is not a month; allowed: yyyy-MM", "my-trusts", "stroke-triage", "sitesLive", "1", "--month", "2026-5")]
    [InlineData("--corrects: there is no entry 7", "my-trusts", "stroke-triage", "sitesLive", "1", "--month", "2026-05", "--corrects", "7")]
    public async Task Record_Wrong_SaysWhatIsAllowedWithCode2(string expected, params string[] arguments)
    {
        var result = await program.Run(["record", .. arguments, "--source", "register"]);
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.StartsWith(expected, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_TwiceAndThenBelieved_RecordsNothingTwice()
    {
        var file = program.Write("actuals.csv", Actuals);
        Assert.Equal($"{file}: 3 entries would be recorded, 0 are there already; --dry-run records nothing\n", (await Import(file, "--dry-run")).Output);
        Assert.Equal($"{file}: 3 entries recorded, 0 were there already\n", (await Import(file)).Output);
        Assert.Equal($"{file}: 0 entries recorded, 3 were there already\n", (await Import(file)).Output);
        var all = await program.Run("belief", "my-trusts");
        Assert.Matches(@"programme +2026-06 +– +vacant", all.Output);
        Assert.Matches(@"stroke-triage +2026-06 +adoption +5 +0 ", all.Output);
        Assert.All(all.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
        var one = JsonNode.Parse((await program.Run("belief", "my-trusts", "stroke-triage", "--month", "2026-05", "--json")).Output)!;
        Assert.Equal((5, 2), ((int)one["belief"]!["contracting"]!, one["months"]!.AsArray().Count));
        Assert.Contains("where its plan begins", (await program.Run("belief", "my-trusts", "stroke-triage", "--known", "2026-01")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_SomeRowsWrong_NamesEachAndRecordsNothingOrTheRest()
    {
        var file = program.Write("actuals.csv", $"{Actuals}\nstroke-triag,2026-07,sitesLive,1,register\nstroke-triage,2026-07,sitesLive,one,register\n");
        var whole = await Import(file);
        Assert.Equal((2, $"{file}: 2 of 5 rows are wrong, so nothing was recorded; --partial records the rest\n"), (whole.Code, whole.Output));
        Assert.StartsWith($"{file}:5: subject: there is no initiative \"stroke-triag\"", whole.Errors, StringComparison.Ordinal);
        Assert.Contains($"\n{file}:6: value: \"one\" is not allowed", whole.Errors, StringComparison.Ordinal);
        var partial = await Import(file, "--partial");
        Assert.Equal((2, $"{file}: 3 entries recorded, 0 were there already, 2 rows are wrong\n"), (partial.Code, partial.Output));
    }

    [Fact]
    public async Task Verify_EntryChangedInTheFile_NamesItWithCode1()
    {
        await Import(program.Write("actuals.csv", Actuals));
        var right = await program.Run("verify", "my-trusts");
        Assert.Equal(0, right.Code);
        Assert.Contains("3 entries verified; 2 of 3 journals hold any", right.Output, StringComparison.Ordinal);
        await program.StopServing();
        await ExchangeBodies();
        var wrong = await program.Run("verify", "my-trusts");
        Assert.Equal((1, "stroke-triage: entry 1 is not what was recorded, or something before it was taken out: its hash is another\n"), (wrong.Code, wrong.Errors));
    }

    Task<CommandResult> Import(string file, params string[] options) => program.Run(["import", file, "--portfolio", "my-trusts", .. options]);

    async Task ExchangeBodies()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(program.Data, "portfolio.db")};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE journal_rows SET body = (SELECT body FROM journal_rows other WHERE other.journal = journal_rows.journal AND other.number = 2) WHERE key IN (SELECT key FROM journal_rows WHERE number = 1 AND journal IN (SELECT journal FROM journal_rows WHERE number = 2))";
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancellation));
    }
}
