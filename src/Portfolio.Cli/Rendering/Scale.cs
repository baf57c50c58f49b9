using System.Globalization;

namespace Portfolio.Cli.Rendering;

/// <summary>Unit and decimals that the numbers of one column share, so that they can be read against each other.</summary>
/// <param name="Unit">What 1 stands for.</param>
/// <param name="Decimals">Digits behind the point.</param>
sealed record Scale(double Unit, int Decimals)
{
    const int MostDigits = 5;
    const int MostDecimals = 3;

    /// <summary>Two digits of the smallest error, but no more than five of the largest number: more would say more than is known.</summary>
    /// <param name="unit">What 1 stands for.</param>
    /// <param name="numbers">The numbers.</param>
    /// <param name="errors">Half widths of their intervals; where all are 0, three digits are shown.</param>
    public static Scale Of(double unit, IEnumerable<double> numbers, IEnumerable<double> errors)
    {
        var largest = Sizes(numbers, unit).DefaultIfEmpty(1).Max();
        var wanted = Sizes(errors, unit).DefaultIfEmpty(largest / 10).Min();
        var decimals = Math.Min(1 - Magnitude(wanted), MostDigits - 1 - Magnitude(largest));
        return new Scale(unit, Math.Clamp(decimals, 0, MostDecimals));
    }

    /// <summary>A number.</summary>
    public string Text(double value) => double.IsFinite(value) ? Rounded(value).ToString($"N{Decimals}", CultureInfo.InvariantCulture) : "–";

    /// <summary>A number with its sign.</summary>
    public string Signed(double value) => Rounded(value) > 0 ? $"+{Text(value)}" : Text(value);

    /// <summary>A mean with half the width of its interval; one without any width stands alone.</summary>
    public string Around(double mean, double halfWidth) => halfWidth > 0 ? $"{Text(mean)} ± {Text(halfWidth)}" : Text(mean);

    /// <summary>A difference with half the width of its interval; one without any width stands alone.</summary>
    public string SignedAround(double difference, double halfWidth) => halfWidth > 0 ? $"{Signed(difference)} ± {Text(halfWidth)}" : Signed(difference);

    // Adding 0 makes a plain zero of one below it, which would be shown with a sign.
    double Rounded(double value) => Math.Round(value / Unit, Decimals) + 0.0;

    static IEnumerable<double> Sizes(IEnumerable<double> numbers, double unit) =>
        numbers.Select(number => Math.Abs(number / unit)).Where(number => number > 0 && double.IsFinite(number));

    static int Magnitude(double size) => (int)Math.Floor(Math.Log10(size));
}
