using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Comparing;

/// <summary>One outcome of a range of replications under every scenario, in exact units.</summary>
/// <param name="scenarios">Number of scenarios.</param>
/// <param name="rows">Number of replications.</param>
sealed class UnitTable(int scenarios, int rows)
{
    readonly long[] units = new long[scenarios * rows];

    /// <summary>A column of the outcomes of the same replications under some scenarios.</summary>
    /// <param name="kind">What kind of number it is.</param>
    /// <param name="columns">Its place under each scenario; −1 where it lacks it.</param>
    /// <param name="outcomes">The outcomes under each.</param>
    public static UnitTable Of(SeriesKind kind, int[] columns, IReadOnlyList<OutcomeTable> outcomes)
    {
        var table = new UnitTable(columns.Length, outcomes[0].Rows);
        for (var i = 0; i < columns.Length; i++)
            table.Set(i, kind, columns[i] < 0 ? null : outcomes[i].Columns[columns[i]]);
        return table;
    }

    /// <summary>Number of scenarios.</summary>
    public int Scenarios => scenarios;

    /// <summary>Number of replications.</summary>
    public int Rows => rows;

    /// <summary>The units under a scenario, replication by replication.</summary>
    public Span<long> this[int scenario] => units.AsSpan(scenario * rows, rows);

    /// <summary>Sets the numbers under a scenario; none where it does not have the outcome.</summary>
    public void Set(int scenario, SeriesKind kind, double[]? values)
    {
        if (values is null)
            this[scenario].Fill(ExactUnits.Undefined);
        else
            ExactUnits.Fill(kind, values, this[scenario]);
    }

    /// <summary>The replications in which the outcome is defined under all scenarios.</summary>
    /// <param name="sign">−1 turns the numbers over, so that less becomes more; else 1.</param>
    public UnitTable Complete(int sign)
    {
        var kept = CompleteRows();
        var complete = new UnitTable(scenarios, kept.Count);
        for (var scenario = 0; scenario < scenarios; scenario++)
        {
            var from = this[scenario];
            var to = complete[scenario];
            for (var i = 0; i < to.Length; i++)
                to[i] = sign * from[kept[i]];
        }

        return complete;
    }

    List<int> CompleteRows()
    {
        var kept = new List<int>(rows);
        for (var row = 0; row < rows; row++)
        {
            if (IsComplete(row))
                kept.Add(row);
        }

        return kept;
    }

    bool IsComplete(int row)
    {
        for (var scenario = 0; scenario < scenarios; scenario++)
        {
            if (units[scenario * rows + row] == ExactUnits.Undefined)
                return false;
        }

        return true;
    }
}
