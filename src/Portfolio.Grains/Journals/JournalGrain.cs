using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Storage;
using Portfolio.Actuals.Beliefs;
using Portfolio.Contracts.V1;
using Portfolio.Model;

namespace Portfolio.Grains.Journals;

/// <inheritdoc cref="IJournalGrain"/>
/// <remarks>
/// Many may record at once: whatever has come while one commit was under way goes into the next one together. What is believed is
/// made of kept rows only, so nobody reads what might not be there after a crash. Rows are read when somebody asks for what they come to,
/// not when the grain wakes: a journal that is damaged can still be listed, and verified to find out where.
/// </remarks>
[Reentrant]
sealed class JournalGrain(IJournalRows rows, FeedNews news, TimeProvider time, ILogger<JournalGrain> log) : Grain, IJournalGrain
{
    const int MostInOneCommit = 10_000;
    const int MostTries = 5;

    readonly Queue<PendingOrder> waiting = [];
    Task committing = Task.CompletedTask;
    KeptJournal kept = KeptJournal.Empty;
    long snapshot;
    long lasting;
    bool isSure;

    string? name;
    string? feed;

    string Name => name ??= this.GetPrimaryKeyString();

    /// <summary>The portfolio whose feed the rows are in: the subject itself, or what the initiative belongs to.</summary>
    string Feed => feed ??= Name.IndexOf("/initiatives/", StringComparison.Ordinal) is var end && end >= 0 ? Name[..end] : Name;

    /// <inheritdoc/>
    public Task<Recorded> Record(RecordOrder order)
    {
        var pending = new PendingOrder(order);
        waiting.Enqueue(pending);
        if (committing.IsCompleted)
            committing = CommitWaiting();
        return pending.Task;
    }

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
        if (!isSure)
            await Load(CancellationToken.None);
        return known is not { } until || until >= kept.Ledger.Time ? kept : (await KeptJournal.Read(rows, Name, until, CancellationToken.None)).Journal;
    }

    async Task Load(CancellationToken cancellation)
    {
        var (read, covered) = await KeptJournal.Read(rows, Name, DateTimeOffset.MaxValue, cancellation);

        // Rows may have been appended, and are known, since this was read.
        if (read.Ledger.Last >= kept.Ledger.Last)
            (kept, snapshot, lasting) = (read, covered, covered);
        isSure = true;
    }

    async Task CommitWaiting()
    {
        while (waiting.Count > 0)
        {
            var commit = NextCommit();
            try
            {
                while (!await Try(commit))
                    commit.Tries++;
                if (kept.NeedsSnapshot(snapshot))
                    await KeepSnapshot();
            }
            catch (Exception exception)
            {
                // Whether the rows are there is not known until they are read again; a repeated order finds them by their keys.
                isSure = false;
                commit.Fail(exception);
            }
        }
    }

    PendingCommit NextCommit()
    {
        var orders = new List<PendingOrder>();
        for (var entries = 0; waiting.TryPeek(out var next) && (entries == 0 || entries + next.Order.Entries.Count <= MostInOneCommit); entries += next.Order.Entries.Count)
            orders.Add(waiting.Dequeue());
        return new PendingCommit(orders);
    }

    /// <summary>Records orders; false if they must be drafted anew, because some keys are taken or another activation was faster.</summary>
    async Task<bool> Try(PendingCommit commit)
    {
        try
        {
            if (!isSure)
                await Load(CancellationToken.None);
            if (commit.RefersToEntries)
                kept.Ledger.FindPlaces();
            var draft = new Draft(Name, kept, time.GetUtcNow(), commit.Known);
            var recorded = commit.AddTo(draft);
            var appended = draft.Unsettled.Count == 0 ? Appended.Nothing : new Appended(0, await rows.FindKeys(Name, draft.Unsettled));
            if (appended.Taken.Count == 0 && draft.Rows.Count > 0)
                appended = await rows.Append(Feed, Name, draft.Behind, draft.Rows);
            if (appended.Taken.Count > 0)
            {
                await Know(appended.Taken, commit.Known);
                return false;
            }

            Keep(draft, appended.First);
            commit.Acknowledge(recorded);
            return true;
        }
        catch (InconsistentStateException exception) when (commit.Tries < MostTries)
        {
            log.JournalMoved(exception, Name);
            isSure = false;
            return false;
        }
    }

    void Keep(Draft draft, long first)
    {
        if (draft.Rows.Count == 0)
            return;
        draft.Place(first);
        kept = draft.Journal;
        news.Tell(Feed);
    }

    /// <summary>Reads the entries of keys that are taken, in one pass: who imports a file again brings hundreds.</summary>
    /// <exception cref="StoreException">An entry that has one of the keys cannot be found.</exception>
    async Task Know(IReadOnlyDictionary<string, long> taken, Dictionary<string, Entry> known)
    {
        var last = taken.Values.Max();
        await foreach (var row in rows.Read(Name, taken.Values.Min() - 1, CancellationToken.None))
        {
            var entry = StoredEntries.Read(row);
            if (taken.ContainsKey(entry.Key))
                known[entry.Key] = entry;
            if (row.Number == last)
                break;
        }

        foreach (var (key, number) in taken.Where(each => !known.ContainsKey(each.Key)))
            throw new StoreException(StoreFault.Damaged, $"{Name} has key \"{key}\" for entry {number}, which is not there or says something else; verify the journal, and restore a backup");
    }

    async Task KeepSnapshot()
    {
        var (before, now) = (snapshot, kept.ToSnapshot());
        await rows.KeepSnapshot(Name, now);
        snapshot = now.Number;
        if (KeptJournal.Lasts(before, lasting))
            lasting = before;
        else if (before > lasting)
            await rows.ForgetSnapshot(Name, before);
    }
}
