using Portfolio.Model.Outcomes;

namespace Portfolio.Grains.Runs;

/// <summary>Outcomes of some replications, packed among others'.</summary>
/// <param name="First">The first replication.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Packed">All that were packed together (<see cref="OutcomeCodec"/>).</param>
/// <param name="Before">How many of these come before the first.</param>
public readonly record struct PackedOutcomes(int First, int Count, byte[] Packed, int Before = 0)
{
    /// <summary>Unpacks them; takes as long as it takes of all that were packed together.</summary>
    internal OutcomeTable Decode(int subjects, int targets)
    {
        var table = OutcomeCodec.Decode(Packed, subjects, targets);
        return Count == table.Rows ? table : table.Take(Before, Count);
    }
}
