using Google.Protobuf;
using Portfolio.Actuals.Ledgers;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Journals;

/// <summary>Entries as rows and back.</summary>
static class StoredEntries
{
    /// <summary>The row of an entry that has its number, and the row's hash.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="before">Hash of the row before.</param>
    public static (NewRow Row, byte[] Hash) Of(Entry entry, byte[] before)
    {
        var said = entry.ToByteString();
        var hash = HashChain.Next(before, said.Span);
        return (new NewRow(entry.Key, new StoredEntry { Entry = said, Hash = UnsafeByteOperations.UnsafeWrap(hash) }.ToByteArray()), hash);
    }

    /// <summary>The entry of a row.</summary>
    public static Entry Read(JournalRow row)
    {
        var entry = Entry.Parser.ParseFrom(StoredEntry.Parser.ParseFrom(row.Body).Entry);
        entry.Sequence = row.Position;
        return entry;
    }

    /// <summary>Whether two entries say the same; who recorded them, and when, is left out.</summary>
    public static bool SayTheSame(Entry one, Entry other) => Said(one).Equals(Said(other));

    static Entry Said(Entry entry)
    {
        var said = entry.Clone();
        (said.Number, said.Sequence, said.Subject, said.Author, said.RecordTime) = (0, 0, "", "", null);
        return said;
    }
}
