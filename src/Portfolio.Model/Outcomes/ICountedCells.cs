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
/// <param name="bins">Its bins, each once.</param>
/// <param name="times">How often each occurs.</param>
public readonly ref struct CountedCell(Moments moments, ReadOnlySpan<int> bins, ReadOnlySpan<int> times)
{
    /// <summary>Its moments.</summary>
    public Moments Moments { get; } = moments;

    /// <summary>Its bins, each once.</summary>
    public ReadOnlySpan<int> Bins { get; } = bins;

    /// <summary>How often each occurs.</summary>
    public ReadOnlySpan<int> Times { get; } = times;
}
