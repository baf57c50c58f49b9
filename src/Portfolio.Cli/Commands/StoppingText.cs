using System.Globalization;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>Parts of stopping rules as people write them.</summary>
static class StoppingText
{
    const string Form = "allowed are [SUBJECT:]OUTCOME[@QUANTILE]=WIDTH, such as live=2%, npv=500k, themes/cancer:live@0.95=10 or targets/seen:met=0.01";

    static readonly (string Suffix, TimeSpan Unit)[] Units = [("min", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)), ("s", TimeSpan.FromSeconds(1))];

    /// <summary>An outcome and how wide its interval may be.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static Precision Precision(string option, string text)
    {
        var precision = new Precision();
        if (text.Split('=') is not [var named, var width])
            throw new CommandException(ExitCode.WrongInput, $"{option} {text}: {Form}");
        if (named.Split('@') is [var outcome, var quantile] && Number(quantile) is { } probability)
            (named, precision.Quantile) = (outcome, probability);
        (precision.Subject, precision.Outcome) = Outcome(named);
        if (Percent(width) is { } relative)
            precision.Relative = relative;
        else if (Pounds.Parse(width) is { } absolute)
            precision.Absolute = absolute;
        else
            throw new CommandException(ExitCode.WrongInput, $"{option} {text}: “{width}” is no width; {Form}");
        return precision;
    }

    /// <summary>An outcome by its name, with its subject in front where that is not the portfolio.</summary>
    public static (string Subject, string Outcome) Outcome(string text) => text.LastIndexOf(':') is >= 0 and var colon ? (text[..colon], text[(colon + 1)..]) : ("", text);

    /// <summary>A share in per cent, such as <c>1%</c>; null where it is none.</summary>
    public static double? Percent(string text) => text.EndsWith('%') && Number(text[..^1]) is { } percent ? percent / 100 : null;

    /// <summary>A number; null where it is none.</summary>
    public static double? Number(string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A span of time such as <c>30s</c>, <c>10min</c> or <c>2h</c>.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static TimeSpan Span(string option, string text)
    {
        var (suffix, unit) = Units.FirstOrDefault(each => text.EndsWith(each.Suffix, StringComparison.Ordinal));
        return suffix is not null && Number(text[..^suffix.Length]) is > 0 and <= 1e6 and { } number
            ? number * unit
            : throw new CommandException(ExitCode.WrongInput, $"{option} {text}: not a span of time; allowed are numbers above 0 with s, min or h, such as 30s, 10min or 2h");
    }
}
