using Portfolio.Model.Statistics;

namespace Portfolio.Model.Outcomes;

/// <summary>What was counted of cells elsewhere: each is read when somebody wants it, so that whoever takes it in need not wait for all of them.</summary>
public interface ICountedCells
{
    /// <summary>What was counted of a cell; good until another is asked for.</summary>
    CountedCell this[int cell] { get; }

    /// <summary>Says that all are added, and nobody asks for any of them again.</summary>
    void LetGo();
}

/// <summary>What was counted of one cell.</summary>
/// <param name="moments">Its moments.</param>
/// <param name="leftOut">How much is left out of its bins; see <see cref="Histogram"/>.</param>
/// <param name="first">Its first position.</param>
/// <param name="counts">How often the bin at each position occurs.</param>
public readonly ref struct CountedCell(Moments moments, int leftOut, int first, ReadOnlySpan<int> counts)
{
    /// <summary>Its moments.</summary>
    public Moments Moments { get; } = moments;

    /// <summary>How much is left out of its bins.</summary>
    public int LeftOut { get; } = leftOut;

    /// <summary>Its first position.</summary>
    public int First { get; } = first;

    /// <summary>How often the bin at each position occurs.</summary>
    public ReadOnlySpan<int> Counts { get; } = counts;
}
