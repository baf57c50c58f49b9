namespace Portfolio.Grains.Runs;

/// <summary>Wakes everybody who waits for something new of a run or study.</summary>
sealed class News
{
    /// <summary>Time between two heartbeats while nothing is computed.</summary>
    public static readonly TimeSpan IdleBeatEvery = TimeSpan.FromSeconds(10);

    /// <summary>Time between two heartbeats while something is computed: they say how fast it goes.</summary>
    public static readonly TimeSpan BusyBeatEvery = TimeSpan.FromSeconds(1);

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
    public static Task<bool> Within(Task news, TimeProvider time, CancellationToken cancellation) => Within(news, IdleBeatEvery, time, cancellation);

    /// <summary>Waits for news, but no longer than some time.</summary>
    public static async Task<bool> Within(Task news, TimeSpan patience, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await news.WaitAsync(patience, time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
