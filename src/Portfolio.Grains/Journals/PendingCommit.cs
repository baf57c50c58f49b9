using Portfolio.Actuals.Ledgers;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Journals;

/// <summary>An order whose caller waits, and goes on when it is their turn.</summary>
sealed class PendingOrder(RecordOrder order) : TaskCompletionSource<Recorded>
{
    /// <summary>The order.</summary>
    public RecordOrder Order => order;
}

/// <summary>Orders that are recorded together, and what comes out on the way.</summary>
/// <param name="orders">The orders.</param>
/// <param name="turns">Where their callers go on.</param>
sealed class PendingCommit(List<PendingOrder> orders, CommitTurns turns)
{
    bool isTold;

    /// <summary>How often it had to be drafted anew.</summary>
    public int Tries { get; set; }

    /// <summary>Entries of the journal by key that turned out to be recorded already.</summary>
    public Dictionary<string, Entry> Known { get; } = [];

    /// <summary>Whether any of their entries refers to another.</summary>
    public bool RefersToEntries => orders.Exists(pending => pending.Order.Entries.Any(Ledger.Refers));

    /// <summary>Drafts all orders.</summary>
    public List<Recorded> AddTo(Draft draft) => orders.ConvertAll(pending => draft.Add(pending.Order));

    /// <summary>Tells each what came of it.</summary>
    public void Acknowledge(List<Recorded> recorded)
    {
        isTold = true;
        foreach (var (pending, own) in orders.Zip(recorded))
            turns.Add(() => pending.SetResult(own));
    }

    /// <summary>Tells all, unless they have heard what came of it.</summary>
    public void Fail(Exception exception)
    {
        if (!isTold)
            orders.ForEach(pending => turns.Add(() => pending.SetException(exception)));
    }
}
