namespace Portfolio.Grains.Runs;

/// <summary>Asks again what a silo that was lost did not answer; Orleans itself asks once.</summary>
static class Persistence
{
    const int Tries = 30;

    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>No longer, since the work waits for nothing else once the cluster has noticed.</summary>
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Asks until there is an answer, for as long in all as a cluster takes to notice that a silo is lost.</summary>
    /// <param name="ask">Asks, given the number of the try, from 1.</param>
    /// <param name="note">Takes note of a try that failed.</param>
    /// <param name="time">For the pauses between tries.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<T> Persist<T>(Func<int, Task<T>> ask, Action<Exception, int> note, TimeProvider time, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ask(attempt);
            }
            catch (Exception exception) when (attempt < Tries && exception is OrleansException or TimeoutException)
            {
                note(exception, attempt);
            }

            await Pause(attempt, time, cancellation);
        }
    }

    /// <summary>Has the store keep what nobody else has, however long it is away: to give it up would be to compute it again.</summary>
    /// <param name="keep">Keeps it.</param>
    /// <inheritdoc cref="Persist"/>
    public static async Task Insist(Func<Task> keep, Action<Exception, int> note, TimeProvider time, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                await keep();
                return;
            }
            catch (StoreException exception) when (exception.MayPass)
            {
                note(exception, attempt);
            }

            await Pause(attempt, time, cancellation);
        }
    }

    static Task Pause(int attempt, TimeProvider time, CancellationToken cancellation) =>
        Task.Delay(TimeSpan.FromSeconds(Math.Min(FirstPause.TotalSeconds * Math.Pow(2, attempt - 1), LongestPause.TotalSeconds)), time, cancellation);
}
