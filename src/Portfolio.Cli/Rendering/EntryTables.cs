using Portfolio.Actuals.Entries;
using Portfolio.Cli.Commands;
using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>Entries of journals as a table, in the order in which they were recorded.</summary>
/// <param name="held">The portfolio.</param>
sealed class EntryTables(HeldPortfolio held)
{
    /// <summary>Width of a page with tables of journals where it is no terminal.</summary>
    public const int Width = 120;

    /// <summary>Prints entries.</summary>
    /// <param name="page">The page.</param>
    /// <param name="subject">Whose they are; null where of all.</param>
    /// <param name="entries">The entries.</param>
    public void Print(Page page, string? subject, IReadOnlyList<Entry> entries)
    {
        var by = entries.Where(entry => entry.Corrects > 0).ToLookup(entry => (entry.Subject, entry.Corrects));
        var table = Tables.New($"{held.Id}: what was recorded{(subject is null ? "" : $" of {Markup.Escape(subject)}")}", [.. Columns(subject is null)]);
        foreach (var entry in entries)
            table.AddRow([.. Cells(entry, subject is null, by[(entry.Subject, entry.Number)].LastOrDefault()).Select(Markup.Escape)]);
        page.Write(table);
        page.Line(entries.Count == 1 ? "1 entry" : $"{Figures.Count(entries.Count)} entries");
    }

    static IEnumerable<string> Columns(bool all) => [.. all ? ["!subject"] : Array.Empty<string>(), ">no.", "!recorded", "by", "!month", "!fact", ">value", "source", "correction"];

    IEnumerable<string> Cells(Entry entry, bool all, Entry? later)
    {
        if (all)
            yield return held.IdOf(entry.Subject);
        yield return Figures.Count(entry.Number);
        yield return EntryText.Day(entry.RecordTime);
        yield return entry.Author;
        yield return entry.Month;
        yield return Facts.NameOf(entry.FactCase);
        yield return EntryText.Value(entry);
        yield return entry.Source;
        yield return string.Join(", ", new[] { EntryText.Reference(entry), Fate(later) }.Where(text => text.Length > 0));
    }

    static string Fate(Entry? later) => later is null ? "" : $"{(later.FactCase == Entry.FactOneofCase.Withdrawn ? "withdrawn" : "corrected")} by {later.Number}";
}
