using CsCheck;
using Portfolio.Actuals.Ledgers;
using Portfolio.Contracts.V1;

namespace Portfolio.Actuals.Tests.Ledgers;

/// <summary>Random journals, compared after each entry with the same found the long way.</summary>
public sealed class LedgerLaws
{
    [Fact]
    public void Until_AfterEachEntry_IsWhatGoingThroughAllEntriesFinds() => RandomJournal.Entries.Sample(entries =>
    {
        var (ledger, kept) = (Ledger.Empty, new List<Entry>());
        foreach (var entry in entries.Where(entry => ledger.ProblemOf(entry) is null))
        {
            kept.Add(entry);
            ledger = Journals.Next(ledger, entry);
            foreach (var until in new[] { "2022-02", "2022-06" })
                Assert.Equal(RandomJournal.Believed(kept, until), ledger.Words(until));
        }
    });

    [Fact]
    public void Snapshot_ReadBack_GoesOnAsTheLedgerDoes() => RandomJournal.Entries.Sample(entries =>
    {
        var ledger = Ledger.Empty;
        foreach (var entry in entries)
        {
            var read = LedgerSnapshots.Read(LedgerSnapshot.Parser.ParseFrom(Google.Protobuf.MessageExtensions.ToByteArray(LedgerSnapshots.Of(ledger))));
            Assert.Equal((ledger.Last, ledger.Time), (read.Last, read.Time));
            Assert.Equal(ledger.Words(), read.Words());
            Assert.Equal(ledger.ProblemOf(entry), read.ProblemOf(entry));
            if (ledger.ProblemOf(entry) is null)
                ledger = Journals.Next(read, entry);
        }
    });
}
