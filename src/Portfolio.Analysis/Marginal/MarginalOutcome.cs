using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Marginal;

/// <summary>An outcome of the portfolio that money moves.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What kind of number it is, and so its exact units.</param>
/// <param name="Of">Its value in a replication.</param>
sealed record MarginalOutcome(string Name, SeriesKind Kind, Func<OutcomeTable, int, double> Of)
{
    /// <summary>Money received, live sites, people reached, targets met, net present value.</summary>
    public static readonly IReadOnlyList<MarginalOutcome> All =
    [
        Column("received", Outcome.Received),
        Column("live", Outcome.Live),
        Column("patients", Outcome.Patients),
        new("targets", SeriesKind.Count, (table, row) => Enumerable.Range(0, table.Targets).Sum(target => table.Target(target)[row])),
        Column("npv", Outcome.Npv),
    ];

    /// <summary>Money received.</summary>
    public static MarginalOutcome Received => All[0];

    /// <summary>Those of which more is better.</summary>
    public static IEnumerable<MarginalOutcome> Wanted => All.Skip(1);

    /// <summary>Its value in every replication, in exact units.</summary>
    public long[] Units(OutcomeTable table) => [.. Enumerable.Range(0, table.Rows).Select(row => Quantisation.ToUnits(Kind, Of(table, row)))];

    static MarginalOutcome Column(string name, Outcome outcome) => new(name, outcome.Kind(), (table, row) => table[0, outcome][row]);
}
