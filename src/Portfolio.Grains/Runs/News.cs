namespace Portfolio.Grains.Runs;

/// <summary>Wakes everybody who waits for something new of a run or study.</summary>
sealed class News
{
    static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(10);

    TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the next news. To be asked for before looking at what there is.</summary>
    public Task Next => next.Task;

    /// <summary>Says that there is news.</summary>
    public void Announce()
    {
        var before = next;
        next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before.SetResult();
    }

    /// <summary>Waits for news, but no longer than a heartbeat.</summary>
    public static async Task<bool> Within(Task news, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await news.WaitAsync(HeartbeatEvery, time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
