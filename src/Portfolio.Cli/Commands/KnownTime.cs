using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Portfolio.Model;

namespace Portfolio.Cli.Commands;

/// <summary>A time until which something was known: <c>2026-03</c> and <c>2026-03-31</c> mean their ends, in UTC as everything without an offset.</summary>
static class KnownTime
{
    /// <summary>The option that gives one.</summary>
    public static Option<DateTimeOffset?> Option() => new("--known")
    {
        Description = "Only what had been recorded until then: yyyy-MM or yyyy-MM-dd (to its end), or yyyy-MM-ddTHH:mm, UTC. Default: all.",
        CustomParser = result => Parse(result.Tokens[0].Value) ?? Refuse(result),
    };

    /// <summary>The last moment of what a text means; null where it is no time.</summary>
    public static DateTimeOffset? Parse(string text)
    {
        if (Month.TryParse(text, out _))
            return Day($"{text}-01")?.AddMonths(1).AddTicks(-1);
        if (Day(text) is { } day)
            return day.AddDays(1).AddTicks(-1);
        return text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    static DateTimeOffset? Day(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day : null;

    static DateTimeOffset? Refuse(ArgumentResult result)
    {
        result.AddError($"--known {result.Tokens[0].Value}: not a time; allowed are yyyy-MM, yyyy-MM-dd and yyyy-MM-ddTHH:mm, with Z or an offset where it is not UTC");
        return null;
    }
}
