using Grpc.Core;

namespace Portfolio.Cli.Tests;

/// <summary>What every command says of a command line that is wrong.</summary>
public sealed class CommandLineTests : IDisposable
{
    readonly PortfolioProgram program = new();

    public void Dispose() => program.Dispose();

    [Theory]
    [InlineData("run", "--scenarios", "--scenario")]
    [InlineData("compare", "--scenarios", "--scenario")]
    [InlineData("explain", "--form", "--from")]
    [InlineData("next-pound", "--claimants", "--claimant")]
    [InlineData("targets", "--scenarios", "--scenario")]
    [InlineData("rests-on", "--scenarios", "--scenario")]
    [InlineData("apply", "--dryrun", "--dry-run")]
    [InlineData("revisions", "--jsn", "--json")]
    [InlineData("record", "--mnth", "--month")]
    [InlineData("import", "--partal", "--partial")]
    [InlineData("belief", "--knwn", "--known")]
    [InlineData("watch", "--aftr", "--after")]
    [InlineData("compile", "--scenarios", "--scenario")]
    [InlineData("trace", "--replicatoin", "--replication")]
    [InlineData("bench", "--statistic", "--statistics")]
    public async Task UnknownOption_BeforeOrAfterThePath_NamesTheNearest(string command, string option, string nearest)
    {
        foreach (string[] arguments in new string[][] { [command, "mine.yaml", option, "x"], [command, option, "x", "mine.yaml"], [command, "mine.yaml", $"{option}=x"] })
        {
            var result = await program.Run(arguments);
            Assert.Equal((2, ""), (result.Code, result.Output));
            Assert.Equal($"unknown option {option}; did you mean {nearest}?\nSee --help.\n", result.Errors);
        }
    }

    [Fact]
    public async Task UnknownOption_NoneNear_IsNamedAlone()
    {
        var result = await program.Run("run", "mine.yaml", "--nonsense", "1");
        Assert.Equal((2, "unknown option --nonsense\nSee --help.\n"), (result.Code, result.Errors));
    }

    [Theory]
    [InlineData("--seed many: not a whole number from 0", "run", "mine.yaml", "--seed", "many")]
    [InlineData("--replications 1e9: not a whole number, or too large", "run", "mine.yaml", "--replications", "1e9")]
    [InlineData("--probability half: not a number", "targets", "mine.yaml", "--probability", "half")]
    [InlineData("--amount 1x: not a sum of money; allowed are pounds above 0 and at most 1000bn, such as 250000, 250k, 1.5m or 2bn", "next-pound", "mine.yaml", "--amount", "1x")]
    [InlineData("--within: its value is missing", "run", "mine.yaml", "--within")]
    [InlineData("run: PATH is missing", "run")]
    [InlineData("runs show: NAME is missing", "runs", "show")]
    [InlineData("trace: --out is missing", "trace", "mine.yaml")]
    [InlineData("--out: its value is missing", "trace", "mine.yaml", "--out")]
    public async Task WrongValue_OfAnyOption_IsNamedWithWhatIsAllowed(string message, params string[] arguments)
    {
        var result = await program.Run(arguments);
        Assert.Equal((2, "", $"{message}\nSee --help.\n"), (result.Code, result.Output, result.Errors));
    }

    [Fact]
    public void IsInterruption_CallCancelledHereOrResetByAServer_TellsThemApart()
    {
        static RpcException Cancelled(Exception why) => new(new Status(StatusCode.Cancelled, "cancelled", why));
        Assert.True(CommandLine.IsInterruption(new OperationCanceledException()));
        Assert.True(CommandLine.IsInterruption(Cancelled(new OperationCanceledException())));
        Assert.False(CommandLine.IsInterruption(Cancelled(new IOException("reset"))));
        Assert.False(CommandLine.IsInterruption(new InvalidOperationException()));
    }

    [Theory]
    [InlineData("--outcomes {0}: is a folder; allowed: a file", "run", "mine.yaml", "--outcomes", "{0}")]
    [InlineData("--outcomes : the path is empty; allowed: that of a file", "run", "mine.yaml", "--outcomes", "")]
    [InlineData("--outcomes no/x.csv: there is no folder no", "run", "mine.yaml", "--outcomes", "no/x.csv")]
    [InlineData("--out {0}: is a folder; allowed: a file", "trace", "mine.yaml", "--replication", "1", "--out", "{0}")]
    [InlineData("--out no/x.csv: there is no folder no", "trace", "mine.yaml", "--replication", "1", "--out", "no/x.csv")]
    [InlineData("--script {0}: is a folder; allowed: a file", "rehearse", "mine.yaml", "--script", "{0}")]
    [InlineData("--data : the path is empty; allowed: that of a folder", "runs", "--data", "")]
    [InlineData("--data mine.yaml: is a file; allowed: a folder", "runs", "--data", "mine.yaml")]
    [InlineData("{0}: is a folder; allowed: a file", "import", "{0}", "--portfolio", "my-trusts")]
    [InlineData("{0}: is a folder; allowed: a file\n1 problem", "batch", "{0}")]
    public async Task File_ThatCannotBeOne_IsRefusedWithTheReason(string message, params string[] arguments)
    {
        program.Write("mine.yaml", TenLines.Text);
        var folder = Directory.CreateDirectory(program["folder"]).FullName;
        var result = await program.Run([.. arguments.Select(argument => argument.Replace("{0}", folder, StringComparison.Ordinal))]);
        Assert.Equal((2, "", $"{message.Replace("{0}", folder, StringComparison.Ordinal)}\n"), (result.Code, result.Output, result.Errors));
    }

    [Theory]
    [InlineData("runs verifi: there is no such command; did you mean \"verify\"?", "runs", "verifi", "some")]
    [InlineData("studies pase: there is no such command; did you mean \"pause\"?", "studies", "pase", "some")]
    [InlineData("store prun: there is no such command; did you mean \"prune\"?", "store", "prun")]
    [InlineData("comprae: there is no such command; did you mean \"compare\"?", "comprae", "mine.yaml")]
    [InlineData("studies explode: there is no such command; known: cancel, delete, pause, resume, show, watch", "studies", "explode")]
    public async Task UnknownVerb_OfAnyGroup_NamesTheNearest(string message, params string[] arguments)
    {
        var result = await program.Run(arguments);
        Assert.Equal((2, "", $"{message}\nSee --help.\n"), (result.Code, result.Output, result.Errors));
    }
}
