using CsCheck;
using Portfolio.Actuals.Entries;
using Portfolio.Contracts.V1;

namespace Portfolio.Actuals.Tests.Ledgers;

/// <summary>Entries of every kind in any order, some of which refer to others, rightly or not.</summary>
static class RandomJournal
{
    static readonly Gen<string> Month = Gen.Int[0, 5].Select(each => (Model.Month.Of(2022, 1) + each).ToString());
    static readonly Gen<string> Source = Gen.OneOfConst("register", "survey", "letter");

    static readonly Gen<Action<Entry>> Fact = Gen.OneOf<Action<Entry>>(
        Gen.Int[0, 9].Select(sites => (Action<Entry>)(entry => entry.SitesLive = new SiteCount { Sites = sites })),
        Gen.Int[0, 9].Select(sites => (Action<Entry>)(entry => entry.SitesDecided = new SiteCount { Sites = sites })),
        Gen.Int[-5, 99].Select(pounds => (Action<Entry>)(entry => entry.Spend = new Money { Pounds = pounds })),
        Gen.Int[0, 10].Select(tenths => (Action<Entry>)(entry => entry.EvidenceRating = new Rating { Share = tenths / 10.0 })),
        Gen.Const((Action<Entry>)(entry => entry.LeaderLeft = new Occurred())),
        Gen.Int[1, 4].Select(stage => (Action<Entry>)(entry => entry.StagePassed = new StagePassed { Stage = (Contracts.V1.Stage)stage })),
        Gen.Int[1, 40].Select(number => (Action<Entry>)(entry => (entry.Withdrawn, entry.Corrects) = (new Occurred(), number))),
        Gen.Int[1, 40].Select(number => (Action<Entry>)(entry => entry.Accepted = new Accepted { Entry = number })));

    /// <summary>Entries, sound by themselves.</summary>
    public static Gen<Entry[]> Entries { get; } = Gen.Select(Month, Source, Fact, Gen.Int[0, 120], (month, source, fact, corrects) =>
    {
        var entry = Some.Entry(month, fact, source);
        if (!Facts.IsAboutAnEntry(entry.FactCase) && corrects is > 0 and <= 40)
            entry.Corrects = corrects;
        return entry;
    }).Array[1, 60];

    /// <summary>What is believed, found the long way: by going through all entries for every question.</summary>
    public static string[] Believed(IReadOnlyList<Entry> entries, string until)
    {
        var replaced = entries.Where(entry => entry.Corrects > 0).Select(entry => entry.Corrects).ToHashSet();
        var standing = entries.Index().Where(each => !Facts.IsAboutAnEntry(each.Item.FactCase) && !replaced.Contains(each.Index + 1)).Select(each => each.Item).ToList();
        return
        [
            .. standing.Where(entry => string.CompareOrdinal(entry.Month, until) <= 0)
                .GroupBy(Slot.Of)
                .OrderBy(group => group.Key, Slot.InOrder)
                .Select(group => Said(group.Key, [.. group], AcceptedIn(entries, group.Key))),
        ];
    }

    static string? AcceptedIn(IReadOnlyList<Entry> entries, Slot slot) => entries
        .Where(entry => entry.FactCase == Entry.FactOneofCase.Accepted)
        .Select(entry => entries[(int)entry.Accepted.Entry - 1])
        .LastOrDefault(chosen => Slot.Of(chosen) == slot)?.Source;

    static string Said(Slot slot, List<Entry> statements, string? accepted)
    {
        var source = statements.Exists(entry => entry.Source == accepted) ? accepted : statements[0].Source;
        var own = statements.Where(entry => entry.Source == source).Select(Facts.ValueOf).ToList();
        return $"{slot}: {(Facts.AddUp(slot.Fact) ? own.Sum() : own[^1])} ({source})";
    }
}
