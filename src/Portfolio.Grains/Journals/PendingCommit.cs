using Portfolio.Actuals.Ledgers;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Journals;

/// <summary>An order whose caller waits, and goes on by itself: other journals wait to be told of the same commit.</summary>
sealed class PendingOrder(RecordOrder order) : TaskCompletionSource<Recorded>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>The order.</summary>
    public RecordOrder Order => order;
}

/// <summary>Orders that are recorded together, and what comes out on the way.</summary>
/// <param name="orders">The orders.</param>
sealed class PendingCommit(List<PendingOrder> orders)
{
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
        for (var i = 0; i < orders.Count; i++)
            orders[i].SetResult(recorded[i]);
    }

    /// <summary>Tells those who have heard nothing yet.</summary>
    public void Fail(Exception exception) => orders.ForEach(pending => pending.TrySetException(exception));
}
