using Portfolio.Grains;

namespace Portfolio.Server.Services;

/// <summary>Changes that rest on what was read: where somebody else was faster, what there is now is read again and changed.</summary>
/// <remarks>No try is in vain: one that fails means that somebody else's change was made.</remarks>
static class OptimisticWrite
{
    /// <summary>Tries until nobody else was faster.</summary>
    /// <param name="resource">The resource that is written; another one's etag is the caller's to be told of.</param>
    /// <param name="given">The etag that the caller gave for it: who gives one wants to be told.</param>
    /// <param name="attempt">Reads, changes and writes with the etag of what was read.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<T> Try<T>(string resource, string given, Func<Task<T>> attempt, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return await attempt();
            }
            catch (RefusedException refused) when (given.Length == 0 && refused.Refusal == Refusal.EtagMismatch && refused.Resource == resource)
            {
                continue;
            }
        }
    }

    /// <summary>What is read; null where it is not there.</summary>
    public static async Task<T?> OrNull<T>(Task<T> read)
        where T : class
    {
        try
        {
            return await read;
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.NotFound)
        {
            return null;
        }
    }
}
