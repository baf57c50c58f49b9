using Portfolio.Model.Statistics;

namespace Portfolio.Model.Outcomes;

/// <summary>The end outcomes of a range of replications: a column for each subject and outcome, then whether each target was met, then when it was reached.</summary>
public sealed class OutcomeTable
{
    /// <summary>Number of outcomes a subject has.</summary>
    public static readonly int OutcomeCount = Enum.GetValues<Outcome>().Length;

    // A table lives long enough to outlast what is young, and is a megabyte and more.
    static readonly Spares<double[][]> Spares = new();

    readonly double[][] columns;
    readonly int subjects;

    /// <summary>An empty table.</summary>
    public OutcomeTable(int subjects, int targets, int rows)
    {
        (this.subjects, Targets, Rows) = (subjects, targets, rows);
        columns = ColumnsOf(subjects * OutcomeCount + 2 * targets, rows);
    }

    /// <summary>Number of targets.</summary>
    public int Targets { get; }

    /// <summary>Replications it holds.</summary>
    public int Rows { get; }

    /// <summary>The columns: outcomes of each subject, then targets met, then months in which targets were reached.</summary>
    public IReadOnlyList<double[]> Columns => columns;

    /// <summary>Lets others use its room; nobody may ask for its values any more.</summary>
    public void GiveBack() => Spares.GiveBack(columns.Length, columns);

    /// <summary>Some of its rows.</summary>
    public OutcomeTable Take(int first, int rows)
    {
        var taken = new OutcomeTable(subjects, Targets, rows);
        for (var i = 0; i < columns.Length; i++)
            columns[i].AsSpan(first, rows).CopyTo(taken.columns[i]);
        return taken;
    }

    /// <summary>The values of an outcome.</summary>
    public double[] this[int subject, Outcome outcome] => columns[subject * OutcomeCount + (int)outcome];

    /// <summary>Whether a target was met: 1 or 0.</summary>
    public double[] Target(int index) => columns[subjects * OutcomeCount + index];

    /// <summary>The month, from the portfolio's start, at whose end a target's sites were first live, be it after the month it names; not-a-number if never.</summary>
    public double[] TargetReached(int index) => columns[subjects * OutcomeCount + Targets + index];

    static double[][] ColumnsOf(int number, int rows)
    {
        if (Spares.Take(number) is not { } spare || spare[0].Length != rows)
            return [.. Enumerable.Range(0, number).Select(_ => new double[rows])];
        foreach (var column in spare)
            Array.Clear(column);
        return spare;
    }
}
