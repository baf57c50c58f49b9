namespace Portfolio.Grains.Runs;

/// <summary>Work of a grain that takes several of its turns and must not be mixed with other such work: each begins when the one before has ended, however that ended. To be used in the grain's turns.</summary>
sealed class OneAtATime
{
    Task last = Task.CompletedTask;

    /// <summary>Waits for all that was to be done before, however it ends.</summary>
    public Task Idle() => Behind(last, () => Task.CompletedTask);

    /// <summary>Does something behind all that was to be done before.</summary>
    public Task Do(Func<Task> work)
    {
        var mine = Behind(last, work);
        last = mine;
        return mine;
    }

    /// <summary>Does something behind all that was to be done before.</summary>
    public async Task<T> Do<T>(Func<Task<T>> work)
    {
        T? found = default;
        await Do(async () => { found = await work(); });
        return found!;
    }

    static async Task Behind(Task before, Func<Task> work)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await work();
    }
}
