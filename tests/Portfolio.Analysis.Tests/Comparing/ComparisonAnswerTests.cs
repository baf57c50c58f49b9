using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;
using static Portfolio.Contracts.V1.ComparedOutcome.Types;

namespace Portfolio.Analysis.Tests.Comparing;

public class ComparisonAnswerTests
{
    const double Tolerance = 1e-12;

    /// <summary>Best by replication: a and b, a, a and b, b, all but c, a.</summary>
    [Theory]
    [InlineData("live"), InlineData("stopped"), InlineData("npv")]
    public void Of_TheHandTable_SharesTheBestAmongTies(string outcome)
    {
        double[] expected = [1 / 18.0, 10 / 18.0, 7 / 18.0, 0];
        var best = HandTable.Answer(outcome).Scenarios.Select(scenario => scenario.Best).ToList();
        Assert.All(best.Zip(expected), each => Assert.Equal(each.Second, each.First.Value, Tolerance));
        Assert.All(best, each => Assert.Equal((Wilson.Interval(each.Value, 6), 6), ((each.Low, each.High), each.Trials)));
    }

    [Fact]
    public void Of_TheHandTable_HasItsRegrets()
    {
        var scenarios = HandTable.Answer("live").Scenarios;
        double[] expected = [13 / 6.0, 0.5, 10 / 6.0, 16 / 6.0];
        Assert.All(scenarios.Zip(expected), each => Assert.Equal(each.Second, each.First.ExpectedRegret.Mean_, Tolerance));
        Assert.Equal([5, 3, 6, 5], scenarios.Select(scenario => scenario.MaximalRegret));
        Assert.Equal(0.5, scenarios[1].ExpectedRegret.StandardError, Tolerance);
        Assert.Equal(6 / 16.0, HandTable.Answer("stopped").Scenarios[2].MaximalRegret, Tolerance);
    }

    [Theory]
    [InlineData("live"), InlineData("stopped"), InlineData("npv")]
    public void Of_TheHandTable_KnowsWhoIsDominated(string outcome)
    {
        var dominated = HandTable.Answer(outcome).Scenarios.Select(scenario => scenario.DominatedBy).ToList();
        Assert.Equal([["a"], [], [], ["base", "a"]], dominated);
    }

    [Fact]
    public void Of_TheHandTable_HasAClearDifference()
    {
        var difference = HandTable.Answer("live").Scenarios[1].Difference;
        Assert.Equal((6, true), (difference.Count, difference.Clear));
        Assert.Equal(5 / 3.0, difference.Mean, Tolerance);
        Assert.Equal(1 / 3.0, difference.StandardError, Tolerance);
        Assert.Equal(5 / 3.0 - 1.959963984540054 / 3, difference.Low, Tolerance);
        Assert.Equal(5 / 3.0 + 1.959963984540054 / 3, difference.High, Tolerance);
        Assert.Equal(5.5 / 6, difference.ProbabilityLarger, Tolerance);
        Assert.Equal(29.8, difference.VarianceRatio, Tolerance);
    }

    [Fact]
    public void Of_TheHandTable_HasADifferenceThatIsNotClear()
    {
        var difference = HandTable.Answer("npv").Scenarios[2].Difference;
        Assert.Equal((6, false), (difference.Count, difference.Clear));
        Assert.Equal(0.5e6, difference.Mean, 1e-6);
        Assert.Equal(Math.Sqrt(10.3 / 6) * 1e6, difference.StandardError, 1e-6);
        Assert.Equal(3.5 / 6, difference.ProbabilityLarger, Tolerance);
        Assert.Equal((178 / 15.0 + 749 / 30.0) / 10.3, difference.VarianceRatio, Tolerance);
    }

    [Fact]
    public void Of_TheBase_HasNoDifference()
    {
        var first = HandTable.Answer("live").Scenarios[0];
        Assert.Null(first.Difference);
        Assert.Equal((6, 62 / 6.0), (first.Count, first.Mean));
        Assert.Equal(Math.Sqrt(178 / 15.0 / 6), first.StandardError, Tolerance);
    }

    [Fact]
    public void Of_WhatHasNoBetterEnd_HasNoBest()
    {
        var received = HandTable.Answer("received");
        Assert.Equal(Preference.Neither, received.Preference);
        Assert.All(received.Scenarios, scenario => Assert.True(scenario is { Best: null, ExpectedRegret: null, DominatedBy.Count: 0 }));
        Assert.Equal(1 / 3.0, received.Scenarios[1].Difference.StandardError, Tolerance);
    }

    [Fact]
    public void Of_SingleInitiatives_HasDifferencesAndNoBest()
    {
        var live = HandTable.Answer("live", "initiatives/a");
        Assert.All(live.Scenarios, scenario => Assert.Null(scenario.Best));
        Assert.Equal(5 / 3.0, live.Scenarios[1].Difference.Mean, Tolerance);
    }

    /// <summary>Met are 2, 4, 3 and 1 of 6.</summary>
    [Fact]
    public void Of_ATarget_ComparesHowOftenItIsMet()
    {
        var met = HandTable.Answer("met", "targets/t");
        Assert.Equal(Preference.More, met.Preference);
        Assert.All(met.Scenarios.Zip([2, 4, 3, 1]), each => Assert.Equal(each.Second / 6.0, each.First.Mean, Tolerance));
        Assert.Equal(["base", "a", "b"], met.Scenarios[3].DominatedBy);
    }

    [Fact]
    public void Of_IdenticalScenarios_CannotTellThemApart()
    {
        var statistics = Some.Statistics(4);
        statistics.Add([.. Enumerable.Repeat(Some.Range(Outcome.Patients, 3, 1, 4, 1, 5), 4)]);
        foreach (var outcome in ComparisonAnswer.Of(Some.Ids(4), statistics).Outcomes)
        {
            Assert.All(outcome.Scenarios.Skip(1).Select(scenario => scenario.Difference), difference => Assert.True(
                difference is { Mean: 0, Low: 0, High: 0, Clear: false, ProbabilityLarger: 0.5, HasVarianceRatio: false }));
            Assert.All(outcome.Scenarios, scenario => Assert.True(scenario is { Best: null or { Value: 0.25 }, MaximalRegret: 0, DominatedBy.Count: 0 }));
        }
    }

    [Fact]
    public void Of_ASteadyDifference_IsClearAndHasNoVarianceRatio()
    {
        var statistics = Some.Statistics(2);
        statistics.Add([Some.Range(Outcome.Live, 3, 1, 4), Some.Range(Outcome.Live, 4, 2, 5)]);
        var difference = ComparisonAnswer.Of(Some.Ids(2), statistics).Outcomes[0].Scenarios[1].Difference;
        Assert.True(difference is { Mean: 1, StandardError: 0, Clear: true, ProbabilityLarger: 1, HasVarianceRatio: false });
    }
}
