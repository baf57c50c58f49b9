using System.Runtime.CompilerServices;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Outcomes;

/// <summary>Statistics of chosen series, month by month, for each subject. Its size does not depend on the number of replications, and merging is exact in any order.</summary>
/// <remarks>
/// A cell's histogram is dear to fetch and cheap to add to, so bins are put by, cell by cell, and counted when there are many:
/// the statistics of a short range are nothing but such bins.
/// </remarks>
public sealed class SeriesStatistics
{

    readonly Moments[] moments;
    readonly BinsPutBy putBy;
    OpenMoments[] open = [];
    int opened;
    Histogram[]? histograms;

    /// <summary>Empty statistics.</summary>
    /// <param name="series">The series.</param>
    /// <param name="subjects">Number of subjects.</param>
    /// <param name="months">Number of months.</param>
    /// <param name="keepsQuantiles">Whether quantiles are kept beside moments.</param>
    /// <param name="replicationsPerDraw">Replications that share a draw of the uncertain parameters.</param>
    public SeriesStatistics(IReadOnlyList<Series> series, int subjects, int months, bool keepsQuantiles = true, int replicationsPerDraw = 1)
    {
        (Series, Subjects, Months, KeepsQuantiles) = (series, subjects, months, keepsQuantiles);
        moments = new Moments[series.Count * subjects * months];
        putBy = new BinsPutBy(moments.Length);
        Draws = replicationsPerDraw > 1 ? new DrawSums(moments.Length, replicationsPerDraw) : null;
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
    public int Cells => moments.Length;

    /// <summary>The cell of a series, subject and month. Months are outermost, as simulating goes through them.</summary>
    public int Cell(int series, int subject, int month) => (month * Series.Count + series) * Subjects + subject;

    SeriesKind KindOf(int cell) => Series[cell / Subjects % Series.Count].Kind();

    /// <summary>Exact moments of a cell, in the units of its kind.</summary>
    public ref Moments Moments(int cell) => ref moments[cell];

    /// <summary>Histogram of a cell.</summary>
    public Histogram Histogram(int cell)
    {
        CountPutBy();
        return Histograms[cell];
    }

    /// <summary>Adds replications: of each, a value for every cell; one that is not defined is not counted.</summary>
    /// <param name="first">Index of the first of them.</param>
    /// <param name="replications">Their values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int first, ReadOnlySpan<double[]> replications)
    {
        Draws?.Begin(first, replications.Length);
        for (var cell = 0; cell < moments.Length; cell++)
        {
            var kind = KindOf(cell);
            for (var i = 0; i < replications.Length; i++)
            {
                var value = replications[i][cell];
                if (double.IsNaN(value))
                    continue;
                var units = Quantisation.ToUnits(kind, value);
                moments[cell] = moments[cell].With(units);
                Draws?.Add(cell, i, units);
                if (KeepsQuantiles)
                    CountAtOnce(cell, Quantisation.Bin(kind, value));
            }
        }

        Draws?.End(replications.Length);
    }

    /// <summary>Adds the statistics of other replications.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(SeriesStatistics other)
    {
        for (var cell = 0; cell < moments.Length; cell++)
            moments[cell] += other.moments[cell];
        if (other.Draws is not null)
            Draws?.Add(other.Draws);
        if (!KeepsQuantiles)
            return;
        for (var cell = 0; cell < moments.Length; cell++)
        {
            if (other.histograms is not null)
                Histograms[cell].Add(other.histograms[cell]);
            if (other.moments[cell].Count > 0)
                other.putBy.Count(cell, Histograms[cell]);
        }
    }

    /// <summary>Count, mean, standard error and quantiles of a cell.</summary>
    public (int Count, double Mean, double StandardError) Summary(int series, int subject, int month, ReadOnlySpan<double> probabilities, Span<double> quantiles)
    {
        var kind = Series[series].Kind();
        var cell = Cell(series, subject, month);
        var unit = Quantisation.Unit(kind);
        ref readonly var moment = ref moments[cell];
        if (moment.Count == 0 || !KeepsQuantiles)
        {
            quantiles.Fill(double.NaN);
        }
        else
        {
            Span<int> bins = stackalloc int[probabilities.Length];
            Histogram(cell).Quantiles(probabilities, bins);
            for (var i = 0; i < bins.Length; i++)
                quantiles[i] = Quantisation.Value(kind, bins[i]);
        }

        return (moment.Count, moment.Mean * unit, (Draws?.Split(cell, moment).StandardError ?? moment.StandardError) * unit);
    }

    /// <summary>What parameters and chance each bring to a cell's variance; none where each replication has a draw of its own.</summary>
    public (double Parameter, double Chance)? Variances(int series, int subject, int month)
    {
        var cell = Cell(series, subject, month);
        var unit = Quantisation.Unit(Series[series].Kind());
        return Draws?.Split(cell, moments[cell]) is { } split ? (split.Parameter * unit * unit, split.Chance * unit * unit) : null;
    }

    /// <summary>Monte Carlo standard errors of quantiles of a cell; see <see cref="QuantileError"/>.</summary>
    public void QuantileErrors(int series, int subject, int month, ReadOnlySpan<double> probabilities, Span<double> errors)
    {
        Span<double> ends = stackalloc double[2];
        Span<double> values = stackalloc double[2];
        var cell = Cell(series, subject, month);
        var count = Draws?.Split(cell, moments[cell]).EffectiveCount(moments[cell]) ?? moments[cell].Count;
        for (var i = 0; i < probabilities.Length; i++)
        {
            (ends[0], ends[1]) = QuantileError.Around(probabilities[i], count);
            Summary(series, subject, month, ends, values);
            errors[i] = 0.5 * (values[1] - values[0]);
        }
    }

    /// <summary>Begins to take some more replications: their sums are open and their bins put by.</summary>
    internal void Begin(int replications)
    {
        if (opened + replications > OpenMoments.Most)
            Close();
        if (open.Length == 0)
            open = new OpenMoments[moments.Length];
        opened += replications;
        if (!KeepsQuantiles)
            return;
        if (putBy.Exceeds(replications))
            CountPutBy();
        putBy.Begin(replications);
    }

    /// <summary>Where the bins of a cell's replications go that are put by; all of it is to be written, with what is not defined marked as such.</summary>
    internal Span<short> Bins(int cell) => KeepsQuantiles ? putBy.Last(cell) : default;

    /// <summary>Sums of a cell's replications until they are closed.</summary>
    internal ref OpenMoments Open(int cell) => ref open[cell];

    /// <summary>Adds open sums to the moments.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Close()
    {
        for (var cell = 0; cell < open.Length && opened > 0; cell++)
        {
            if (open[cell].Count > 0)
                moments[cell] += open[cell].Closed;
        }

        Array.Clear(open);
        opened = 0;
    }

    /// <summary>Counts a bin that is too large to be put by.</summary>
    internal void CountAtOnce(int cell, int bin) => Histograms[cell].Add([bin]);

    Histogram[] Histograms
    {
        get
        {
            if (histograms is not null)
                return histograms;
            histograms = new Histogram[KeepsQuantiles ? moments.Length : 0];
            for (var i = 0; i < histograms.Length; i++)
                histograms[i] = new Histogram(Quantisation.Span(KindOf(i)));
            return histograms;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void CountPutBy()
    {
        if (putBy.IsEmpty)
            return;
        Close();
        for (var cell = 0; cell < moments.Length; cell++)
        {
            // A series that a subject does not have has no value, and its bins were never written.
            if (cell + 1 < moments.Length)
                Histograms[cell + 1].Fetch();
            if (moments[cell].Count > 0)
                putBy.Count(cell, Histograms[cell]);
        }

        putBy.Clear();
    }
}
