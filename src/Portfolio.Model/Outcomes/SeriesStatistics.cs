using System.Runtime.CompilerServices;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Outcomes;

/// <summary>Statistics of chosen series, month by month, for each subject. Its size does not depend on the number of replications, and merging is exact in any order.</summary>
public sealed class SeriesStatistics
{
    readonly Moments[] moments;
    readonly Histogram[] histograms;

    /// <summary>Empty statistics.</summary>
    public SeriesStatistics(IReadOnlyList<Series> series, int subjects, int months)
    {
        (Series, Subjects, Months) = (series, subjects, months);
        moments = new Moments[series.Count * subjects * months];
        histograms = new Histogram[moments.Length];
        for (var i = 0; i < histograms.Length; i++)
            histograms[i] = new Histogram();
    }

    /// <summary>The series.</summary>
    public IReadOnlyList<Series> Series { get; }

    /// <summary>Number of subjects.</summary>
    public int Subjects { get; }

    /// <summary>Number of months.</summary>
    public int Months { get; }

    /// <summary>Number of cells.</summary>
    public int Cells => moments.Length;

    /// <summary>The cell of a series, subject and month.</summary>
    public int Cell(int series, int subject, int month) => (series * Subjects + subject) * Months + month;

    /// <summary>Exact moments of a cell, in the units of its kind.</summary>
    public ref Moments Moments(int cell) => ref moments[cell];

    /// <summary>Histogram of a cell.</summary>
    public Histogram Histogram(int cell) => histograms[cell];

    /// <summary>Adds replications: of each, a value for every cell; one that is not defined is not counted.</summary>
    /// <remarks>Cell by cell over many replications at once: a cell's histogram is touched once for all of them.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double[]> replications)
    {
        Span<int> bins = stackalloc int[replications.Length];
        for (var series = 0; series < Series.Count; series++)
        {
            var kind = Series[series].Kind();
            for (var cell = Cell(series, 0, 0); cell < Cell(series + 1, 0, 0); cell++)
            {
                var defined = 0;
                var sums = moments[cell];
                foreach (var values in replications)
                {
                    var value = values[cell];
                    if (double.IsNaN(value))
                        continue;
                    sums = sums.With(Quantisation.ToUnits(kind, value));
                    bins[defined++] = Quantisation.Bin(kind, value);
                }

                moments[cell] = sums;
                histograms[cell].Add(bins[..defined]);
            }
        }
    }

    /// <summary>Adds the statistics of other replications.</summary>
    public void Add(SeriesStatistics other)
    {
        for (var cell = 0; cell < moments.Length; cell++)
        {
            moments[cell] += other.moments[cell];
            histograms[cell].Add(other.histograms[cell]);
        }
    }

    /// <summary>Count, mean, standard error and quantiles of a cell.</summary>
    public (int Count, double Mean, double StandardError) Summary(int series, int subject, int month, ReadOnlySpan<double> probabilities, Span<double> quantiles)
    {
        var kind = Series[series].Kind();
        var cell = Cell(series, subject, month);
        var unit = Quantisation.Unit(kind);
        ref readonly var moment = ref moments[cell];
        if (moment.Count == 0)
        {
            quantiles.Fill(double.NaN);
        }
        else
        {
            Span<int> bins = stackalloc int[probabilities.Length];
            histograms[cell].Quantiles(probabilities, bins);
            for (var i = 0; i < bins.Length; i++)
                quantiles[i] = Quantisation.Value(kind, bins[i]);
        }

        return (moment.Count, moment.Mean * unit, moment.StandardError * unit);
    }
}
