using System.Collections.Immutable;
using Portfolio.Actuals.Entries;

namespace Portfolio.Actuals.Ledgers;

/// <summary>In which slot each entry is. Those of a snapshot are looked up only once somebody refers to an entry, which few do: most journals wake to be read.</summary>
sealed class Places
{
    readonly Lazy<Dictionary<long, Slot>> ofSnapshot;
    readonly ImmutableDictionary<long, Slot> since;

    Places(Lazy<Dictionary<long, Slot>> ofSnapshot, ImmutableDictionary<long, Slot> since) => (this.ofSnapshot, this.since) = (ofSnapshot, since);

    /// <summary>Those of a snapshot's slots.</summary>
    public static Places Of(IEnumerable<KeyValuePair<Slot, Testimony>> slots) => new(
        new(() => slots.SelectMany(slot => slot.Value.Statements.Select(statement => (statement.Number, slot.Key))).ToDictionary()), ImmutableDictionary<long, Slot>.Empty);

    /// <summary>With the place of one entry more.</summary>
    public Places With(long number, Slot slot) => new(ofSnapshot, since.SetItem(number, slot));

    /// <summary>The slot of an entry, whether it still stands or was replaced; none of one that is about another entry.</summary>
    public Slot? Find(long number) => since.TryGetValue(number, out var slot) || ofSnapshot.Value.TryGetValue(number, out slot) ? slot : null;
}
