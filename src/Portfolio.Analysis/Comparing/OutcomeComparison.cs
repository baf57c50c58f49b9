using Portfolio.Model.Statistics;
using Preference = Portfolio.Contracts.V1.ComparedOutcome.Types.Preference;

namespace Portfolio.Analysis.Comparing;

/// <summary>Statistics of one outcome under every scenario.</summary>
public sealed class OutcomeComparison
{
    readonly int[] columns;
    readonly PairedMoments[] scenarios;

    internal OutcomeComparison(string subject, string outcome, SeriesKind kind, Preference preference, int[] columns, bool keepsBest)
    {
        (Subject, Outcome, Kind, Preference, this.columns) = (subject, outcome, kind, preference, columns);
        scenarios = new PairedMoments[columns.Length];
        Best = keepsBest && preference != Preference.Neither ? new BestCounts(columns.Length) : null;
    }

    /// <summary><c>portfolio</c>, <c>themes/{theme}</c>, <c>initiatives/{id}</c> or <c>targets/{id}</c>.</summary>
    public string Subject { get; }

    /// <summary>Its name, such as <c>live</c>; <c>met</c> for a target.</summary>
    public string Outcome { get; }

    /// <summary>What kind of number it is, and so its exact units.</summary>
    public SeriesKind Kind { get; }

    /// <summary>Which end is better.</summary>
    public Preference Preference { get; }

    /// <summary>What it is under each scenario, the base first.</summary>
    public IReadOnlyList<PairedMoments> Scenarios => scenarios;

    /// <summary>Which scenario is best; none for single initiatives, and where neither end is better.</summary>
    public BestCounts? Best { get; }

    /// <summary>Adds a range of replications.</summary>
    internal void Add(IReadOnlyList<ScenarioRange> ranges)
    {
        var table = UnitTable.Of(Kind, columns, [.. ranges.Select(range => range.Outcomes)]);
        var ofBase = ExactUnits.MomentsOf(table[0]);
        scenarios[0].Add(ofBase);
        for (var i = 1; i < columns.Length; i++)
            scenarios[i].Add(ofBase, table[0], table[i]);
        Best?.Add(table.Complete(Preference == Preference.Less ? -1 : 1));
    }

    /// <summary>Adds other replications.</summary>
    internal void Add(OutcomeComparison other)
    {
        for (var i = 0; i < scenarios.Length; i++)
            scenarios[i].Add(other.scenarios[i]);
        if (other.Best is not null)
            Best?.Add(other.Best);
    }

    /// <summary>Writes everything.</summary>
    internal void Write(BinaryWriter writer)
    {
        foreach (var scenario in scenarios)
            scenario.Write(writer);
        Best?.Write(writer);
    }

    /// <summary>Adds what was written.</summary>
    internal void Read(BinaryReader reader)
    {
        for (var i = 0; i < scenarios.Length; i++)
            scenarios[i].Add(PairedMoments.Read(reader));
        Best?.Read(reader);
    }
}
