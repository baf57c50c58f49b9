using Portfolio.Model.Statistics;

namespace Portfolio.Model.Outcomes;

/// <summary>Room for counted cells that was given back and may be used again: to make it anew takes tens of milliseconds.</summary>
static class SpareCells
{
    static readonly Spares<CountedCells> Spares = new();

    /// <summary>Room for cells, with nothing counted.</summary>
    /// <param name="kinds">The kind of each cell.</param>
    /// <param name="keepsQuantiles">Whether histograms are kept.</param>
    public static CountedCells Take(SeriesKind[] kinds, bool keepsQuantiles) =>
        Spares.Take(kinds.Length) is { } spare && spare.Are(kinds, keepsQuantiles) ? spare : new CountedCells(kinds, keepsQuantiles);

    /// <summary>Gives back room that nobody uses any more.</summary>
    public static void GiveBack(CountedCells cells)
    {
        cells.Clear();
        Spares.GiveBack(cells.Count, cells);
    }
}
