using Portfolio.Model.Lanes;
using Portfolio.Model.Outcomes;

namespace Portfolio.Model.Blocks;

/// <summary>Gathers the months' series of blocks.</summary>
abstract unsafe class BlockCollector<T> : IDisposable
    where T : unmanaged, ILanes<T>
{
    /// <summary>The series that are wanted.</summary>
    public abstract IReadOnlyList<Series> Series { get; }

    /// <summary>Whether single initiatives are wanted beside the portfolio and its themes.</summary>
    public abstract bool TakesInitiatives { get; }

    /// <summary>Begins a block.</summary>
    /// <param name="first">Its first replication.</param>
    /// <param name="used">How many there are.</param>
    public abstract void BeginBlock(int first, int used);

    /// <summary>Takes a series in a month, of subjects that follow each other. Months and subjects may come in any order.</summary>
    /// <param name="series">Index of the series.</param>
    /// <param name="month">The month.</param>
    /// <param name="subject">Index of the first subject.</param>
    /// <param name="subjects">How many.</param>
    /// <param name="values">Values of the first subject's first lanes; not-a-number where they are not defined.</param>
    /// <param name="subjectStep">Bytes from there to the next subject.</param>
    /// <param name="vectorStep">Bytes to the same subject's next lanes.</param>
    /// <param name="used">Lanes that count.</param>
    public abstract void Take(int series, int month, int subject, int subjects, T* values, nint subjectStep, nint vectorStep, ulong used);

    /// <summary>Says that a block has been taken whole.</summary>
    public abstract void EndBlock(int used);

    /// <inheritdoc/>
    public abstract void Dispose();
}
