using System.Collections.Concurrent;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Outcomes;

/// <summary>
/// Room for counted cells that was given back and may be used again: to make it anew takes longer than to count a thousand replications. Nobody holds on to it, so that it goes with the next full
/// collection if it is not wanted.
/// </summary>
static class SpareCells
{
    static readonly ConcurrentDictionary<int, ConcurrentStack<WeakReference<CountedCells>>> ByNumber = new();

    /// <summary>Room for cells, with nothing counted.</summary>
    /// <param name="kinds">The kind of each cell.</param>
    /// <param name="keepsQuantiles">Whether histograms are kept.</param>
    public static CountedCells Take(SeriesKind[] kinds, bool keepsQuantiles)
    {
        for (var spare = Of(kinds.Length); spare.TryPop(out var weak);)
        {
            if (weak.TryGetTarget(out var cells) && cells.Are(kinds, keepsQuantiles))
                return cells;
        }

        return new CountedCells(kinds, keepsQuantiles);
    }

    /// <summary>Gives back room that nobody uses any more.</summary>
    public static void GiveBack(CountedCells cells)
    {
        cells.Clear();
        Of(cells.Count).Push(new WeakReference<CountedCells>(cells));
    }

    static ConcurrentStack<WeakReference<CountedCells>> Of(int number) => ByNumber.GetOrAdd(number, _ => new());
}
