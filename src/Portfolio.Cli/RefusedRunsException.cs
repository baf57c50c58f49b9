using System.CommandLine;
using Grpc.Core;

namespace Portfolio.Cli;

/// <summary>A server refused some of the runs that a command wanted; none was started.</summary>
/// <param name="refused">Why, of each that was refused, with what people call it.</param>
sealed class RefusedRunsException(IReadOnlyList<(string Title, RpcException Why)> refused) : Exception("some runs were refused")
{
    /// <summary>A line for each thing that is wrong, behind the runs that it is wrong with unless it is so with all, or an option says it.</summary>
    public IEnumerable<string> Lines(ParseResult parsed) =>
        from run in refused
        from line in RefusedOptions.Lines(run.Why, parsed)
        group run.Title by line into same
        select IsOfAll(same.Key, same.Count()) ? same.Key : $"{string.Join(", ", same)}: {same.Key}";

    bool IsOfAll(string line, int runs) => line.StartsWith("--", StringComparison.Ordinal) || (runs > 1 && runs == refused.Count);
}
