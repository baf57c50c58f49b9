using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Actuals.Entries;
using Portfolio.Contracts.V1;
using Portfolio.Model;
using Fact = Portfolio.Contracts.V1.Entry.FactOneofCase;

namespace Portfolio.Actuals.Ledgers;

/// <summary>Ledgers as messages and back, so that nobody need read all entries of a journal again.</summary>
public static class LedgerSnapshots
{
    /// <summary>The message of a ledger.</summary>
    public static LedgerSnapshot Of(Ledger ledger)
    {
        var snapshot = new LedgerSnapshot { Last = ledger.Last, RecordTime = ledger.Last == 0 ? null : ledger.Time.ToTimestamp() };
        foreach (var (entry, by) in ledger.Replaced)
            snapshot.Replaced.Add(entry, by);
        var (sources, newestFirst) = (new Dictionary<string, int>(), new List<Statement>());
        foreach (var (slot, testimony) in ledger.Slots)
        {
            var each = Message(slot);
            each.AcceptedSource = ledger.Accepted.GetValueOrDefault(slot, "");
            newestFirst.Clear();
            foreach (var statement in testimony.Statements)
                newestFirst.Add(statement);
            for (var i = newestFirst.Count - 1; i >= 0; i--)
                Add(newestFirst[i], each, sources);

            snapshot.Slots.Add(each);
        }

        snapshot.Sources.AddRange(sources.OrderBy(source => source.Value).Select(source => source.Key));

        // A choice outlives the statements it was made of: the source may speak again.
        snapshot.Slots.AddRange(ledger.Accepted.Where(choice => !ledger.Slots.ContainsKey(choice.Key)).OrderBy(choice => choice.Key, Slot.InOrder).Select(choice =>
        {
            var each = Message(choice.Key);
            each.AcceptedSource = choice.Value;
            return each;
        }));
        return snapshot;
    }

    /// <summary>The ledger of a message.</summary>
    public static Ledger Read(LedgerSnapshot snapshot)
    {
        var slots = ImmutableSortedDictionary.CreateBuilder<Slot, Testimony>(Slot.InOrder);
        var accepted = ImmutableDictionary.CreateBuilder<Slot, string>();
        foreach (var each in snapshot.Slots)
        {
            var slot = new Slot(Month.Parse(each.Month), (Fact)each.Fact, each.Lever);
            if (each.Entries.Count > 0)
                slots.Add(slot, Testimony.Of(slot.Fact, StatementsOf(each, snapshot)));
            if (each.AcceptedSource.Length > 0)
                accepted.Add(slot, each.AcceptedSource);
        }

        var time = snapshot.RecordTime?.ToDateTimeOffset() ?? DateTimeOffset.MinValue;
        return new Ledger(snapshot.Last, time, slots.ToImmutable(), snapshot.Replaced.ToImmutableDictionary(), accepted.ToImmutable());
    }

    static Statement[] StatementsOf(LedgerSlot slot, LedgerSnapshot snapshot)
    {
        var statements = new Statement[slot.Entries.Count];
        for (var i = 0; i < statements.Length; i++)
            statements[i] = new Statement(slot.Entries[i], snapshot.Sources[slot.Sources[i]], slot.Values[i]);
        return statements;
    }

    static void Add(Statement statement, LedgerSlot slot, Dictionary<string, int> sources)
    {
        slot.Entries.Add(statement.Number);
        slot.Sources.Add(IndexOf(statement.Source, sources));
        slot.Values.Add(statement.Value);
    }

    static int IndexOf(string source, Dictionary<string, int> sources) => sources.TryAdd(source, sources.Count) ? sources.Count - 1 : sources[source];

    static LedgerSlot Message(Slot slot) => new() { Month = slot.Month.ToString(), Fact = (int)slot.Fact, Lever = slot.Lever };
}
