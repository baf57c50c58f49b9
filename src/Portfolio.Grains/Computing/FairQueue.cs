using System.Diagnostics.CodeAnalysis;

namespace Portfolio.Grains.Computing;

/// <summary>
/// What waits to be computed: what somebody waits for before what belongs to batches, and within each the workspaces in turn, each first come first served. Not safe for concurrent use.
/// </summary>
sealed class FairQueue<T>
{
    readonly Turns interactive = new();
    readonly Turns batch = new();

    /// <summary>Puts something at the end of its workspace's queue.</summary>
    public void Enqueue(Claim claim, T item) => (claim.IsBatch ? batch : interactive).Enqueue(claim.Workspace ?? "", item);

    /// <summary>Takes what is next.</summary>
    public bool TryDequeue([MaybeNullWhen(false)] out T item) => interactive.TryDequeue(out item) || batch.TryDequeue(out item);

    /// <summary>Queues that are taken from in turn.</summary>
    sealed class Turns
    {
        readonly Dictionary<string, Queue<T>> waiting = [];
        readonly Queue<string> order = [];

        public void Enqueue(string workspace, T item)
        {
            if (!waiting.TryGetValue(workspace, out var queue))
            {
                waiting[workspace] = queue = [];
                order.Enqueue(workspace);
            }

            queue.Enqueue(item);
        }

        public bool TryDequeue([MaybeNullWhen(false)] out T item)
        {
            if (!order.TryDequeue(out var workspace))
            {
                item = default;
                return false;
            }

            var queue = waiting[workspace];
            item = queue.Dequeue();
            if (queue.Count > 0)
                order.Enqueue(workspace);
            else
                waiting.Remove(workspace);
            return true;
        }
    }
}
