namespace Portfolio.Model.Outcomes;

/// <summary>The end outcomes of a range of replications: a column for each subject and outcome, then one for each target.</summary>
public sealed class OutcomeTable
{
    /// <summary>Number of outcomes a subject has.</summary>
    public static readonly int OutcomeCount = Enum.GetValues<Outcome>().Length;

    readonly double[][] columns;
    readonly int subjects;

    /// <summary>An empty table.</summary>
    public OutcomeTable(int subjects, int targets, int rows)
    {
        (this.subjects, Targets, Rows) = (subjects, targets, rows);
        columns = new double[subjects * OutcomeCount + targets][];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = new double[rows];
    }

    /// <summary>Number of targets.</summary>
    public int Targets { get; }

    /// <summary>Replications it holds.</summary>
    public int Rows { get; }

    /// <summary>The columns: outcomes of each subject, then targets.</summary>
    public IReadOnlyList<double[]> Columns => columns;

    /// <summary>The values of an outcome.</summary>
    public double[] this[int subject, Outcome outcome] => columns[subject * OutcomeCount + (int)outcome];

    /// <summary>Whether a target was met: 1 or 0.</summary>
    public double[] Target(int index) => columns[subjects * OutcomeCount + index];
}
