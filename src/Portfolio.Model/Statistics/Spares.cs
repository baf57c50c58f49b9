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

    readonly ConcurrentDictionary<int, Shelf> bySize = new();

    /// <summary>No room yet.</summary>
    public Spares() => _ = new FullCollection(this);

    static int FullCollectionsByNow => GC.CollectionCount(GC.MaxGeneration);

    /// <summary>Room of a size; null where there is none.</summary>
    public T? Take(int size)
    {
        if (!bySize.TryGetValue(size, out var shelf))
            return null;
        shelf.UsedAt = FullCollectionsByNow;
        return shelf.TryPop(out var spare) ? spare : null;
    }

    /// <summary>Gives back room of a size that nobody uses any more.</summary>
    public void GiveBack(int size, T room) => bySize.GetOrAdd(size, _ => new Shelf()).Push(room);

    void LetGoOfOld()
    {
        foreach (var (size, shelf) in bySize)
        {
            if (FullCollectionsByNow - shelf.UsedAt > FullCollections)
                bySize.TryRemove(size, out _);
        }
    }

    /// <summary>Room of one size, and how many full collections there had been when somebody last wanted some.</summary>
    sealed class Shelf : ConcurrentStack<T>
    {
        public int UsedAt { get; set; } = FullCollectionsByNow;
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
