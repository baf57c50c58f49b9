using Portfolio.Model.Outcomes;

namespace Portfolio.Analysis.Marginal;

/// <summary>The outcomes that money moves under one case, in exact units, replication by replication.</summary>
sealed class MarginalUnits
{
    readonly IReadOnlyDictionary<MarginalOutcome, long[]> units;

    MarginalUnits(IReadOnlyDictionary<MarginalOutcome, long[]> units, int rows) => (this.units, Rows) = (units, rows);

    /// <summary>Number of replications.</summary>
    public int Rows { get; }

    /// <summary>An outcome in each replication.</summary>
    public long[] this[MarginalOutcome outcome] => units[outcome];

    /// <summary>What is kept of all outcomes of a case.</summary>
    public static MarginalUnits Of(OutcomeTable table) => new(MarginalOutcome.All.ToDictionary(outcome => outcome, outcome => outcome.Units(table)), table.Rows);
}
