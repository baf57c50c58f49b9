using System.Globalization;

namespace Portfolio.Analysis.Comparing;

/// <summary>Numbers as people read them.</summary>
static class Figures
{
    const double Million = 1e6;

    static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>A whole number with thousands.</summary>
    public static string Count(double value) => Signed(value, Math.Abs(value).ToString("#,0", Culture));

    /// <summary>About three digits.</summary>
    public static string Number(double value) => Signed(value, Digits(Math.Abs(value)));

    /// <summary>Pounds, from a million on in millions.</summary>
    public static string Money(double pounds) => Math.Abs(pounds) >= Million
        ? Signed(pounds, $"£{Digits(Math.Abs(pounds) / Million)} million")
        : Signed(pounds, $"£{Math.Abs(pounds).ToString("#,0", Culture)}");

    /// <summary>A share in per cent.</summary>
    public static string Percent(double share) => Signed(share, $"{(100 * Math.Abs(share)).ToString("0.#", Culture)} %");

    static string Digits(double size) => size.ToString(size >= 100 ? "#,0" : size >= 10 ? "0.0" : "0.##", Culture);

    /// <summary>What rounds to nothing has no sign.</summary>
    static string Signed(double value, string size) => value < 0 && size.AsSpan().IndexOfAnyInRange('1', '9') >= 0 ? $"−{size}" : size;
}
