using Portfolio.Contracts.V1;
using Content = Portfolio.Contracts.V1.RunFrame.ContentOneofCase;

namespace Portfolio.Grains.Streams;

/// <summary>What waits for one reader. Of bands and signs of life only the newest waits, of changes and the end each; so a slow reader costs no more than two frames, and slows nobody.</summary>
sealed class Mailbox
{
    /// <summary>Most frames that wait: more than as many changes of state as a run keeps.</summary>
    const int MostWaiting = 128;

    readonly Lock gate = new();
    readonly List<RunFrame> waiting = [];
    TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Exception? fault;
    bool isClosed;

    /// <summary>Puts a frame into it.</summary>
    public void Put(RunFrame frame)
    {
        lock (gate)
        {
            while (waiting.Count > 0 && IsSuperseded(waiting[^1], frame))
                waiting.RemoveAt(waiting.Count - 1);
            waiting.Add(frame);
            if (waiting.Count > MostWaiting)
                (fault, isClosed) = (new EnumerationAbortedException($"the reader is more than {MostWaiting} changes of state behind"), true);
            news.TrySetResult();
        }
    }

    /// <summary>Says that nothing more comes.</summary>
    /// <param name="why">What went wrong; null after the last frame.</param>
    public void Close(Exception? why)
    {
        lock (gate)
        {
            (fault, isClosed) = (fault ?? why, true);
            news.TrySetResult();
        }
    }

    /// <summary>Takes what waits; waits where nothing does. Empty after the last frame.</summary>
    public async Task<IReadOnlyList<RunFrame>> Take(CancellationToken cancellation)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (waiting.Count > 0 && fault is null)
                {
                    RunFrame[] taken = [.. waiting];
                    waiting.Clear();
                    return taken;
                }

                if (isClosed)
                    return fault is null ? [] : throw fault;
                news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                next = news.Task;
            }

            await next.WaitAsync(cancellation);
        }
    }

    static bool IsSuperseded(RunFrame before, RunFrame frame) =>
        before.ContentCase == Content.Heartbeat || (before.ContentCase == Content.Bands && frame.ContentCase == Content.Bands);
}
