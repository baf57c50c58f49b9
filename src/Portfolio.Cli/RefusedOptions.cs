using System.CommandLine;
using System.Globalization;
using Grpc.Core;
using Portfolio.Client;

namespace Portfolio.Cli;

/// <summary>What a server refuses, in lines: of fields that options said, with the option and what was given instead of the field's path.</summary>
static class RefusedOptions
{
    /// <summary>Fields and the options that say them; of several that a path lies under, the first.</summary>
    static readonly (string Field, string Option)[] Said =
    [
        ("run.until.within", "--within"),
        ("run.forecast.month", "--from"),
        ("forecast.month", "--from"),
        ("month", "--month"),
        ("study.until.ranked.wrong_below", "--wrong-below"),
        ("study.until.ranked", "--ranked-by"),
        ("study.explain.initiatives", "--initiative"),
        ("study.next_pound.from", "--from"),
        ("study.next_pound.months", "--months"),
        ("study.next_pound.claimants", "--claimant"),
    ];

    /// <summary>A line for each field that is wrong, or the one thing that is.</summary>
    public static IEnumerable<string> Lines(RpcException exception, ParseResult parsed)
    {
        var violations = Refusal.Violations(exception);
        return violations.Count == 0 ? Refusal.Lines(exception) : violations.Select(violation => $"{NameOf(violation.Field, parsed)}: {violation.Text}");
    }

    static string NameOf(string field, ParseResult parsed)
    {
        var (said, name) = Said.FirstOrDefault(each => field.StartsWith(each.Field, StringComparison.Ordinal));
        if (said is null || parsed.CommandResult.Command.Options.FirstOrDefault(option => option.Name == name) is not { } option)
            return field;
        var given = parsed.GetResult(option)?.Tokens.ElementAtOrDefault(IndexIn(field[said.Length..]));
        return given is null ? name : $"{name} {given.Value}";
    }

    /// <summary>Which of several values a path is about: <c>[2].outcome</c> is about the third.</summary>
    static int IndexIn(string rest) =>
        rest.StartsWith('[') && int.TryParse(rest[1..rest.IndexOf(']', StringComparison.Ordinal)], CultureInfo.InvariantCulture, out var index) ? index : 0;
}
