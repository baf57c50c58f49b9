using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;
using Series = Portfolio.Model.Outcomes.Series;

namespace Portfolio.Analysis.Tests.Comparing;

/// <summary>What is not defined in a replication, or not at all under a scenario.</summary>
public class UndefinedTests
{
    const double No = double.NaN;

    const double Tolerance = 1e-12;

    [Fact]
    public void Of_UndefinedValues_ComparesPairsInWhichBothAreDefined()
    {
        var scenarios = Answer([1, No, 3, 4], [2, 9, No, 7], [0, 0, 0, 0]).Scenarios;
        Assert.Equal([3, 3, 4], scenarios.Select(scenario => scenario.Count));
        Assert.Equal((2, 2.0), (scenarios[1].Difference.Count, scenarios[1].Difference.Mean));
        Assert.Equal((4.5 + 12.5) / 2, scenarios[1].Difference.VarianceRatio, Tolerance);
        Assert.Equal((3, -8 / 3.0), (scenarios[2].Difference.Count, scenarios[2].Difference.Mean));
    }

    [Fact]
    public void Of_UndefinedValues_LooksForTheBestWhereAllAreDefined()
    {
        var scenarios = Answer([1, No, 3, 4], [2, 9, No, 7], [0, 0, 100, 0]).Scenarios;
        Assert.All(scenarios, scenario => Assert.Equal((2, 2), (scenario.Best.Trials, scenario.ExpectedRegret.Count)));
        Assert.Equal([0, 1, 0], scenarios.Select(scenario => scenario.Best.Value));
        Assert.Equal([3, 0, 7], scenarios.Select(scenario => scenario.MaximalRegret));
        Assert.Equal(["base", "a"], scenarios[2].DominatedBy);
    }

    [Fact]
    public void Of_ValuesNeverDefined_HasNoNumbers()
    {
        var scenarios = Answer([No, No], [1, 2]).Scenarios;
        Assert.True(scenarios[0] is { Count: 0, Mean: No, StandardError: No, Best: null });
        Assert.True(scenarios[1].Difference is { Count: 0, Mean: No, Low: No, High: No, Clear: false, ProbabilityLarger: No, HasVarianceRatio: false });
    }

    [Fact]
    public void Of_OneReplication_IsNeverClear() =>
        Assert.True(Answer([1], [2]).Scenarios[1].Difference is { Count: 1, Mean: 1, StandardError: No, Clear: false });

    [Theory]
    [InlineData("themes/one", "live"), InlineData("initiatives/a", "npv"), InlineData("targets/t", "met")]
    public void Of_WhatAScenarioLacks_IsNotDefinedThere(string subject, string outcome)
    {
        var found = WithASmaller().Outcomes.Single(each => each.Subject == subject && each.Outcome == outcome);
        Assert.Equal([2, 0, 2], found.Scenarios.Select(scenario => scenario.Count));
        Assert.Equal([0, 2], found.Scenarios.Skip(1).Select(scenario => scenario.Difference.Count));
        Assert.All(found.Scenarios, scenario => Assert.Null(scenario.Best));
    }

    /// <summary>The initiative <c>b</c> is the last of the base and the only one of the other.</summary>
    [Fact]
    public void Of_WhatAScenarioHasElsewhere_IsFoundByName()
    {
        var found = WithASmaller().Outcomes.Single(each => each.Subject == "initiatives/b" && each.Outcome == "live");
        Assert.Equal([1.5, 3.5, 1.5], found.Scenarios.Select(scenario => scenario.Mean));
    }

    [Fact]
    public void Of_SeriesOfAScenarioThatLacksTheTheme_AreNotDefinedThere()
    {
        var series = WithASmaller().Series;
        Assert.Equal(["portfolio", "themes/one", "portfolio"], series.Select(each => each.Subject));
        Assert.Equal([0, 0, 0], series[1].Scenarios[1].Count);
        Assert.Equal([0, 0, 0], series[1].Scenarios[1].DifferenceCount);
        Assert.Equal([2, 2, 2], series[1].Scenarios[2].DifferenceCount);
    }

    static ComparedOutcome Answer(params double[][] values)
    {
        var statistics = Some.Statistics(values.Length);
        statistics.Add([.. values.Select(each => Some.Range(Outcome.Live, each))]);
        return ComparisonAnswer.Of(Some.Ids(values.Length), statistics).Outcomes[0];
    }

    static Comparison WithASmaller()
    {
        Series[] series = [Series.Live, Series.Budget];
        var statistics = new ComparisonStatistics([Some.Model, Some.Smaller, Some.Model], series);
        var full = Some.Range(Some.Model, 2, table => Fill(table[3, Outcome.Live], 1, 2), SeriesValues.Of(Some.Model, series, 2));
        var smaller = Some.Range(Some.Smaller, 2, table => Fill(table[1, Outcome.Live], 3, 4), SeriesValues.Of(Some.Smaller, series, 2));
        statistics.Add([full, smaller, full]);
        return ComparisonAnswer.Of(Some.Ids(3), statistics);
    }

    static void Fill(double[] column, params double[] values) => values.CopyTo(column, 0);
}
