using Portfolio.Actuals.Ledgers;
using Portfolio.Contracts.V1;
using Portfolio.Model;

namespace Portfolio.Actuals.Tests.Ledgers;

/// <summary>Journals as tests write them.</summary>
static class Journals
{
    /// <summary>When the first entry of every journal here was recorded; each next one an hour later.</summary>
    public static DateTimeOffset Opened { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A ledger of entries, none of which has problems.</summary>
    public static Ledger Of(params IEnumerable<Entry> entries) => entries.Aggregate(Ledger.Empty, Next);

    /// <summary>The ledger with one entry more.</summary>
    public static Ledger Next(Ledger ledger, Entry entry)
    {
        Assert.Null(ledger.ProblemOf(entry));
        return ledger.With(entry, ledger.Last + 1, Opened.AddHours(ledger.Last));
    }

    /// <summary>All that is believed: slot, source and value, in order.</summary>
    public static string[] Words(this Ledger ledger, string until = "2199-12") =>
        [.. ledger.Until(Month.Parse(until)).Select(each => $"{each.Slot}: {each.Value} ({each.Source})")];
}
