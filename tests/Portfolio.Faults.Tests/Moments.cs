namespace Portfolio.Faults.Tests;

/// <summary>Counts what happens, so that a test can strike at a moment that is counted in events and not in seconds.</summary>
sealed class Moments
{
    readonly Lock gate = new();
    readonly PriorityQueue<TaskCompletionSource, long> awaited = new();
    long counted;

    /// <summary>How often something happened.</summary>
    public long Counted
    {
        get
        {
            lock (gate)
                return counted;
        }
    }

    /// <summary>Something happened.</summary>
    public void Count()
    {
        lock (gate)
        {
            counted++;
            while (awaited.TryPeek(out var until, out var at) && at <= counted)
            {
                awaited.Dequeue();
                until.SetResult();
            }
        }
    }

    /// <summary>Ends once so much more has happened.</summary>
    public Task After(int more)
    {
        lock (gate)
        {
            var until = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (more == 0)
                until.SetResult();
            else
                awaited.Enqueue(until, counted + more);
            return until.Task;
        }
    }
}
