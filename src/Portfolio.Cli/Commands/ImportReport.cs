using System.Text.Json.Nodes;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;

namespace Portfolio.Cli.Commands;

/// <summary>What came of an import.</summary>
sealed class ImportReport
{
    readonly ActualsInput input;
    readonly ImportEntriesResponse response;
    readonly bool partial;
    readonly bool dryRun;

    /// <summary>The report of a file and the server's answer to what could be read of it.</summary>
    public ImportReport(ActualsInput input, ImportEntriesResponse response, bool partial, bool dryRun)
    {
        (this.input, this.response, this.partial, this.dryRun) = (input, response, partial, dryRun);
        Problems = [.. input.Problems.Concat(response.Problems.Select(Located)).OrderBy(problem => problem.Position!.Line)];
    }

    /// <summary>What is wrong, in the order of lines.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>How many rows are wrong beside those whose problems are named.</summary>
    public int WrongBeside => Wrong - Lines(Problems);

    /// <summary>What was recorded, in a sentence.</summary>
    public string Sentence => $"{input.File}: " + (dryRun, IsRefused) switch
    {
        (_, true) => $"{Wrong:N0} of {Rows(input.Rows.Count + Lines(input.Problems))} wrong, so nothing was recorded; --partial records the rest",
        (true, _) => $"{Entries(response.Recorded)} would be recorded, {Are(response.Known)} there already{WrongToo}; --dry-run records nothing",
        _ => $"{Entries(response.Recorded)} recorded, {Were(response.Known)} there already{WrongToo}",
    };

    /// <summary>All of it as JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["file"] = input.File,
        ["dryRun"] = dryRun,
        ["recorded"] = IsRefused ? 0 : response.Recorded,
        ["known"] = response.Known,
        ["wrong"] = Wrong,
        ["problems"] = new JsonArray([.. Problems.Select(problem => new JsonObject { ["line"] = problem.Position!.Line, ["text"] = problem.Text })]),
    };

    bool IsRefused => Problems.Count > 0 && !partial;

    int Wrong => Lines(input.Problems) + response.Wrong;

    string WrongToo => Wrong == 0 ? "" : $", {Rows(Wrong)} wrong";

    Problem Located(EntryProblem problem) =>
        new("actuals", "", $"{EntryColumns.Of(problem.Field)}: {problem.Description}", new Position(input.File, input.Rows[problem.Index].Line));

    static int Lines(IReadOnlyList<Problem> problems) => problems.Select(problem => problem.Position).Distinct().Count();

    static string Entries(int count) => count == 1 ? "1 entry" : $"{count:N0} entries";

    static string Rows(int count) => count == 1 ? "1 row is" : $"{count:N0} rows are";

    static string Are(int count) => count == 1 ? "1 is" : $"{count:N0} are";

    static string Were(int count) => count == 1 ? "1 was" : $"{count:N0} were";
}
