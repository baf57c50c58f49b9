using Portfolio.Contracts.V1;
using Fact = Portfolio.Contracts.V1.Entry.FactOneofCase;

namespace Portfolio.Grains.Tests.Journals;

/// <summary>A journal as plainly as can be: a list of entries, gone through for every question. What a real one has to come to.</summary>
sealed class ModelJournal
{
    readonly List<Entry> entries = [];

    /// <summary>The entries so far.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Records entries, all or none, or what fits of them.</summary>
    /// <returns>Key of each entry that was accepted, and index and field of each problem.</returns>
    public (List<string> Keys, List<(int, string)> Problems) Record(IReadOnlyList<Entry> order, bool partial, bool validateOnly)
    {
        var (before, keys, problems) = (entries.Count, new List<string>(), new List<(int, string)>());
        foreach (var (index, entry) in order.Index())
        {
            if (entries.Find(each => each.Key == entry.Key) is { } earlier)
                Judge(earlier.Equals(entry) ? null : "key");
            else if (Judge(FieldThatIsWrong(entry)))
                entries.Add(entry);

            bool Judge(string? field)
            {
                if (field is null)
                    keys.Add(entry.Key);
                else
                    problems.Add((index, field));
                return field is null;
            }
        }

        var refused = problems.Count > 0 && !partial;
        if (refused || validateOnly)
            entries.RemoveRange(before, entries.Count - before);
        return (refused ? [] : keys, problems);
    }

    /// <summary>Sums of pounds spent and sites live, and the newest rating of the evidence, until the end of a month.</summary>
    public (double Spent, int Live, double? Evidence) At(string month)
    {
        var until = Believed().Where(entry => string.CompareOrdinal(entry.Month, month) <= 0).ToList();
        return (
            until.Where(entry => entry.FactCase == Fact.Spend).Sum(entry => entry.Spend.Pounds),
            Said.Planned.Live + until.Where(entry => entry.FactCase == Fact.SitesLive).Sum(entry => entry.SitesLive.Sites),
            until.Where(entry => entry.FactCase == Fact.EvidenceRating).OrderBy(entry => entry.Month, StringComparer.Ordinal).LastOrDefault()?.EvidenceRating.Share);
    }

    IEnumerable<Entry> Standing => entries.Where((entry, index) => !IsAboutAnEntry(entry) && !entries.Exists(later => later.Corrects == index + 1));

    static bool IsAboutAnEntry(Entry entry) => entry.FactCase is Fact.Withdrawn or Fact.Accepted;

    string? FieldThatIsWrong(Entry entry)
    {
        var (number, field) = entry.FactCase == Fact.Accepted ? (entry.Accepted.Entry, "accepted.entry") : (entry.Corrects, "corrects");
        if (number == 0)
            return null;
        if (number > entries.Count || entries[(int)number - 1] is var other && !Standing.Contains(other))
            return field;
        if (IsAboutAnEntry(entry) && other.Month != entry.Month)
            return field;
        if (entry.FactCase == Fact.Accepted)
            return null;
        return other.Source != entry.Source || (entry.FactCase != Fact.Withdrawn && other.FactCase != entry.FactCase) ? field : null;
    }

    /// <summary>What stands of the accepted source of each month and fact, else of the first to report.</summary>
    IEnumerable<Entry> Believed() => Standing.GroupBy(entry => (entry.Month, entry.FactCase)).SelectMany(slot =>
    {
        var accepted = entries.Where(entry => entry.FactCase == Fact.Accepted).Select(entry => entries[(int)entry.Accepted.Entry - 1])
            .LastOrDefault(chosen => (chosen.Month, chosen.FactCase) == slot.Key)?.Source;
        var source = slot.Any(entry => entry.Source == accepted) ? accepted : slot.First().Source;
        return slot.Where(entry => entry.Source == source);
    });
}
