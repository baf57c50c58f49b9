using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Comparing;

/// <summary>Statistics of one series of one subject under every scenario, month by month.</summary>
public sealed class SeriesComparison
{
    readonly int index;
    readonly int[] places;
    readonly Moments[] values;
    readonly Moments[] differences;

    /// <param name="index">Position of the series among those that are compared.</param>
    /// <param name="places">Index of the subject under each scenario; −1 where it lacks it.</param>
    internal SeriesComparison(string subject, Series series, int index, int[] places, int months)
    {
        (Subject, Series, this.index, this.places, Months) = (subject, series, index, places, months);
        (values, differences) = (new Moments[places.Length * months], new Moments[places.Length * months]);
    }

    /// <summary><c>portfolio</c> or <c>themes/{theme}</c>.</summary>
    public string Subject { get; }

    /// <summary>Which series.</summary>
    public Series Series { get; }

    /// <summary>Months of the base's horizon.</summary>
    public int Months { get; }

    /// <summary>Of the series at a month's end, in exact units.</summary>
    public Moments Value(int scenario, int month) => values[scenario * Months + month];

    /// <summary>Of a scenario less the base at a month's end, in exact units; empty for the base itself.</summary>
    public Moments Difference(int scenario, int month) => differences[scenario * Months + month];

    /// <summary>Adds a range of replications.</summary>
    internal void Add(IReadOnlyList<ScenarioRange> ranges)
    {
        var table = new UnitTable(2, ranges[0].Values.Replications);
        for (var month = 0; month < Months; month++)
        {
            ExactUnits.Fill(Series.Kind(), ranges[0].Values[index, places[0], month], table[0]);
            values[month] += ExactUnits.MomentsOf(table[0]);
            for (var scenario = 1; scenario < places.Length; scenario++)
                Add(scenario, month, ranges[scenario].Values, table);
        }
    }

    /// <summary>Adds other replications.</summary>
    internal void Add(SeriesComparison other)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] += other.values[i];
            differences[i] += other.differences[i];
        }
    }

    /// <summary>Writes everything.</summary>
    internal void Write(BinaryWriter writer)
    {
        for (var i = 0; i < values.Length; i++)
        {
            writer.Write(values[i]);
            writer.Write(differences[i]);
        }
    }

    /// <summary>Adds what was written.</summary>
    internal void Read(BinaryReader reader)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] += reader.ReadMoments();
            differences[i] += reader.ReadMoments();
        }
    }

    /// <summary>A scenario may lack the subject, or end sooner than the base.</summary>
    void Add(int scenario, int month, SeriesValues from, UnitTable table)
    {
        if (places[scenario] < 0 || month >= from.Months)
            return;
        ExactUnits.Fill(Series.Kind(), from[index, places[scenario], month], table[1]);
        values[scenario * Months + month] += ExactUnits.MomentsOf(table[1]);
        differences[scenario * Months + month] += ExactUnits.MomentsOfDifferences(table[0], table[1]);
    }
}
