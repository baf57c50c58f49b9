using System.Runtime.CompilerServices;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Outcomes;

/// <summary>Exact moments of cells, in the units of their kind, and histograms where quantiles are kept.</summary>
sealed class CountedCells
{
    readonly SeriesKind[] kinds;
    readonly Moments[] moments;
    readonly Histogram[] histograms;

    /// <summary>Nothing counted.</summary>
    /// <param name="kinds">The kind of each cell.</param>
    /// <param name="keepsQuantiles">Whether histograms are kept.</param>
    public CountedCells(SeriesKind[] kinds, bool keepsQuantiles)
    {
        this.kinds = kinds;
        moments = new Moments[kinds.Length];
        histograms = keepsQuantiles ? [.. kinds.Select(kind => new Histogram(Quantisation.Span(kind), Quantisation.Piece(kind)))] : [];
    }

    /// <summary>Number of cells.</summary>
    public int Count => kinds.Length;

    /// <summary>Moments of a cell.</summary>
    public Moments Moments(int cell) => moments[cell];

    /// <summary>Histogram of a cell.</summary>
    public Histogram Histogram(int cell) => histograms[cell];

    /// <summary>Counts some values.</summary>
    /// <param name="cell">Their cell.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="values">The values, all of them defined.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int cell, SeriesKind kind, ReadOnlySpan<double> values)
    {
        foreach (var value in values)
            moments[cell] = moments[cell].With(Quantisation.ToUnits(kind, value));
        for (var i = 0; i < values.Length && histograms.Length > 0; i++)
            histograms[cell].Add(Quantisation.Bin(kind, values[i]));
    }

    /// <summary>Counts values of a cell that were put by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int cell, CellTally tally)
    {
        moments[cell] += tally.Moments;
        if (histograms.Length > 0)
            histograms[cell].Add(tally);
    }

    /// <summary>Asks for a cell's counts, to which will be added before long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fetch(int cell, CellTally tally)
    {
        if (histograms.Length > 0)
            histograms[cell].Fetch(tally);
    }

    /// <summary>Adds what was counted of a cell elsewhere.</summary>
    public void Add(int cell, CountedCell more)
    {
        moments[cell] += more.Moments;
        if (histograms.Length > 0)
            histograms[cell].Add(more.LeftOut, more.First, more.Counts);
    }

    /// <summary>Adds all that was counted elsewhere.</summary>
    public void Add(CountedCells other)
    {
        for (var cell = 0; cell < moments.Length; cell++)
            moments[cell] += other.moments[cell];
        for (var cell = 0; cell < histograms.Length; cell++)
            histograms[cell].Add(other.histograms[cell]);
    }

    /// <summary>Whether cells are of these kinds.</summary>
    public bool Are(SeriesKind[] others, bool keepQuantiles) => histograms.Length > 0 == keepQuantiles && kinds.AsSpan().SequenceEqual(others);

    /// <summary>Forgets what was counted, and keeps the room.</summary>
    public void Clear()
    {
        Array.Clear(moments);
        foreach (var histogram in histograms)
            histogram.Clear();
    }
}
