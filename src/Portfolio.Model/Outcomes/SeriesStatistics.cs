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
    const int MostPutBy = 64;

    readonly Moments[] moments;
    Histogram[]? histograms;
    int[] putBy = [];
    int room;
    int filled;

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

    /// <summary>The cell of a series, subject and month.</summary>
    public int Cell(int series, int subject, int month) => (series * Subjects + subject) * Months + month;

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
        PutBy(replications.Length, replications.Length);
        Draws?.Begin(first, replications.Length);
        for (var series = 0; series < Series.Count; series++)
        {
            var kind = Series[series].Kind();
            for (var cell = Cell(series, 0, 0); cell < Cell(series + 1, 0, 0); cell++)
            {
                var bins = Bins(cell, replications.Length);
                var sums = moments[cell];
                for (var i = 0; i < replications.Length; i++)
                {
                    var value = replications[i][cell];
                    if (!double.IsNaN(value))
                    {
                        var units = Quantisation.ToUnits(kind, value);
                        sums = sums.With(units);
                        Draws?.Add(cell, i, units);
                    }

                    if (KeepsQuantiles)
                        bins[i] = double.IsNaN(value) ? Statistics.Histogram.Undefined : Quantisation.Bin(kind, value);
                }

                moments[cell] = sums;
            }
        }

        HasPutBy(replications.Length);
        Draws?.End(replications.Length);
    }

    /// <summary>Adds the statistics of other replications.</summary>
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
            if (other.filled > 0 && other.moments[cell].Count > 0)
                Histograms[cell].Add(other.putBy.AsSpan(cell * other.room, other.filled));
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

    /// <summary>Makes room for the bins of some more replications.</summary>
    /// <param name="replications">How many.</param>
    /// <param name="expected">How many are expected in all.</param>
    internal void PutBy(int replications, int expected)
    {
        if (!KeepsQuantiles || filled + replications <= room)
            return;
        CountPutBy();
        if (room >= replications)
            return;
        room = Math.Max(replications, Math.Min(MostPutBy, expected));
        putBy = GC.AllocateUninitializedArray<int>(moments.Length * room);
    }

    /// <summary>Where the bins of a cell's next replications go; all of it is to be written, with what is not defined marked as such.</summary>
    internal Span<int> Bins(int cell, int replications) => KeepsQuantiles ? putBy.AsSpan(cell * room + filled, replications) : default;

    /// <summary>Says that the bins of some replications have been put by.</summary>
    internal void HasPutBy(int replications) => filled += KeepsQuantiles ? replications : 0;

    Histogram[] Histograms
    {
        get
        {
            if (histograms is not null)
                return histograms;
            histograms = new Histogram[KeepsQuantiles ? moments.Length : 0];
            for (var i = 0; i < histograms.Length; i++)
                histograms[i] = new Histogram(Quantisation.Span(Series[i / (Subjects * Months)].Kind()));
            return histograms;
        }
    }

    void CountPutBy()
    {
        var all = filled == 0 ? [] : Histograms;
        for (var cell = 0; cell < all.Length; cell++)
        {
            // A series that a subject does not have has no value, and its bins were never written.
            if (moments[cell].Count > 0)
                all[cell].Add(putBy.AsSpan(cell * room, filled));
        }

        filled = 0;
    }
}
