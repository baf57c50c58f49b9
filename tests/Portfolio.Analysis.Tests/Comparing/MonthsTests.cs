using Portfolio.Analysis.Comparing;
using Portfolio.Model.Outcomes;

namespace Portfolio.Analysis.Tests.Comparing;

public class MonthsTests
{
    static readonly Series[] Compared = [Series.Npv, Series.Live];

    /// <summary>The theme's live sites in the second month are 1, 4 and 4 against 3, not defined, and 9.</summary>
    [Fact]
    public void Of_AMonth_PairsItsReplications()
    {
        var statistics = Some.Statistics(2, Compared);
        statistics.Add([RangeOf(1, 4, 4), RangeOf(3, double.NaN, 9)]);
        var live = ComparisonAnswer.Of(Some.Ids(2), statistics).Series.Single(each => each is { Subject: "themes/one", Series: Contracts.V1.Series.Live });
        var (one, other) = (live.Scenarios[0], live.Scenarios[1]);
        Assert.Equal([3, 3, 3], one.Count);
        Assert.Equal([0, 3, 0], one.Mean);
        Assert.Equal(1, one.StandardError[1], 1e-12);
        Assert.Equal([3, 2, 3], other.Count);
        Assert.Equal([0, 6, 0], other.Mean);
        Assert.Equal(3, other.StandardError[1], 1e-12);
        Assert.Equal([3, 2, 3], other.DifferenceCount);
        Assert.Equal([0, 3.5, 0], other.Difference);
        Assert.Equal(1.5, other.DifferenceStandardError[1], 1e-12);
        Assert.True(one is { Difference.Count: 0, DifferenceCount.Count: 0, DifferenceStandardError.Count: 0 });
    }

    static ScenarioRange RangeOf(params double[] live)
    {
        var values = SeriesValues.Of(Some.Model, Compared, live.Length);
        live.CopyTo(values[1, 1, 1]);
        return Some.Range(Some.Model, live.Length, _ => { }, values);
    }
}
