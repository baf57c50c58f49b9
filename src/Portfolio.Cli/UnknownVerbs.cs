using System.CommandLine;
using Portfolio.Definitions;

namespace Portfolio.Cli;

/// <summary>Finds a word that stands where a command wants one of its verbs, such as <c>runs verify</c>.</summary>
static class UnknownVerbs
{
    /// <summary>A line for the unknown verb of a command line, with the nearest one that there is; none where all are known.</summary>
    public static IReadOnlyList<string> In(ParseResult parsed)
    {
        var group = parsed.CommandResult.Command;
        return group.Subcommands.Count > 0 && parsed.UnmatchedTokens is [var given, ..]
            ? [$"{(group is RootCommand ? "" : $"{group.Name} ")}{given}: there is no such command{NearestName.Hint(given, group.Subcommands.Select(verb => verb.Name))}"]
            : [];
    }
}
