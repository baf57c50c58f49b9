using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Comparing;

/// <summary>What a comparison found, as clients read it.</summary>
public static class ComparisonAnswer
{
    /// <summary>The answer that statistics give.</summary>
    /// <param name="scenarios">Ids of the scenarios in the statistics' order, the base first; empty for the plain portfolio.</param>
    /// <param name="statistics">The statistics.</param>
    /// <returns>All outcomes and series, in pounds, sites, people, QALYs and shares. Not-a-number where nothing is defined.</returns>
    public static Comparison Of(IReadOnlyList<string> scenarios, ComparisonStatistics statistics)
    {
        var comparison = new Comparison();
        comparison.Scenarios.AddRange(scenarios);
        comparison.Outcomes.AddRange(statistics.Outcomes.Select(outcome => OutcomeOf(scenarios, outcome)));
        comparison.Series.AddRange(statistics.Series.Select(series => SeriesOf(scenarios.Count, series)));
        return comparison;
    }

    static ComparedOutcome OutcomeOf(IReadOnlyList<string> scenarios, OutcomeComparison from)
    {
        var compared = new ComparedOutcome { Subject = from.Subject, Outcome = from.Outcome, Preference = from.Preference };
        var unit = Quantisation.Unit(from.Kind);
        for (var i = 0; i < scenarios.Count; i++)
        {
            var scenario = ScenarioOf(from.Scenarios[i], unit, isBase: i == 0);
            if (from.Best is { Count: > 0 } best)
                SetBest(scenario, scenarios, best, i, unit);
            compared.Scenarios.Add(scenario);
        }

        return compared;
    }

    static ScenarioOutcome ScenarioOf(in PairedMoments moments, double unit, bool isBase) => new()
    {
        Count = moments.Value.Count,
        Mean = moments.Value.Mean * unit,
        StandardError = moments.Value.StandardError * unit,
        Difference = isBase ? null : DifferenceOf(moments, unit),
    };

    static Difference DifferenceOf(in PairedMoments moments, double unit)
    {
        var (mean, error) = (moments.Difference.Mean * unit, moments.Difference.StandardError * unit);
        var (low, high) = Interval95.Of(mean, error);
        var difference = new Difference
        {
            Count = moments.Difference.Count,
            Mean = mean,
            StandardError = error,
            Low = low,
            High = high,
            Clear = low > 0 || high < 0,
            ProbabilityLarger = moments.ProbabilityLarger,
        };
        if (moments.VarianceRatio is { } ratio)
            difference.VarianceRatio = ratio;
        return difference;
    }

    static void SetBest(ScenarioOutcome scenario, IReadOnlyList<string> scenarios, BestCounts best, int index, double unit)
    {
        var (share, regret) = (best.Share(index), best.Regret(index));
        var (low, high) = Wilson.Interval(share, best.Count);
        scenario.Best = new Proportion { Value = share, Low = low, High = high, Trials = best.Count };
        scenario.ExpectedRegret = new Mean { Count = regret.Count, Mean_ = regret.Mean * unit, StandardError = regret.StandardError * unit };
        scenario.MaximalRegret = best.LargestRegret(index) * unit;
        scenario.DominatedBy.AddRange(scenarios.Where((_, other) => best.Dominates(other, index)));
    }

    static ComparedSeries SeriesOf(int scenarios, SeriesComparison from)
    {
        var compared = new ComparedSeries { Subject = from.Subject, Series = (Contracts.V1.Series)(int)from.Series };
        for (var i = 0; i < scenarios; i++)
            compared.Scenarios.Add(MonthsOf(from, i));
        return compared;
    }

    static ScenarioSeries MonthsOf(SeriesComparison from, int scenario)
    {
        var (months, unit) = (new ScenarioSeries(), Quantisation.Unit(from.Series.Kind()));
        for (var month = 0; month < from.Months; month++)
        {
            var (value, difference) = (from.Value(scenario, month), from.Difference(scenario, month));
            months.Count.Add(value.Count);
            months.Mean.Add(value.Mean * unit);
            months.StandardError.Add(value.StandardError * unit);
            if (scenario == 0)
                continue;
            months.DifferenceCount.Add(difference.Count);
            months.Difference.Add(difference.Mean * unit);
            months.DifferenceStandardError.Add(difference.StandardError * unit);
        }

        return months;
    }
}
