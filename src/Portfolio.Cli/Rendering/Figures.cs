using System.Globalization;

namespace Portfolio.Cli.Rendering;

/// <summary>Numbers as people read them.</summary>
static class Figures
{
    static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>A whole number with thousands.</summary>
    public static string Count(double value) => double.IsFinite(value) ? value.ToString("#,0", Culture) : "–";

    /// <summary>A share as a percentage.</summary>
    public static string Percent(double value) =>
        !double.IsFinite(value) ? "–" : value > 0 && value < 0.005 ? "<1%" : value < 1 && value > 0.995 ? ">99%" : value.ToString("0%", Culture);

    /// <summary>A share with two places.</summary>
    public static string Share(double value) => double.IsFinite(value) ? value.ToString("0.00", Culture) : "–";

    /// <summary>Money in millions of pounds.</summary>
    public static string Millions(double pounds) => double.IsFinite(pounds) ? (pounds / 1e6).ToString("#,0.0", Culture) : "–";

    /// <summary>A round sum of money.</summary>
    public static string Pounds(double pounds) => pounds switch
    {
        >= 1e9 => $"£{(pounds / 1e9).ToString("0.###", Culture)} bn",
        >= 1e6 => $"£{(pounds / 1e6).ToString("0.###", Culture)} m",
        >= 1e3 => $"£{(pounds / 1e3).ToString("0.###", Culture)} k",
        _ => $"£{pounds.ToString("0.##", Culture)}",
    };

    /// <summary>Bytes, by thousands.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        >= 1_000_000_000 => $"{(bytes / 1e9).ToString("0.0", Culture)} GB",
        >= 1_000_000 => $"{(bytes / 1e6).ToString("0.0", Culture)} MB",
        >= 1_000 => $"{(bytes / 1e3).ToString("0.0", Culture)} kB",
        _ => $"{Count(bytes)} bytes",
    };

    /// <summary>How long ago something was, in its largest unit.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 60 } => $"{Math.Max(0, Math.Floor(age.TotalSeconds))} s",
        { TotalMinutes: < 60 } => $"{Math.Floor(age.TotalMinutes)} min",
        { TotalHours: < 48 } => $"{Math.Floor(age.TotalHours)} h",
        _ => $"{Math.Floor(age.TotalDays)} d",
    };

    /// <summary>A sum of money to the penny.</summary>
    public static string ExactPounds(double pounds) => $"{(pounds < 0 ? "-" : "")}£{Math.Abs(pounds).ToString("#,0.##", Culture)}";

    /// <summary>A number of months.</summary>
    public static string Months(int months) => months == 1 ? "1 month" : $"{Count(months)} months";

    /// <summary>People: plain, thousands or millions.</summary>
    public static string People(double value) => Math.Abs(value) switch
    {
        >= 1e6 => (value / 1e6).ToString("0.00 'm'", Culture),
        >= 1e4 => (value / 1e3).ToString("0 'k'", Culture),
        _ => Count(value),
    };

    /// <summary>With a sign.</summary>
    public static string Signed(string number) => number.StartsWith('-') || number is "0" or "–" ? number : $"+{number}";
}
