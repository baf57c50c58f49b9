using System.Runtime.CompilerServices;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Outcomes;

/// <summary>Statistics of chosen series, month by month, for each subject. Its size does not depend on the number of replications, and merging is exact in any order.</summary>
public sealed class SeriesStatistics
{
    readonly SeriesCells cells;

    /// <summary>Empty statistics.</summary>
    /// <param name="series">The series.</param>
    /// <param name="subjects">Number of subjects.</param>
    /// <param name="months">Number of months.</param>
    /// <param name="keepsQuantiles">Whether quantiles are kept beside moments.</param>
    /// <param name="replicationsPerDraw">Replications that share a draw of the uncertain parameters.</param>
    public SeriesStatistics(IReadOnlyList<Series> series, int subjects, int months, bool keepsQuantiles = true, int replicationsPerDraw = 1)
    {
        (Series, Subjects, Months, KeepsQuantiles) = (series, subjects, months, keepsQuantiles);
        cells = new SeriesCells(series, subjects, months, keepsQuantiles);
        Draws = replicationsPerDraw > 1 ? new DrawSums(Cells, replicationsPerDraw) : null;
    }

    /// <summary>Empty statistics of a model's series.</summary>
    public static SeriesStatistics Of(PortfolioModel model, IReadOnlyList<Series> series, bool keepsQuantiles = true) =>
        new(series, new Subjects(model).Count, model.Months, keepsQuantiles, model.Parameters.ReplicationsPerDraw);

    /// <summary>The series.</summary>
    public IReadOnlyList<Series> Series { get; }

    /// <summary>Number of subjects.</summary>
    public int Subjects { get; }

    /// <summary>Number of months.</summary>
    public int Months { get; }

    /// <summary>Whether quantiles are kept beside moments.</summary>
    public bool KeepsQuantiles { get; }

    /// <summary>Sums by draw of the uncertain parameters; none where each replication has a draw of its own.</summary>
    public DrawSums? Draws { get; }

    /// <summary>Number of cells.</summary>
    public int Cells => cells.Count;

    /// <summary>Bytes that the values of a replication take up while they wait to be counted.</summary>
    public int BytesOfReplication => cells.BytesOfReplication;

    /// <summary>Replications whose values wait to be counted at the most.</summary>
    public int MostThatWait => cells.MostThatWait;

    /// <summary>The cell of a series, subject and month.</summary>
    public int Cell(int series, int subject, int month) => cells.At(series, subject, month);

    /// <summary>Exact moments of a cell, in the units of its kind.</summary>
    public Moments Moments(int cell) => cells.Moments(cell);

    /// <summary>Histogram of a cell.</summary>
    public Histogram Histogram(int cell) => cells.Histogram(cell);

    /// <summary>Adds replications: of each, a value for every cell; one that is not defined is not counted.</summary>
    /// <param name="first">Index of the first of them.</param>
    /// <param name="replications">Their values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int first, ReadOnlySpan<double[]> replications)
    {
        Draws?.Begin(first, replications.Length);
        var defined = new double[replications.Length];
        for (var cell = 0; cell < Cells; cell++)
        {
            var count = 0;
            for (var i = 0; i < replications.Length; i++)
            {
                var value = replications[i][cell];
                if (double.IsNaN(value))
                    continue;
                defined[count++] = value;
                Draws?.Add(cell, i, Quantisation.ToUnits(cells.KindOf(cell), value));
            }

            cells.Add(cell, defined.AsSpan(0, count));
        }

        Draws?.End(replications.Length);
    }

    /// <summary>Adds what was counted of a cell elsewhere.</summary>
    public void Add(int cell, CountedCell more) => cells.Add(cell, more);

    /// <summary>Whether there were more values than may wait, and some are counted.</summary>
    public bool IsCounted => cells.IsCounted;

    /// <summary>What was counted elsewhere and taken in, where there is nothing else and it is in one piece.</summary>
    public ICountedCells? Only => cells.Only;

    /// <summary>Takes in what was counted elsewhere, without sums by draw. It is not read before somebody asks for a cell or there is more.</summary>
    public void TakeIn(ICountedCells counted) => cells.TakeIn(counted);

    /// <summary>
    /// Does what takes long of taking in the statistics of other replications: adds and counts what waits and could not wait beside theirs.
    /// Cells may be read meanwhile, on other threads too, and are what they were.
    /// </summary>
    public void MakeRoom(SeriesStatistics others) => cells.MakeRoom(others.cells);

    /// <summary>Adds and counts whatever waits, as whoever is to ask for all cells does well to: it is dearer cell by cell.</summary>
    /// <param name="then">Gets all cells, some at a time, once nothing of them waits and while they are near the processor: the first, and the one behind the last.</param>
    public void Settle(Action<int, int> then) => cells.Settle(then);

    /// <summary>Takes in the statistics of other replications, which are not to be used any more: what they have put by is theirs no longer.</summary>
    public void TakeIn(SeriesStatistics others)
    {
        cells.TakeIn(others.cells);
        if (others.Draws is not null)
            Draws?.Add(others.Draws);
    }

    /// <summary>Gives back the room of statistics that nobody asks any more, for others to use.</summary>
    public void GiveBack() => cells.GiveBack();

    /// <summary>Count, mean, standard error and quantiles of a cell.</summary>
    public (int Count, double Mean, double StandardError) Summary(int series, int subject, int month, ReadOnlySpan<double> probabilities, Span<double> quantiles)
    {
        var kind = Series[series].Kind();
        var cell = Cell(series, subject, month);
        var unit = Quantisation.Unit(kind);
        var moment = cells.Moments(cell);
        Quantiles(cell, kind, moment.Count, probabilities, quantiles);
        return (moment.Count, moment.Mean * unit, (Draws?.Split(cell, moment).StandardError ?? moment.StandardError) * unit);
    }

    /// <summary>What parameters and chance each bring to a cell's variance; none where each replication has a draw of its own.</summary>
    public (double Parameter, double Chance)? Variances(int series, int subject, int month)
    {
        var cell = Cell(series, subject, month);
        var unit = Quantisation.Unit(Series[series].Kind());
        return Draws?.Split(cell, cells.Moments(cell)) is { } split ? (split.Parameter * unit * unit, split.Chance * unit * unit) : null;
    }

    /// <summary>Monte Carlo standard errors of quantiles of a cell; see <see cref="QuantileError"/>.</summary>
    public void QuantileErrors(int series, int subject, int month, ReadOnlySpan<double> probabilities, Span<double> errors)
    {
        Span<double> ends = stackalloc double[2];
        Span<double> values = stackalloc double[2];
        var cell = Cell(series, subject, month);
        var moments = cells.Moments(cell);
        var count = Draws?.Split(cell, moments).EffectiveCount(moments) ?? moments.Count;
        for (var i = 0; i < probabilities.Length; i++)
        {
            (ends[0], ends[1]) = QuantileError.Around(probabilities[i], count);
            Quantiles(cell, Series[series].Kind(), moments.Count, ends, values);
            errors[i] = 0.5 * (values[1] - values[0]);
        }
    }

    void Quantiles(int cell, SeriesKind kind, int count, ReadOnlySpan<double> probabilities, Span<double> values)
    {
        if (count == 0 || !KeepsQuantiles)
        {
            values.Fill(double.NaN);
            return;
        }

        Span<int> bins = stackalloc int[probabilities.Length];
        Histogram(cell).Quantiles(probabilities, bins);
        for (var i = 0; i < bins.Length; i++)
            values[i] = Quantisation.Value(kind, bins[i]);
    }

    /// <summary>Values that are put by.</summary>
    internal SeriesCells PutBy => cells;
}
