using Portfolio.Contracts.V1;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;
using Stage = Portfolio.Contracts.V1.Stage;

namespace Portfolio.Grains.Runs;

/// <summary>Sums the outcomes of all replications up, subject by subject.</summary>
sealed class ResultSummary
{
    readonly PortfolioModel model;
    readonly Subjects subjects;
    readonly IReadOnlyList<OutcomeTable> tables;
    readonly double[] values;
    readonly int replications;

    ResultSummary(PortfolioModel model, Subjects subjects, IReadOnlyList<OutcomeTable> tables)
    {
        (this.model, this.subjects, this.tables) = (model, subjects, tables);
        replications = tables.Sum(table => table.Rows);
        values = new double[replications];
    }

    /// <summary>The result, without bands.</summary>
    public static RunResult Of(string run, PortfolioModel model, Subjects subjects, IReadOnlyList<OutcomeTable> tables)
    {
        var summary = new ResultSummary(model, subjects, tables);
        var result = new RunResult
        {
            Run = run,
            Replications = summary.replications,
            BandResolution = "counts are exact; shares are rounded to 1/256, amounts to 1 % of their size, in quantiles of bands only",
        };
        for (var subject = 0; subject < subjects.Count; subject++)
            result.Subjects.Add(summary.SubjectOf(subject));
        for (var target = 0; target < model.Targets.Count; target++)
        {
            var index = target;
            result.Targets.Add(new TargetResult
            {
                Target = model.Targets[target].Id,
                Met = summary.ProportionOf(1, table => table.Target(index)),
            });
        }

        return result;
    }

    SubjectResult SubjectOf(int subject)
    {
        var members = subjects.Members[subject];
        var isInitiative = subject >= subjects.FirstInitiative;
        var theme = isInitiative ? model.Initiatives[members[0]].Theme : -1;
        Proportion Share(Outcome outcome) => ProportionOf(members.Length, table => table[subject, outcome]);
        Estimate Number(Outcome outcome) => EstimateOf(table => table[subject, outcome]);
        var result = new SubjectResult
        {
            Subject = subjects.Names[subject],
            Theme = theme < 0 ? "" : model.Themes[theme],
            Initiatives = members.Length,
            Eligible = members.Sum(member => Eligible(member)),
            Scaled = Share(Outcome.Scaled),
            Sustained = Share(Outcome.Sustained),
            SustainedUndecidable = Share(Outcome.SustainedUndecidable),
            Stopped = ProportionOf(members.Length, table => Sum(
                table[subject, Outcome.StoppedFailedGate], table[subject, Outcome.StoppedUnfunded], table[subject, Outcome.StoppedCancelled])),
            StoppedFailedGate = Share(Outcome.StoppedFailedGate),
            StoppedUnfunded = Share(Outcome.StoppedUnfunded),
            StoppedCancelled = Share(Outcome.StoppedCancelled),
            Live = Number(Outcome.Live),
            PeakLive = Number(Outcome.PeakLive),
            Stability = Number(Outcome.Stability),
            Funded = Number(Outcome.Funded),
            Received = Number(Outcome.Received),
            Patients = Number(Outcome.Patients),
            Qalys = Number(Outcome.Qalys),
            Npv = Number(Outcome.Npv),
            BenefitCostRatio = Number(Outcome.BenefitCostRatio),
            MonthsToFirstLive = Number(Outcome.MonthsToFirstLive),
            MonthsToHalf = Number(Outcome.MonthsToHalf),
        };
        for (var outcome = Outcome.EndedInDiscovery; outcome <= Outcome.EndedInAdoption; outcome++)
            result.Stages.Add(new StageShare { Stage = Stage.Discovery + (outcome - Outcome.EndedInDiscovery), Share = Share(outcome) });
        return result;
    }

    int Eligible(int initiative) => (int)model.Parameters.At(0).Initiative(initiative).SitesEligible;

    static double[] Sum(double[] first, double[] second, double[] third) =>
        [.. first.Select((value, i) => value + second[i] + third[i])];

    Proportion ProportionOf(int initiatives, Func<OutcomeTable, double[]> column)
    {
        var count = Gather(column);
        var share = 0.0;
        for (var i = 0; i < count; i++)
            share += values[i];
        share = count == 0 ? 0 : share / count;

        // Initiatives of one replication share its fate, so the interval rests on replications alone.
        var (low, high) = Wilson.Interval(share, count);
        return new Proportion { Value = share, Low = low, High = high, Trials = (long)count * initiatives };
    }

    Estimate EstimateOf(Func<OutcomeTable, double[]> column)
    {
        var count = Gather(column);
        var estimate = new Estimate { Count = count };
        if (count == 0)
            return estimate;
        var mean = 0.0;
        for (var i = 0; i < count; i++)
            mean += values[i];
        mean /= count;
        var squares = 0.0;
        for (var i = 0; i < count; i++)
            squares += (values[i] - mean) * (values[i] - mean);
        estimate.Mean = mean;
        estimate.StandardError = count < 2 ? double.NaN : Math.Sqrt(squares / (count - 1) / count);
        Array.Sort(values, 0, count);
        foreach (var probability in BandView.Probabilities)
        {
            estimate.Quantiles.Add(new Quantile
            {
                Probability = probability,
                Value = values[Histogram.Rank(probability, count) - 1],
                StandardError = QuantileError.Of(values.AsSpan(0, count), probability),
            });
        }

        return estimate;
    }

    /// <summary>The defined values of a column, in the order of replications.</summary>
    int Gather(Func<OutcomeTable, double[]> column)
    {
        var count = 0;
        foreach (var table in tables)
        {
            foreach (var value in column(table))
            {
                if (!double.IsNaN(value))
                    values[count++] = value;
            }
        }

        return count;
    }
}
