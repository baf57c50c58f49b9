using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Journals;

/// <summary>Entries on their way into a journal: numbered, chained and checked against all before them, but not yet kept.</summary>
/// <param name="subject">Whose journal.</param>
/// <param name="kept">The journal as it is kept.</param>
/// <param name="time">Now.</param>
/// <param name="known">Entries of the journal by key, as far as somebody is about to record them again.</param>
sealed class Draft(string subject, KeptJournal kept, DateTimeOffset time, IReadOnlyDictionary<string, Entry> known)
{
    readonly Dictionary<string, Entry> added = [];
    readonly List<Entry> entries = [];
    readonly List<NewRow> rows = [];
    readonly List<string> unsettled = [];
    readonly DateTimeOffset time = time > kept.Ledger.Time ? time : kept.Ledger.Time;

    /// <summary>Number of the last row before those to append.</summary>
    public long Behind { get; } = kept.Ledger.Last;

    /// <summary>The rows to append.</summary>
    public IReadOnlyList<NewRow> Rows => rows;

    /// <summary>
    /// Keys of orders of which something was refused, or that were only checked. Appending finds out whether the journal has a key
    /// already; what is not appended has to be asked for, or an entry recorded again would be judged as if it were new.
    /// </summary>
    public IReadOnlyCollection<string> Unsettled => unsettled;

    /// <summary>The journal as it is once they are appended.</summary>
    public KeptJournal Journal { get; private set; } = kept;

    /// <summary>Adds what an order brings; one that is refused or only checked leaves nothing behind.</summary>
    public Recorded Add(RecordOrder order)
    {
        var (before, count) = (Journal, rows.Count);
        var problems = new List<EntryProblem>();
        var recorded = new List<Entry>(order.Entries.Count);
        var again = 0;
        for (var index = 0; index < order.Entries.Count; index++)
        {
            var entry = order.Entries[index];
            if (Earlier(entry.Key) is { } earlier && StoredEntries.SayTheSame(entry, earlier))
            {
                recorded.Add(earlier);
                again++;
            }
            else if (ProblemOf(entry) is var (field, text))
            {
                problems.Add(new EntryProblem { Index = index, Field = field, Description = text });
            }
            else
            {
                recorded.Add(Append(entry));
            }
        }

        if (order.ValidateOnly || problems.Count > 0)
            unsettled.AddRange(order.Entries.Select(entry => entry.Key).Where(key => !known.ContainsKey(key)));
        if (order.ValidateOnly || (problems.Count > 0 && !order.Partial))
            TakeBack(before, count);
        return new Recorded(problems.Count > 0 && !order.Partial ? [] : recorded, again, problems);
    }

    /// <summary>Tells the entries where in the feed their rows are.</summary>
    /// <param name="first">Position of the first.</param>
    public void Place(long first)
    {
        for (var i = 0; i < entries.Count; i++)
            entries[i].Sequence = first + i;
    }

    Entry? Earlier(string key) => added.GetValueOrDefault(key) ?? known.GetValueOrDefault(key);

    (string Field, string Text)? ProblemOf(Entry entry) => Earlier(entry.Key) is { } earlier
        ? ("key", $"\"{entry.Key}\" is the key of entry {earlier.Number}, which says something else; give a new entry a key of its own")
        : Journal.Ledger.ProblemOf(entry);

    Entry Append(Entry entry)
    {
        var number = Journal.Ledger.Last + 1;
        var own = entry.Clone();
        (own.Number, own.Sequence, own.Subject, own.RecordTime) = (number, 0, subject, time.ToTimestamp());
        var (row, hash) = StoredEntries.Of(own, Journal.Hash);
        rows.Add(row);
        entries.Add(own);
        added.Add(own.Key, own);
        Journal = new KeptJournal(Journal.Ledger.With(own, number, time), hash);
        return own;
    }

    void TakeBack(KeptJournal before, int count)
    {
        entries[count..].ForEach(entry => added.Remove(entry.Key));
        entries.RemoveRange(count, entries.Count - count);
        rows.RemoveRange(count, rows.Count - count);
        Journal = before;
    }
}
