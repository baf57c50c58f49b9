using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Journals;

/// <summary>
/// Records entries in one journal: whatever has come while one commit was under way goes into the next one together. Anybody on the silo may ask, at once. What is kept is made of rows that are
/// durable only, so nobody reads what might not be there after a crash.
/// </summary>
/// <remarks>Should another activation write to the same journal, be it on another silo, the store refuses whoever is late, who then reads the rows and goes on behind them.</remarks>
sealed class JournalWriter(string name, IJournalRows rows, FeedNews news, CommitTurns turns, TimeProvider time, ILogger<JournalWriter> log)
{
    const int MostInOneCommit = 10_000;
    const int MostTries = 5;

    static readonly RecordOrder Nothing = new([], Partial: false, ValidateOnly: false);

    /// <summary>The portfolio whose feed the rows are in: the subject itself, or what the initiative belongs to.</summary>
    readonly string feed = name.IndexOf("/initiatives/", StringComparison.Ordinal) is var end && end >= 0 ? name[..end] : name;

    readonly Lock gate = new();
    readonly Queue<PendingOrder> waiting = [];
    bool isCommitting;

    // Only who commits changes these.
    volatile KeptJournal kept = KeptJournal.Empty;
    volatile bool isSure;
    long snapshot;
    long lasting;

    /// <summary>Whose journal.</summary>
    public string Name => name;

    /// <summary>Records entries; they are durable once it ends.</summary>
    public Task<Recorded> Record(RecordOrder order)
    {
        var pending = new PendingOrder(order);
        lock (gate)
        {
            waiting.Enqueue(pending);
            if (isCommitting)
                return pending.Task;
            isCommitting = true;
        }

        _ = CommitWaiting();
        return pending.Task;
    }

    /// <summary>The journal as it is kept. Rows are read when somebody asks for what they come to: a journal that is damaged can still be listed, and verified to find out where.</summary>
    public async Task<KeptJournal> Kept()
    {
        if (!isSure)
            await Record(Nothing);
        return kept;
    }

    async Task CommitWaiting()
    {
        while (NextCommit() is { } commit)
        {
            try
            {
                while (!await Try(commit).ConfigureAwait(false))
                    commit.Tries++;
                if (kept.NeedsSnapshot(snapshot))
                    await KeepSnapshot().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // Whether the rows are there is not known until they are read again; a repeated order finds them by their keys.
                isSure = false;
                commit.Fail(exception);
            }

            // Whoever was told goes on first: what they bring is part of the next commit.
            await turns.Next().ConfigureAwait(false);
        }
    }

    PendingCommit? NextCommit()
    {
        var orders = new List<PendingOrder>();
        lock (gate)
        {
            for (var entries = 0; waiting.TryPeek(out var next) && (entries == 0 || entries + next.Order.Entries.Count <= MostInOneCommit); entries += next.Order.Entries.Count)
                orders.Add(waiting.Dequeue());
            isCommitting = orders.Count > 0;
        }

        return orders.Count > 0 ? new PendingCommit(orders, turns) : null;
    }

    /// <summary>Records orders; false if they must be drafted anew, because some keys are taken or somebody else was faster.</summary>
    async Task<bool> Try(PendingCommit commit)
    {
        try
        {
            if (!isSure)
                await Load().ConfigureAwait(false);
            if (commit.RefersToEntries)
                kept.Ledger.FindPlaces();
            var draft = new Draft(name, kept, time.GetUtcNow(), commit.Known);
            var recorded = commit.AddTo(draft);
            var appended = draft.Unsettled.Count == 0 ? Appended.Nothing : new Appended(0, await rows.FindKeys(name, draft.Unsettled).ConfigureAwait(false));
            if (appended.Taken.Count == 0 && draft.Rows.Count > 0)
                appended = await rows.Append(feed, name, draft.Behind, draft.Rows).ConfigureAwait(false);
            if (appended.Taken.Count > 0)
            {
                await Know(appended.Taken, commit.Known).ConfigureAwait(false);
                return false;
            }

            Keep(draft, appended.First);
            commit.Acknowledge(recorded);
            return true;
        }
        catch (InconsistentStateException exception) when (commit.Tries < MostTries)
        {
            log.JournalMoved(exception, name);
            isSure = false;
            return false;
        }
    }

    async Task Load()
    {
        (kept, snapshot) = await KeptJournal.Read(rows, name, DateTimeOffset.MaxValue, CancellationToken.None).ConfigureAwait(false);
        lasting = snapshot;
        isSure = true;
    }

    void Keep(Draft draft, long first)
    {
        if (draft.Rows.Count == 0)
            return;
        draft.Place(first);
        kept = draft.Journal;
        news.Tell(feed);
    }

    /// <summary>Reads the entries of keys that are taken, in one pass: who imports a file again brings hundreds.</summary>
    /// <exception cref="StoreException">An entry that has one of the keys cannot be found.</exception>
    async Task Know(IReadOnlyDictionary<string, long> taken, Dictionary<string, Entry> known)
    {
        var last = taken.Values.Max();
        await foreach (var row in rows.Read(name, taken.Values.Min() - 1, CancellationToken.None).ConfigureAwait(false))
        {
            var entry = StoredEntries.Read(row);
            if (taken.ContainsKey(entry.Key))
                known[entry.Key] = entry;
            if (row.Number == last)
                break;
        }

        foreach (var (key, number) in taken.Where(each => !known.ContainsKey(each.Key)))
            throw new StoreException(StoreFault.Damaged, $"{name} has key \"{key}\" for entry {number}, which is not there or says something else; verify the journal, and restore a backup");
    }

    async Task KeepSnapshot()
    {
        // Other journals are told of the same commit behind this one, and need not wait for a snapshot.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var (before, now) = (snapshot, kept.ToSnapshot());
        await rows.KeepSnapshot(name, now).ConfigureAwait(false);
        snapshot = now.Number;
        if (KeptJournal.Lasts(before, lasting))
            lasting = before;
        else if (before > lasting)
            await rows.ForgetSnapshot(name, before).ConfigureAwait(false);
    }
}
