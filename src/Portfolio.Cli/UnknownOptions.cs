using System.CommandLine;
using System.CommandLine.Parsing;
using Portfolio.Definitions;

namespace Portfolio.Cli;

/// <summary>Finds options that a command does not have. The parser takes them for values, so that what it says of them hides what is wrong.</summary>
static class UnknownOptions
{
    const string Prefix = "--";

    /// <summary>A line for each unknown option of a command line, with the nearest one that there is.</summary>
    public static IReadOnlyList<string> In(ParseResult parsed)
    {
        var known = Known(parsed).ToList();
        return
        [
            .. parsed.Tokens
                .TakeWhile(token => token.Type != TokenType.DoubleDash)
                .Where(token => token.Type == TokenType.Argument && token.Value.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(token => token.Value.Split('=', ':')[0])
                .Select(name => $"unknown option {name}{(NearestName.Of(name, known) is { } nearest ? $"; did you mean {nearest}?" : "")}"),
        ];
    }

    static IEnumerable<string> Known(ParseResult parsed)
    {
        for (SymbolResult? result = parsed.CommandResult; result is not null; result = result.Parent)
        {
            foreach (var option in ((CommandResult)result).Command.Options.Where(option => result == parsed.CommandResult || option.Recursive))
                yield return option.Name;
        }
    }
}
