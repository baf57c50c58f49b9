using System.Collections.Concurrent;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Outcomes;

/// <summary>
/// Room for counted cells that was given back and may be used again: to make it anew takes as long as to count a thousand replications. What nobody has taken while the collector went through all
/// memory some times is let go.
/// </summary>
sealed class SpareCells
{
    const int FullCollections = 16;

    static readonly SpareCells All = new();

    readonly ConcurrentDictionary<int, ConcurrentStack<(CountedCells Cells, int GivenAt)>> byNumber = new();

    SpareCells() => _ = new FullCollection(this);

    /// <summary>Room for cells, with nothing counted.</summary>
    /// <param name="kinds">The kind of each cell.</param>
    /// <param name="keepsQuantiles">Whether histograms are kept.</param>
    public static CountedCells Take(SeriesKind[] kinds, bool keepsQuantiles)
    {
        while (All.Of(kinds.Length).TryPop(out var spare))
        {
            if (spare.Cells.Are(kinds, keepsQuantiles))
                return spare.Cells;
        }

        return new CountedCells(kinds, keepsQuantiles);
    }

    /// <summary>Gives back room that nobody uses any more.</summary>
    public static void GiveBack(CountedCells cells)
    {
        cells.Clear();
        All.Of(cells.Count).Push((cells, GC.CollectionCount(GC.MaxGeneration)));
    }

    ConcurrentStack<(CountedCells Cells, int GivenAt)> Of(int number) => byNumber.GetOrAdd(number, _ => new());

    void LetGoOfOld()
    {
        var now = GC.CollectionCount(GC.MaxGeneration);
        foreach (var (number, spares) in byNumber)
        {
            if (!spares.TryPeek(out var newest))
                byNumber.TryRemove(number, out _);
            else if (now - newest.GivenAt > FullCollections)
                spares.Clear();
        }
    }

    /// <summary>Is found unreachable by each collection of its generation, which after some is each full one.</summary>
    sealed class FullCollection(SpareCells spares)
    {
        ~FullCollection()
        {
            spares.LetGoOfOld();
            if (!Environment.HasShutdownStarted)
                GC.ReRegisterForFinalize(this);
        }
    }
}
