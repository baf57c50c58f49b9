using System.Collections.Immutable;
using Portfolio.Actuals.Entries;
using Portfolio.Contracts.V1;
using Portfolio.Model;
using Fact = Portfolio.Contracts.V1.Entry.FactOneofCase;

namespace Portfolio.Actuals.Ledgers;

/// <summary>
/// What the entries of a journal come to: for each slot what every source says, what was corrected by what, and whose word is
/// accepted. Immutable: an entry makes a new ledger that shares nearly everything with the old one, so that entries can be tried before they are kept.
/// </summary>
public sealed class Ledger
{
    readonly ImmutableSortedDictionary<Slot, Testimony> slots;
    readonly ImmutableDictionary<long, long> replaced;
    readonly ImmutableDictionary<Slot, string> accepted;
    Places? places;

    /// <summary>A ledger of some statements; snapshots are read into it.</summary>
    internal Ledger(
        long last,
        DateTimeOffset time,
        ImmutableSortedDictionary<Slot, Testimony> slots,
        ImmutableDictionary<long, long> replaced,
        ImmutableDictionary<Slot, string> accepted,
        Places? places = null) =>
        (Last, Time, this.slots, this.replaced, this.accepted, this.places) = (last, time, slots, replaced, accepted, places);

    /// <summary>The ledger of a journal without entries.</summary>
    public static Ledger Empty { get; } = new(
        0,
        DateTimeOffset.MinValue,
        ImmutableSortedDictionary.Create<Slot, Testimony>(Slot.InOrder),
        ImmutableDictionary<long, long>.Empty,
        ImmutableDictionary<Slot, string>.Empty);

    /// <summary>Number of the last entry.</summary>
    public long Last { get; }

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The newest month that anything is said of; none where nothing is.</summary>
    public Month? Newest => slots.IsEmpty ? null : slots.Keys.Last().Month;

    /// <summary>What is said of each slot, in the order of slots.</summary>
    internal IReadOnlyDictionary<Slot, Testimony> Slots => slots;

    /// <summary>The entries that were corrected or withdrawn, each with the one that did.</summary>
    internal IReadOnlyDictionary<long, long> Replaced => replaced;

    /// <summary>The accepted source of slots for which somebody chose one.</summary>
    internal IReadOnlyDictionary<Slot, string> Accepted => accepted;

    /// <summary>Made for the first who asks; ledgers that follow keep it up.</summary>
    Places Places => places ??= Places.Of(slots);

    /// <summary>Whether an entry says something of another entry.</summary>
    public static bool Refers(Entry entry) => entry.Corrects != 0 || entry.FactCase == Fact.Accepted;

    /// <summary>Finds where each entry is, for those that refer to others. Ledgers that follow know it too; what one of them finds only for itself is lost where it is dropped.</summary>
    public void FindPlaces() => _ = Places;

    /// <summary>What is wrong with an entry after those there are; null where it fits.</summary>
    /// <param name="entry">An entry that is sound by itself.</param>
    public (string Field, string Text)? ProblemOf(Entry entry) => entry.FactCase switch
    {
        Fact.Accepted => ProblemOfReference(entry.Accepted.Entry, entry) is { } text ? ("accepted.entry", text) : null,
        _ when entry.Corrects == 0 => null,
        _ => (ProblemOfReference(entry.Corrects, entry) ?? ProblemOfCorrection(entry)) is { } text ? ("corrects", text) : null,
    };

    /// <summary>The ledger with one entry more.</summary>
    /// <param name="entry">An entry without problems.</param>
    /// <param name="number">Its number.</param>
    /// <param name="time">When it was recorded.</param>
    public Ledger With(Entry entry, long number, DateTimeOffset time)
    {
        if (entry.FactCase == Fact.Accepted)
        {
            var (slot, chosen) = Standing(entry.Accepted.Entry);
            return new Ledger(number, time, slots, replaced, accepted.SetItem(slot, chosen.Source), places);
        }

        var (left, replacedNow) = entry.Corrects == 0 ? (slots, replaced) : Without(entry.Corrects, number);
        if (entry.FactCase == Fact.Withdrawn)
            return new Ledger(number, time, left, replacedNow, accepted, places);
        var own = Slot.Of(entry);
        var testimony = left.GetValueOrDefault(own, Testimony.None).With(own.Fact, new Statement(number, entry.Source, Facts.ValueOf(entry)));
        return new Ledger(number, time, left.SetItem(own, testimony), replacedNow, accepted, places?.With(number, own));
    }

    /// <summary>What is believed of each slot until the end of a month, in the order of slots.</summary>
    public IEnumerable<Believed> Until(Month month) => slots.TakeWhile(slot => slot.Key.Month - month <= 0).Select(slot => BelievedOf(slot.Key, slot.Value.BySource));

    Believed BelievedOf(Slot slot, ImmutableArray<(string Source, double Value)> bySource)
    {
        var choice = accepted.GetValueOrDefault(slot);
        var (source, value) = bySource.FirstOrDefault(each => each.Source == choice, bySource[0]);
        return new Believed(slot, source, value, [.. bySource.Where(other => other.Value != value)]);
    }

    string? ProblemOfReference(long number, Entry entry)
    {
        if (number > Last)
            return $"there is no entry {number}; allowed: 1 to {Last}";
        if (replaced.TryGetValue(number, out var by))
            return $"entry {number} was corrected or withdrawn by entry {by}; refer to what stands now";
        if (Places.Find(number) is not { } slot)
            return $"entry {number} is about another entry; refer to one about what happened";
        return entry.FactCase is Fact.Accepted or Fact.Withdrawn && slot.Month != Month.Parse(entry.Month)
            ? $"entry {number} is about {slot.Month}, not {entry.Month}; give its month"
            : null;
    }

    string? ProblemOfCorrection(Entry entry)
    {
        var (slot, corrected) = Standing(entry.Corrects);
        if (corrected.Source != entry.Source)
            return $"entry {entry.Corrects} is by \"{corrected.Source}\", not \"{entry.Source}\"; another source's word is recorded beside it, and accepted or not";
        return entry.FactCase != Fact.Withdrawn && slot.Fact != entry.FactCase
            ? $"entry {entry.Corrects} says {Facts.NameOf(slot.Fact)}, not {Facts.NameOf(entry.FactCase)}; withdraw it, then record what happened instead"
            : null;
    }

    /// <summary>An entry that stands, and its slot.</summary>
    (Slot Slot, Statement Statement) Standing(long number)
    {
        var slot = Places.Find(number)!.Value;
        return (slot, slots[slot].Find(number));
    }

    (ImmutableSortedDictionary<Slot, Testimony> Slots, ImmutableDictionary<long, long> Replaced) Without(long number, long by)
    {
        var slot = Places.Find(number)!.Value;
        var left = slots[slot].Without(slot.Fact, number);
        return (left.Statements.IsEmpty ? slots.Remove(slot) : slots.SetItem(slot, left), replaced.SetItem(number, by));
    }
}
