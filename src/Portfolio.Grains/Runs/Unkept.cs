namespace Portfolio.Grains.Runs;

/// <summary>
/// What was merged and is not kept yet. It is kept before the oldest of it was begun two seconds ago, so that of a thread no more than that is computed again after whatever loss: the later, the more is kept at once.
/// To be used in a grain's turns.
/// </summary>
/// <param name="keep">Keeps it.</param>
/// <param name="time">The clock.</param>
sealed class Unkept(Func<Task> keep, TimeProvider time)
{
    static readonly TimeSpan LostAtMost = TimeSpan.FromSeconds(2);

    /// <summary>Keeping takes longer at times than it did before, and may have to wait for what is being merged.</summary>
    static readonly TimeSpan Margin = TimeSpan.FromSeconds(0.15);

    /// <summary>It is kept no more often, or that would cost more than what is lost without it; shards that take seconds are lost with what came before.</summary>
    static readonly TimeSpan LeastBetween = TimeSpan.FromSeconds(0.5);

    long kept = time.GetTimestamp();
    TimeSpan keeping;
    long? oldest;

    /// <summary>Takes note of something that was merged.</summary>
    /// <param name="began">When a thread began to compute it: a timestamp of the clock.</param>
    public void Add(long began) => oldest = Math.Min(oldest ?? began, began);

    /// <summary>Waits for what is to be merged next, and keeps what is due meanwhile or at once.</summary>
    /// <param name="next">What is waited for; that it fails is seen by whoever takes it.</param>
    /// <param name="enough">Once it is cancelled nothing is waited for.</param>
    public async Task KeepInTime(Task next, CancellationToken enough)
    {
        while (oldest is { } since && !await IsThere(next, Left(since), enough))
            await Keep();
    }

    static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    async Task<bool> IsThere(Task next, TimeSpan within, CancellationToken enough)
    {
        if (within <= TimeSpan.Zero)
            return false;
        await next.WaitAsync(within, time, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return next.IsCompleted || enough.IsCancellationRequested;
    }

    TimeSpan Left(long since) => Longer(LostAtMost - Margin - keeping - time.GetElapsedTime(since), LeastBetween - time.GetElapsedTime(kept));

    async Task Keep()
    {
        (oldest, kept) = (null, time.GetTimestamp());
        await keep();
        keeping = time.GetElapsedTime(kept);
    }
}
