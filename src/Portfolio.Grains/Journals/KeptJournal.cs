using Google.Protobuf;
using Portfolio.Actuals.Ledgers;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Journals;

/// <summary>What the rows of a journal come to.</summary>
/// <param name="Ledger">What they say.</param>
/// <param name="Hash">Hash of the last one.</param>
sealed record KeptJournal(Ledger Ledger, byte[] Hash)
{
    /// <summary>A journal without rows.</summary>
    public static KeptJournal Empty { get; } = new(Ledger.Empty, HashChain.Beginning);

    /// <summary>
    /// So many rows at least lie between two snapshots, and so many at most between the newest and the journal's end, so that a grain wakes soon. Snapshots that last, for those who
    /// ask for earlier times, are an eighth of the journal apart; otherwise they would outweigh it.
    /// </summary>
    const int LeastBehind = 256;
    const int MostBehind = 4096;
    const int ShareBetween = 8;

    /// <summary>The journal as it was known at some time: the newest snapshot until then, and the rows behind it.</summary>
    /// <returns>The journal, and how many of its rows the snapshot covers.</returns>
    public static async Task<(KeptJournal Journal, long Snapshot)> Read(IJournalRows rows, string journal, DateTimeOffset until, CancellationToken cancellation)
    {
        var kept = await rows.FindSnapshot(journal, until) is { } snapshot ? Of(snapshot) : Empty;
        var covered = kept.Ledger.Last;
        await foreach (var row in rows.Read(journal, covered, cancellation))
        {
            var stored = StoredEntry.Parser.ParseFrom(row.Body);
            var entry = Entry.Parser.ParseFrom(stored.Entry);
            var time = entry.RecordTime.ToDateTimeOffset();
            if (time > until)
                break;
            kept = new KeptJournal(kept.Ledger.With(entry, row.Number, time), stored.Hash.ToByteArray());
        }

        return (kept, covered);
    }

    /// <summary>Whether it is time for another snapshot.</summary>
    /// <param name="snapshot">Rows that the newest covers.</param>
    public bool NeedsSnapshot(long snapshot) => Ledger.Last - snapshot >= Math.Min(Spacing(Ledger.Last), MostBehind);

    /// <summary>Whether a snapshot is kept when a newer one is there.</summary>
    /// <param name="snapshot">Rows that it covers.</param>
    /// <param name="lasting">Rows that the newest one before it covers which lasts.</param>
    public static bool Lasts(long snapshot, long lasting) => snapshot - lasting >= Spacing(snapshot);

    /// <summary>The snapshot.</summary>
    public Snapshot ToSnapshot()
    {
        var message = LedgerSnapshots.Of(Ledger);
        message.Hash = ByteString.CopyFrom(Hash);
        return new Snapshot(Ledger.Last, Ledger.Time, message.ToByteArray());
    }

    static long Spacing(long rows) => Math.Max(LeastBehind, rows / ShareBetween);

    static KeptJournal Of(Snapshot snapshot)
    {
        var message = LedgerSnapshot.Parser.ParseFrom(snapshot.Body);
        return new KeptJournal(LedgerSnapshots.Read(message), message.Hash.ToByteArray());
    }
}
