using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Actuals.Entries;
using Portfolio.Actuals.Files;
using Portfolio.Contracts.V1;
using Case = Portfolio.Contracts.V1.Entry.FactOneofCase;

namespace Portfolio.Cli.Rendering;

/// <summary>Entries in words.</summary>
static class EntryText
{
    /// <summary>When something was recorded, to the minute.</summary>
    public static string Time(Timestamp time) => time.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The day on which something was recorded.</summary>
    public static string Day(Timestamp time) => Time(time)[..10];

    /// <summary>The value of a fact; empty where it has none.</summary>
    public static string Value(Entry entry)
    {
        var (_, value, lever) = FactText.Of(entry);
        return entry.FactCase switch
        {
            Case.FundingReceived or Case.Spend or Case.Carried => Figures.ExactPounds(Facts.ValueOf(entry)),
            Case.Accepted => $"entry {value}",
            Case.LeverRating => $"{lever} {value}",
            _ => value,
        };
    }

    /// <summary>A fact and its value, such as <c>sitesLive 3</c>.</summary>
    public static string Fact(Entry entry) => $"{Facts.NameOf(entry.FactCase)} {Value(entry)}".TrimEnd();

    /// <summary>What it does to an earlier entry; empty where nothing.</summary>
    public static string Reference(Entry entry) => entry.Corrects == 0 ? "" : $"{(entry.FactCase == Case.Withdrawn ? "withdraws" : "corrects")} {entry.Corrects}";

    /// <summary>All of it in a line: position, time, whose, month, fact, source, and what it corrects.</summary>
    public static string Line(Entry entry, string subject)
    {
        string[] parts =
        [
            entry.Sequence.ToString(CultureInfo.InvariantCulture),
            Time(entry.RecordTime),
            subject,
            entry.Month,
            Fact(entry),
            $"({string.Join(", ", new[] { $"entry {entry.Number}", Reference(entry), $"by {entry.Source}", entry.Note }.Where(part => part.Length > 0))})",
        ];
        return string.Join("  ", parts);
    }
}
