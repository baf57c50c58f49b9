using System.Collections.Concurrent;

namespace Portfolio.Model.Statistics;

/// <summary>
/// Room that was given back and may be used again, by size: the last that was given back first, so that there is never more of it than was once in use. What nobody has taken while the collector went
/// through all memory some times is let go.
/// </summary>
sealed class Spares<T>
    where T : class
{
    const int FullCollections = 8;

    readonly ConcurrentDictionary<int, ConcurrentStack<T>> bySize = new();
    int fullCollectionsAtLastUse;

    /// <summary>No room yet.</summary>
    public Spares() => _ = new FullCollection(this);

    /// <summary>Room of a size; null where there is none.</summary>
    public T? Take(int size)
    {
        fullCollectionsAtLastUse = GC.CollectionCount(GC.MaxGeneration);
        return bySize.TryGetValue(size, out var spares) && spares.TryPop(out var spare) ? spare : null;
    }

    /// <summary>Gives back room of a size that nobody uses any more.</summary>
    public void GiveBack(int size, T room) => bySize.GetOrAdd(size, _ => new()).Push(room);

    void LetGoOfOld()
    {
        if (GC.CollectionCount(GC.MaxGeneration) - fullCollectionsAtLastUse > FullCollections)
            bySize.Clear();
    }

    /// <summary>Is found unreachable by the collector, after some times only where it goes through all memory.</summary>
    sealed class FullCollection(Spares<T> spares)
    {
        ~FullCollection()
        {
            spares.LetGoOfOld();
            if (!Environment.HasShutdownStarted)
                GC.ReRegisterForFinalize(this);
        }
    }
}
