using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Portfolio.Cli.Commands;

/// <summary>A time until which something had been recorded, as people write it.</summary>
static class KnownTime
{
    /// <summary>Reads a day, which counts to its end, or a time; both in UTC unless they say otherwise.</summary>
    /// <returns>Null where nothing was given.</returns>
    /// <exception cref="CommandException">It is neither.</exception>
    public static Timestamp? Parse(string? text)
    {
        if (text is null)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return Timestamp.FromDateTime(day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddTicks(-1));
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Timestamp.FromDateTimeOffset(time)
            : throw new CommandException(ExitCode.WrongInput, $"--known {text}: not a time; allowed: a day such as 2022-03-31, or a time such as 2022-03-31T12:00Z");
    }
}
