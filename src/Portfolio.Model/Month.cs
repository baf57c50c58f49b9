using System.Globalization;

namespace Portfolio.Model;

/// <summary>A calendar month.</summary>
public readonly record struct Month
{
    readonly int count;

    Month(int count) => this.count = count;

    /// <summary>The month of a year, 1–12.</summary>
    public static Month Of(int year, int month) =>
        month is >= 1 and <= 12 && year is >= 1 and <= 9999
            ? new Month(year * 12 + month - 1)
            : throw new ArgumentOutOfRangeException(nameof(month), $"{year}-{month} is not a month");

    /// <summary>Calendar year.</summary>
    public int Year => count / 12;

    /// <summary>Month of the year, 1–12.</summary>
    public int Number => count % 12 + 1;

    /// <summary>The month some months later.</summary>
    public static Month operator +(Month month, int months) => new(month.count + months);

    /// <summary>Months from one to the other.</summary>
    public static int operator -(Month later, Month earlier) => later.count - earlier.count;

    /// <summary>The year in which the fiscal year of this month begins.</summary>
    /// <param name="startMonth">Calendar month with which fiscal years begin, 1–12.</param>
    public int FiscalYear(int startMonth) => Number >= startMonth ? Year : Year - 1;

    /// <summary>Reads <c>yyyy-MM</c>.</summary>
    public static bool TryParse(string? text, out Month month)
    {
        month = default;
        if (text is not { Length: 7 } || text[4] != '-'
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(text.AsSpan(5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || year < 1 || number is < 1 or > 12)
        {
            return false;
        }

        month = Of(year, number);
        return true;
    }

    /// <summary>Reads <c>yyyy-MM</c> that has been checked.</summary>
    public static Month Parse(string text) => TryParse(text, out var month) ? month : throw new FormatException($"\"{text}\" is not a month (yyyy-MM)");

    /// <summary><c>yyyy-MM</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Number:00}");
}
