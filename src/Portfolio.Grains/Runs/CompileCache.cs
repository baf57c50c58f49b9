using System.Collections.Concurrent;

namespace Portfolio.Grains.Runs;

/// <summary>What a silo compiled last, by name: each once, however many ask for it at once.</summary>
sealed class CompileCache<T>
{
    const int MostKept = 16;

    readonly ConcurrentDictionary<string, Lazy<Task<T>>> known = new();

    /// <summary>What was compiled under a name; what fails is forgotten.</summary>
    public async Task<T> Get(string name, Func<Task<T>> compile)
    {
        try
        {
            return await known.GetOrAdd(name, _ => new Lazy<Task<T>>(compile)).Value;
        }
        catch
        {
            known.TryRemove(name, out _);
            throw;
        }
        finally
        {
            while (known.Count > MostKept && known.Keys.FirstOrDefault(other => other != name) is { } other)
                known.TryRemove(other, out _);
        }
    }
}
