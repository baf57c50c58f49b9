using Portfolio.Actuals.Entries;

namespace Portfolio.Actuals.Ledgers;

/// <summary>What an entry that stands says: one that was neither corrected nor withdrawn.</summary>
/// <param name="Number">The entry's number.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Value">Pounds, sites, a share, the number of a stage or reason; 1 where something only happened.</param>
public readonly record struct Statement(long Number, string Source, double Value);

/// <summary>What is believed of a slot.</summary>
/// <param name="Slot">What it is about.</param>
/// <param name="Source">Whose word it is.</param>
/// <param name="Value">What this source says in all.</param>
/// <param name="Others">What other sources say, where that is something else.</param>
public sealed record Believed(Slot Slot, string Source, double Value, IReadOnlyList<(string Source, double Value)> Others);
