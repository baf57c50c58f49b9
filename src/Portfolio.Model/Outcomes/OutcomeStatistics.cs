using System.Runtime.CompilerServices;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Outcomes;

/// <summary>
/// Statistics of the end outcomes of a run, table after table of its replications: exact moments, and bins finer than those of
/// series. Its size does not depend on the number of replications, and merging is exact in any order.
/// </summary>
public sealed class OutcomeStatistics
{
    readonly SeriesKind[] kinds;
    readonly Moments[] moments;
    readonly Histogram[] histograms;
    readonly DrawSums? draws;

    /// <summary>Empty statistics of a model's outcomes.</summary>
    public OutcomeStatistics(PortfolioModel model)
        : this(model, room: null)
    {
    }

    /// <summary>Empty statistics of a model's outcomes, in the room of others that are empty too and that nobody uses any more, if their cells are of the same kinds.</summary>
    internal OutcomeStatistics(PortfolioModel model, OutcomeStatistics? room)
    {
        (Model, Subjects) = (model, new Subjects(model));
        kinds =
        [
            .. Enumerable.Range(0, Subjects.Count).SelectMany(_ => Enum.GetValues<Outcome>().Select(outcome => outcome.Kind())),
            .. model.Targets.Select(_ => SeriesKind.Share),
            .. model.Targets.Select(_ => SeriesKind.Count),
        ];
        (moments, histograms) = room is not null && room.kinds.AsSpan().SequenceEqual(kinds)
            ? (room.moments, room.histograms)
            : (new Moments[kinds.Length], [.. kinds.Select(kind => new Histogram(Quantisation.Span(kind, Quantisation.FinenessOfOutcomes)))]);
        var perDraw = model.Parameters.ReplicationsPerDraw;
        draws = perDraw > 1 ? new DrawSums(kinds.Length, perDraw) : null;
    }

    /// <summary>Whose outcomes they are.</summary>
    internal PortfolioModel Model { get; }

    /// <summary>What outcomes are about.</summary>
    public Subjects Subjects { get; }

    /// <summary>Replications added.</summary>
    public int Replications { get; private set; }

    /// <summary>Number of cells: outcomes of each subject, then targets met, then months in which they were reached.</summary>
    public int Cells => kinds.Length;

    /// <summary>Sums by draw of the uncertain parameters; none where each replication has a draw of its own.</summary>
    public DrawSums? Draws => draws;

    /// <summary>Exact moments of a cell, in the units of its kind.</summary>
    public Moments Moments(int cell) => moments[cell];

    /// <summary>Histogram of a cell.</summary>
    public Histogram Histogram(int cell) => histograms[cell];

    /// <summary>Says that replications are added that were counted elsewhere, cell by cell.</summary>
    public void Add(int replications) => Replications += replications;

    /// <summary>Adds what was counted of a cell elsewhere.</summary>
    public void Add(int cell, CountedCell more)
    {
        moments[cell] += more.Moments;
        histograms[cell].Add(more.LeftOut, more.First, more.Counts);
    }

    /// <summary>Adds the outcomes of some replications that follow each other.</summary>
    /// <param name="first">Index of the first.</param>
    /// <param name="table">Their outcomes.</param>
    public void Add(int first, OutcomeTable table)
    {
        draws?.Begin(first, table.Rows);
        for (var cell = 0; cell < kinds.Length; cell++)
            Add(cell, table.Columns[cell]);
        draws?.End(table.Rows);
        Replications += table.Rows;
    }

    /// <summary>Forgets what was added, and keeps the room; sums by draw are not forgotten.</summary>
    /// <returns>Whether nothing is left.</returns>
    internal bool Clear()
    {
        Array.Clear(moments);
        foreach (var histogram in histograms)
            histogram.Clear();
        Replications = 0;
        return draws is null;
    }

    /// <summary>Statistics of an outcome.</summary>
    public OutcomeSummary this[int subject, Outcome outcome] => Summary(subject * OutcomeTable.OutcomeCount + (int)outcome);

    /// <summary>Statistics of a column of outcome tables.</summary>
    public OutcomeSummary this[int column] => Summary(column);

    /// <summary>Statistics of a target: 1 where it is met, else 0.</summary>
    public OutcomeSummary Target(int index) => Summary(Subjects.Count * OutcomeTable.OutcomeCount + index);

    /// <summary>An outcome of several alike subjects, as one number: quantiles are over all of them, and as sure as those of one, since they share each replication.</summary>
    public OutcomeSummary Together(IReadOnlyList<int> subjects, Outcome outcome)
    {
        var cells = subjects.Select(subject => subject * OutcomeTable.OutcomeCount + (int)outcome).ToList();
        var all = new Histogram(Quantisation.Span(outcome.Kind(), Quantisation.FinenessOfOutcomes));
        foreach (var cell in cells)
            all.Add(histograms[cell]);
        return new OutcomeSummary(outcome.Kind(), moments[cells[0]], all, draws?.Split(cells[0], moments[cells[0]]));
    }

    /// <summary>Adds the values of a cell, thousands at a time, so that room is seldom made. Many outcomes are 0 in many replications, which are counted together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Add(int cell, ReadOnlySpan<double> values)
    {
        const int atOnce = 4096;
        Span<int> bins = stackalloc int[Math.Min(atOnce, values.Length)];
        var (kind, sum, zeros) = (kinds[cell], moments[cell], 0);
        for (var first = 0; first < values.Length; first += atOnce)
        {
            var number = 0;
            for (var row = first; row < Math.Min(first + atOnce, values.Length); row++)
            {
                var value = values[row];
                if (double.IsNaN(value))
                    continue;
                var units = value == 0 ? 0 : Quantisation.ToUnits(kind, value);
                draws?.Add(cell, row, units);
                if (value == 0)
                {
                    zeros++;
                    continue;
                }

                sum = sum.With(units);
                bins[number++] = Quantisation.Bin(kind, value, Quantisation.FinenessOfOutcomes);
            }

            histograms[cell].Add(bins[..number]);
        }

        moments[cell] = sum with { Count = sum.Count + zeros };
        if (zeros > 0)
            histograms[cell].Add(0, 0, zeros);
    }

    OutcomeSummary Summary(int cell) => new(kinds[cell], moments[cell], histograms[cell], draws?.Split(cell, moments[cell]));
}

/// <summary>Statistics of one outcome over the replications in which it is defined.</summary>
public sealed class OutcomeSummary
{
    readonly SeriesKind kind;
    readonly Moments moments;
    readonly Histogram histogram;
    readonly VarianceSplit? split;

    internal OutcomeSummary(SeriesKind kind, Moments moments, Histogram histogram, VarianceSplit? split) =>
        (this.kind, this.moments, this.histogram, this.split) = (kind, moments, histogram, split);

    /// <summary>Replications in which it is defined.</summary>
    public int Count => moments.Count;

    /// <summary>Independent replications that the mean is worth: fewer where several share a draw of the parameters.</summary>
    public long EffectiveCount => split?.EffectiveCount(moments) ?? moments.Count;

    /// <summary>Mean; not-a-number without a value.</summary>
    public double Mean => moments.Mean * Quantisation.Unit(kind);

    /// <summary>Monte Carlo standard error of the mean.</summary>
    public double StandardError => (split?.StandardError ?? moments.StandardError) * Quantisation.Unit(kind);

    /// <summary>What parameters and chance each bring to the variance; none where each replication has a draw of its own.</summary>
    public (double Parameter, double Chance)? Variances =>
        split is { } known ? (known.Parameter * Square(Quantisation.Unit(kind)), known.Chance * Square(Quantisation.Unit(kind))) : null;

    /// <summary>How far a quantile may lie from the value it stands for: absolutely, or of its size.</summary>
    public (double Size, bool IsRelative) Resolution => Quantisation.Resolution(kind, Quantisation.FinenessOfOutcomes);

    /// <summary>Quantiles with their Monte Carlo standard errors, at probabilities that rise.</summary>
    public IEnumerable<(double Probability, double Value, double StandardError)> Quantiles(IEnumerable<double> probabilities)
    {
        foreach (var probability in probabilities)
        {
            var (low, high) = QuantileError.Around(probability, EffectiveCount);
            var values = QuantilesAt([low, probability, high]);
            yield return (probability, values[1], 0.5 * (values[2] - values[0]));
        }
    }

    /// <summary>A quantile and its 95 % interval: the quantiles at p ± 1.96·√(p(1 − p)/n), since the rank of the true one among n replications is binomial, whatever the distribution.</summary>
    public (double Low, double Value, double High) QuantileInterval(double probability)
    {
        var (low, high) = QuantileError.Around(probability, EffectiveCount, Normal95.Quantile);
        var values = QuantilesAt([low, probability, high]);
        return (values[0], values[1], values[2]);
    }

    double[] QuantilesAt(double[] probabilities)
    {
        var bins = new int[probabilities.Length];
        histogram.Quantiles(probabilities, bins);
        return [.. bins.Select(bin => Quantisation.Value(kind, bin, Quantisation.FinenessOfOutcomes))];
    }

    static double Square(double value) => value * value;
}
