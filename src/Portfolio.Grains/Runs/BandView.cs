using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;
using Series = Portfolio.Model.Outcomes.Series;

namespace Portfolio.Grains.Runs;

/// <summary>Picks bands out of statistics as a view asks for them.</summary>
static class BandView
{
    /// <summary>The quantiles of every band.</summary>
    public static readonly double[] Probabilities = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>Bytes of a frame whose view names no months, unless a month of each of its bands alone takes more.</summary>
    const int MostBytes = 64_000;

    /// <summary>What a band takes besides its subject's name and its months.</summary>
    const int BytesOfBand = 170;

    /// <summary>A month of a band: its index, how many values there are, and fourteen numbers.</summary>
    const int BytesOfMonth = 124;

    static readonly Series[] DefaultSeries = [Series.Live];

    /// <summary>The bands of a frame: where the view names no months, as many as fit, at equal distances to the last.</summary>
    public static IEnumerable<Band> OfFrame(MergedRun run, View? view)
    {
        if (view is { Months.Count: > 0 })
            return Of(run, view);
        var fitting = new View(view ?? new View());
        List<int> subjects = [.. SubjectsOf(run.Subjects, view)];
        var series = Math.Max(1, fitting.Series.Count);
        var left = MostBytes - (series * subjects.Sum(subject => BytesOfBand + run.Subjects.Names[subject].Length));
        var months = Math.Max(1, left / Math.Max(1, series * subjects.Count * BytesOfMonth));
        var step = (run.Statistics.Months + months - 1) / months;
        for (var month = (run.Statistics.Months - 1) % step; month < run.Statistics.Months; month += step)
            fitting.Months.Add(month);
        return Of(run, fitting);
    }

    /// <summary>The bands of a view; an empty view is the portfolio's and its themes' live sites.</summary>
    public static IEnumerable<Band> Of(MergedRun run, View? view)
    {
        var wantedSeries = view is { Series.Count: > 0 } ? view.Series.Select(series => (Series)(int)series).ToArray() : DefaultSeries;
        var months = view is { Months.Count: > 0 }
            ? view.Months.Where(month => month >= 0 && month < run.Statistics.Months).ToArray()
            : [.. Enumerable.Range(0, run.Statistics.Months)];
        foreach (var subject in SubjectsOf(run.Subjects, view))
        {
            foreach (var series in wantedSeries.Where(series => subject == 0 || !series.IsProgrammes()))
            {
                if (Enumerable.Range(0, run.Statistics.Series.Count).FirstOrDefault(i => run.Statistics.Series[i] == series, -1) is var index && index >= 0)
                    yield return BandOf(run, subject, index, months);
            }
        }
    }

    static IEnumerable<int> SubjectsOf(Subjects subjects, View? view)
    {
        if (view is not { Subjects.Count: > 0 })
            return Enumerable.Range(0, subjects.FirstInitiative);
        var wanted = view.Subjects.ToHashSet();
        return Enumerable.Range(0, subjects.Count).Where(i => wanted.Holds(subjects.Names[i]));
    }

    static Band BandOf(MergedRun run, int subject, int series, int[] months)
    {
        var band = new Band { Subject = run.Subjects.Names[subject], Series = (Contracts.V1.Series)(int)run.Statistics.Series[series] };
        band.Months.AddRange(months);
        foreach (var probability in Probabilities)
            band.Quantiles.Add(new QuantileSeries { Probability = probability });
        (band.Resolution, band.RelativeResolution) = Quantisation.Resolution(run.Statistics.Series[series].Kind());
        var quantiles = new double[Probabilities.Length];
        var errors = new double[Probabilities.Length];
        foreach (var month in months)
        {
            var (count, mean, error) = run.Statistics.Summary(series, subject, month, Probabilities, quantiles);
            band.Count.Add(count);
            band.Mean.Add(mean);
            band.StandardError.Add(error);
            if (run.Statistics.Variances(series, subject, month) is var (parameter, chance))
            {
                band.ParameterVariance.Add(parameter);
                band.ChanceVariance.Add(chance);
            }

            run.Statistics.QuantileErrors(series, subject, month, Probabilities, errors);
            for (var i = 0; i < quantiles.Length; i++)
            {
                band.Quantiles[i].Values.Add(quantiles[i]);
                band.Quantiles[i].StandardErrors.Add(errors[i]);
            }
        }

        return band;
    }
}
