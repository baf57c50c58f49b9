using System.Collections.Immutable;
using Portfolio.Actuals.Entries;

namespace Portfolio.Actuals.Ledgers;

/// <summary>In which slot each entry is that says what happened, be it replaced since. It is made once somebody refers to an entry, and kept up from then on: in most journals nobody does.</summary>
sealed class Places
{
    readonly Dictionary<long, Slot> first;
    readonly ImmutableDictionary<long, Slot> since;

    Places(Dictionary<long, Slot> first, ImmutableDictionary<long, Slot> since) => (this.first, this.since) = (first, since);

    /// <summary>Those of some slots.</summary>
    public static Places Of(IEnumerable<KeyValuePair<Slot, Testimony>> slots) => new(
        slots.SelectMany(slot => slot.Value.Statements.Select(statement => (statement.Number, slot.Key))).ToDictionary(), ImmutableDictionary<long, Slot>.Empty);

    /// <summary>With the place of one entry more.</summary>
    public Places With(long number, Slot slot) => new(first, since.SetItem(number, slot));

    /// <summary>The slot of an entry; none of one that is about another entry.</summary>
    public Slot? Find(long number) => since.TryGetValue(number, out var slot) || first.TryGetValue(number, out slot) ? slot : null;
}
