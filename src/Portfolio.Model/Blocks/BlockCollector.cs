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

    /// <summary>Takes a series of a subject in a month.</summary>
    /// <param name="series">Index of the series.</param>
    /// <param name="subject">Index of the subject.</param>
    /// <param name="month">The month.</param>
    /// <param name="values">Values of the first lanes; not-a-number where they are not defined.</param>
    /// <param name="step">Bytes from there to the next lanes.</param>
    /// <param name="used">Lanes that count.</param>
    public abstract void Take(int series, int subject, int month, T* values, nint step, ulong used);

    /// <summary>Says that a block has been taken whole.</summary>
    public abstract void EndBlock(int used);

    /// <inheritdoc/>
    public abstract void Dispose();
}
