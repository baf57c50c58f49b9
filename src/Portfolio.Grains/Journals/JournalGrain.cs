using Orleans.Concurrency;
using Portfolio.Actuals.Beliefs;
using Portfolio.Contracts.V1;
using Portfolio.Model;

namespace Portfolio.Grains.Journals;

/// <inheritdoc cref="IJournalGrain"/>
/// <remarks>It keeps the journal's writer, which is asked directly by those who are on the same silo.</remarks>
[Reentrant]
sealed class JournalGrain(IJournalRows rows, ActiveJournals journals) : Grain, IJournalGrain
{
    JournalWriter writer = null!;

    string Name => writer.Name;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        writer = journals.Open(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        journals.Close(writer);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Recorded> Record(RecordOrder order) => writer.Record(order);

    /// <inheritdoc/>
    public async Task<List<Entry>> Read(long after, int count)
    {
        var entries = new List<Entry>();
        await foreach (var row in rows.Read(Name, after, CancellationToken.None))
        {
            entries.Add(StoredEntries.Read(row));
            if (entries.Count == count)
                break;
        }

        return entries;
    }

    /// <inheritdoc/>
    public async Task<Belief> Believe(Beginning beginning, string month, DateTimeOffset? known)
    {
        var journal = await KnownAt(known);
        var belief = Believing.At(journal.Ledger, Name, beginning, MonthOf(month));
        belief.LastHash = journal.Ledger.Last == 0 ? "" : Convert.ToHexStringLower(journal.Hash);
        return belief;
    }

    /// <inheritdoc/>
    public async Task<ActualMonths> Months(Beginning beginning, string month, DateTimeOffset? known) =>
        Believing.Months((await KnownAt(known)).Ledger, Name, beginning, MonthOf(month));

    /// <inheritdoc/>
    public Task<JournalVerification> Verify() => JournalProof.Of(rows, Name, CancellationToken.None);

    static Month? MonthOf(string month) => month.Length == 0 ? null : Month.Parse(month);

    async Task<KeptJournal> KnownAt(DateTimeOffset? known)
    {
        var kept = await writer.Kept();
        return known is not { } until || until >= kept.Ledger.Time ? kept : (await KeptJournal.Read(rows, Name, until, CancellationToken.None)).Journal;
    }
}
