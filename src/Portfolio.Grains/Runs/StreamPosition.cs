namespace Portfolio.Grains.Runs;

/// <summary>A position in the stream of a run or study.</summary>
/// <param name="Epoch">Rises when the work is computed anew; 0 stands for its own, whichever that is.</param>
/// <param name="Sequence">Position in the epoch; 0 is before everything.</param>
[GenerateSerializer, Immutable, Alias("stream-position")]
public readonly record struct StreamPosition([property: Id(0)] int Epoch, [property: Id(1)] long Sequence) : IComparable<StreamPosition>
{
    /// <summary>Before everything: a reader that was never there.</summary>
    public bool IsStart => Sequence == 0;

    /// <inheritdoc/>
    public int CompareTo(StreamPosition other) => (Epoch, Sequence).CompareTo((other.Epoch, other.Sequence));

    public static bool operator <(StreamPosition left, StreamPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(StreamPosition left, StreamPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(StreamPosition left, StreamPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(StreamPosition left, StreamPosition right) => left.CompareTo(right) >= 0;
}
