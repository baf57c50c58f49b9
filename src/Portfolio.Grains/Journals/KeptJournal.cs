using Google.Protobuf;
using Portfolio.Actuals.Ledgers;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Journals;

/// <summary>What the rows of a journal come to.</summary>
/// <param name="Ledger">What they say.</param>
/// <param name="Hash">Hash of the last one.</param>
sealed record KeptJournal(Ledger Ledger, byte[] Hash)
{
    static readonly KeptJournal Empty = new(Ledger.Empty, HashChain.Beginning);

    /// <summary>Rows between two snapshots are at least so many; of a long journal an eighth of its rows, so that snapshots do not outweigh it.</summary>
    const int LeastBetween = 256;
    const int ShareBetween = 8;

    /// <summary>The journal as it was known at some time: the newest snapshot until then, and the rows behind it.</summary>
    public static async Task<KeptJournal> Read(IJournalRows rows, string journal, DateTimeOffset until, CancellationToken cancellation)
    {
        var kept = await rows.FindSnapshot(journal, until) is { } snapshot ? Of(snapshot) : Empty;
        await foreach (var row in rows.Read(journal, kept.Ledger.Last, cancellation))
        {
            var stored = StoredEntry.Parser.ParseFrom(row.Body);
            var entry = Entry.Parser.ParseFrom(stored.Entry);
            var time = entry.RecordTime.ToDateTimeOffset();
            if (time > until)
                break;
            kept = new KeptJournal(kept.Ledger.With(entry, row.Number, time), stored.Hash.ToByteArray());
        }

        return kept;
    }

    /// <summary>Whether it is time for another snapshot.</summary>
    /// <param name="snapshot">Rows that the last one covers.</param>
    public bool NeedsSnapshot(long snapshot) => Ledger.Last - snapshot >= Math.Max(LeastBetween, Ledger.Last / ShareBetween);

    /// <summary>The snapshot.</summary>
    public Snapshot ToSnapshot()
    {
        var message = LedgerSnapshots.Of(Ledger);
        message.Hash = ByteString.CopyFrom(Hash);
        return new Snapshot(Ledger.Last, Ledger.Time, message.ToByteArray());
    }

    static KeptJournal Of(Snapshot snapshot)
    {
        var message = LedgerSnapshot.Parser.ParseFrom(snapshot.Body);
        return new KeptJournal(LedgerSnapshots.Read(message), message.Hash.ToByteArray());
    }
}
