using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Portfolio.Cli.Commands;

/// <summary>Sums of money as people write them: <c>250000</c>, <c>250k</c>, <c>1.5m</c> or <c>2bn</c>, in pounds.</summary>
static class Pounds
{
    const double Most = 1e12;

    static readonly (string Suffix, double Unit)[] Suffixes = [("bn", 1e9), ("k", 1e3), ("m", 1e6)];

    /// <summary>An option that holds one, above 0 and at most 10¹² pounds; 0 where it is not given.</summary>
    public static Option<double> Option(string name, string description) => new(name) { Description = description, CustomParser = Read };

    /// <summary>Reads one, whatever its size; null where it is none.</summary>
    public static double? Parse(string text)
    {
        var (suffix, unit) = Suffixes.FirstOrDefault(each => text.EndsWith(each.Suffix, StringComparison.OrdinalIgnoreCase), ("", 1));
        return double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number * unit : null;
    }

    static double Read(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Parse(text) is > 0 and <= Most and { } pounds)
            return pounds;
        result.AddError($"{Shared.OptionOf(result)} {text}: not a sum of money; allowed are pounds above 0 and at most 1000bn, such as 250000, 250k, 1.5m or 2bn");
        return 0;
    }
}
