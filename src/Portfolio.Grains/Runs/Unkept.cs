namespace Portfolio.Grains.Runs;

/// <summary>
/// What was merged and no checkpoint holds yet. It is kept before the oldest of it was begun two seconds ago, so that of a thread no more than that is computed again after whatever loss: the later, the more is kept
/// at once. Shards that are in the run's log can wait until there are some of them. To be used in a grain's turns.
/// </summary>
/// <param name="keep">Takes all that is merged, and keeps it: more may be merged once it is taken, and the task that this comes to ends when it is kept.</param>
/// <param name="time">The clock.</param>
sealed class Unkept(Func<Task<Task>> keep, TimeProvider time)
{
    static readonly TimeSpan LostAtMost = TimeSpan.FromSeconds(2);

    /// <summary>Keeping takes longer at times than it did before, and may have to wait for what is being merged.</summary>
    static readonly TimeSpan Margin = TimeSpan.FromSeconds(0.15);

    /// <summary>It is kept no more often, or that would cost more than what is lost without it; shards that take seconds are lost with what came before.</summary>
    static readonly TimeSpan LeastBetween = TimeSpan.FromSeconds(0.5);

    /// <summary>Shards of the log that whoever goes on with the run has to merge again, at the most: as many as take a thread beside the turns a second.</summary>
    const int MostInLog = 16;

    long taken = time.GetTimestamp();

    // Until it is known: as long as it takes of hundreds of initiatives.
    TimeSpan keeping = TimeSpan.FromSeconds(0.5);
    Task underWay = Task.CompletedTask;
    long? oldest;
    int inLog;

    /// <summary>Takes note of a shard that was merged.</summary>
    public void Add(ShardReport merged)
    {
        if (merged.IsKept)
            inLog++;
        else
            oldest = Math.Min(oldest ?? long.MaxValue, merged.Began ?? long.MaxValue);
    }

    /// <summary>Waits for what is to be merged next, and keeps what is due meanwhile or at once. What cannot be kept is said when more is merged, or is to be kept.</summary>
    /// <param name="next">What is waited for; that it fails is seen by whoever takes it.</param>
    /// <param name="enough">Once it is cancelled nothing is waited for.</param>
    public async Task KeepInTime(Task next, CancellationToken enough)
    {
        if (underWay.IsFaulted)
            await underWay;
        if (inLog >= MostInLog)
            await Keep();
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

    TimeSpan Left(long since) => Longer(LostAtMost - Margin - keeping - time.GetElapsedTime(since), LeastBetween - time.GetElapsedTime(taken));

    async Task Keep()
    {
        await underWay;
        (oldest, inLog, taken) = (null, 0, time.GetTimestamp());
        underWay = Kept(await keep());
    }

    async Task Kept(Task written)
    {
        await written;
        keeping = time.GetElapsedTime(taken);
    }
}
