using Portfolio.Analysis.Stopping;
using Portfolio.Analysis.Tests.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model.Distributions;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Randomness;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Tests.Stopping;

/// <summary>A run stops when its intervals are narrow enough, and they hold the truth as often as they say.</summary>
public class PrecisionRuleTests
{
    const int Most = 200_000;
    const int Chunk = 256;
    const double Mean = 1000;
    const double Deviation = 400;

    static readonly Drawn Normal = new(Outcome.Npv, uniform => Mean + Deviation * StandardNormal.Quantile(uniform));

    static readonly Drawn Exponential = new(Outcome.Npv, uniform => -Mean * Math.Log(1 - uniform));

    [Theory]
    [InlineData(20, 1537)]
    [InlineData(10, 6147)]
    [InlineData(5, 24586)]
    public void IsMet_KnownVariance_StopsAtTheLookBehindTheClosedForm(double halfWidth, int closedForm)
    {
        Assert.Equal(closedForm, (int)Math.Ceiling(Math.Pow(Normal95.Quantile * Deviation / halfWidth, 2)));
        var looks = new Looks(1, 4);
        var stopped = Stop(new Precision { Outcome = "npv", Absolute = halfWidth }, Normal, repeat: 1);
        Assert.InRange(looks.NumberFrom(stopped.Replications) - looks.NumberFrom(closedForm), -1, 1);
        Assert.InRange(Normal95.Quantile * stopped.Statistics[0, Outcome.Npv].StandardError, 0, halfWidth);
    }

    [Fact]
    public void IsMet_EverythingKnown_StopsAtTheFirstLookAndNeverBefore()
    {
        Assert.Equal(1024, Stop(new Precision { Outcome = "npv", Absolute = 1e9 }, Normal, repeat: 1).Replications);
        var rule = Rule(new Precision { Outcome = "npv", Absolute = 1e9 });
        Assert.False(rule.IsMet(Sampled(768, Normal, 1)));
    }

    [Fact]
    public void IsMet_SeveralPrecisions_WaitsForTheLast()
    {
        Precision coarse = new() { Subject = "portfolio", Outcome = "npv", Absolute = 20 }, fine = new() { Subject = "portfolio", Outcome = "npv", Relative = 0.01 };
        var (first, last, both) = (Stop(coarse, Normal, 1).Replications, Stop(fine, Normal, 1).Replications, Stop([coarse, fine], Normal, 1).Replications);
        Assert.True(first < last);
        Assert.Equal(last, both);
    }

    [Fact]
    public void IsMet_OutcomeThatIsSeldomDefined_WaitsFor1024Values()
    {
        var seldom = new Drawn(Outcome.Npv, uniform => uniform < 0.25 ? 1 : double.NaN);
        Assert.InRange(Stop(new Precision { Outcome = "npv", Absolute = 1 }, seldom, 1).Replications, 4096 - 512, 4096 + 1024);
    }

    [Fact]
    public void Expected_SmallSample_IsNearWhereItStops()
    {
        var precision = new Precision { Outcome = "npv", Absolute = 10 };
        var looks = new Looks(1, 4);
        var expected = Rule(precision).Expected(Sampled(256, Normal, 2));
        Assert.True(looks.Contain((int)expected));
        Assert.InRange(looks.NumberFrom((int)expected) - looks.NumberFrom(Stop(precision, Normal, 2).Replications), -2, 2);
    }

    [Fact]
    public void IsMet_MeanOfNormalNumbers_IntervalHoldsTheTruth() =>
        AssertHolds(new Precision { Outcome = "npv", Absolute = 20 }, Normal, Mean);

    [Fact]
    public void IsMet_MeanOfSkewedNumbers_IntervalHoldsTheTruth() =>
        AssertHolds(new Precision { Outcome = "npv", Relative = 0.04 }, Exponential, Mean);

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.05)]
    public void IsMet_Chance_IntervalHoldsTheTruth(double chance) =>
        AssertHolds(new Precision { Outcome = "stopped", Relative = 0.035 / Math.Sqrt(chance) }, new Drawn(Outcome.Stopped, uniform => uniform < chance ? 1 : 0), chance);

    [Fact]
    public void IsMet_Quantile_IntervalHoldsTheTruth() =>
        AssertHolds(new Precision { Outcome = "npv", Quantile = 0.9, Relative = 0.04 }, Exponential, -Mean * Math.Log(0.1));

    [Theory]
    [InlineData("themes/tow", "live", "within[0].subject", "did you mean \"themes/one\"?")]
    [InlineData("portfolio", "lives", "within[0].outcome", "did you mean \"live\"?")]
    [InlineData("targets/t", "live", "within[0].outcome", "known: met")]
    public void Of_UnknownName_NamesTheNearest(string subject, string outcome, string path, string hint)
    {
        var refused = Assert.Throws<StoppingRuleException>(() => Rule(new Precision { Subject = subject, Outcome = outcome, Absolute = 1 }));
        Assert.Equal(path, refused.Path);
        Assert.Contains(hint, refused.Reason, StringComparison.Ordinal);
    }

    /// <summary>Stops again and again, and asks whether the truth lies within the interval at the stop.</summary>
    static void AssertHolds(Precision precision, Drawn drawn, double truth) =>
        Repeats.AssertNoMore(Enumerable.Range(0, Repeats.Count).Count(repeat => !Holds(Stop(precision, drawn, repeat).Statistics[0, drawn.Outcome], precision, truth)), 0.05);

    static bool Holds(OutcomeSummary outcome, Precision precision, double truth)
    {
        var error = Normal95.Quantile * outcome.StandardError;
        var (low, high) = (outcome.Mean - error, outcome.Mean + error);
        if (precision.HasQuantile)
            (low, _, high) = outcome.QuantileInterval(precision.Quantile);
        else if (precision.Outcome == "stopped")
            (low, high) = Wilson.Interval(outcome.Mean, outcome.Count);
        return low <= truth && truth <= high;
    }

    static PrecisionRule Rule(params IReadOnlyList<Precision> precisions) => PrecisionRule.Of(
        new StoppingRule { Within = { precisions.Select(each => new Precision(each) { Subject = each.Subject.Length == 0 ? "portfolio" : each.Subject }) } }, Some.Model);

    static (int Replications, OutcomeStatistics Statistics) Stop(Precision precision, Drawn drawn, int repeat) => Stop([precision], drawn, repeat);

    static (int Replications, OutcomeStatistics Statistics) Stop(IReadOnlyList<Precision> precisions, Drawn drawn, int repeat)
    {
        var (rule, statistics) = (Rule(precisions), new OutcomeStatistics(Some.Model));
        while (statistics.Replications < Most)
        {
            Add(statistics, (int)rule.Looks.Behind(statistics.Replications) - statistics.Replications, drawn, repeat);
            if (rule.IsMet(statistics))
                return (statistics.Replications, statistics);
        }

        throw new InvalidOperationException($"it does not stop within {Most} replications");
    }

    static OutcomeStatistics Sampled(int replications, Drawn drawn, int repeat)
    {
        var statistics = new OutcomeStatistics(Some.Model);
        Add(statistics, replications, drawn, repeat);
        return statistics;
    }

    /// <summary>Adds replications in which one outcome of the portfolio is made of uniform numbers, and nothing else is defined.</summary>
    static void Add(OutcomeStatistics statistics, int count, Drawn drawn, int repeat)
    {
        var table = new OutcomeTable(statistics.Subjects.Count, Some.Model.Targets.Count, Chunk);
        foreach (var column in table.Columns)
            Array.Fill(column, double.NaN);
        for (var end = statistics.Replications + count; statistics.Replications < end;)
        {
            for (var row = 0; row < Chunk; row++)
            {
                var uniform = new Draws(Repeats.Seed, (uint)repeat, (uint)(statistics.Replications + row)).Uniform(RandomStream.Quality, 0);
                table[0, drawn.Outcome][row] = drawn.Of(uniform);
            }

            statistics.Add(statistics.Replications, table);
        }
    }

    /// <summary>Numbers made of uniform ones.</summary>
    /// <param name="Outcome">What they are.</param>
    /// <param name="Of">Makes them.</param>
    sealed record Drawn(Outcome Outcome, Func<double, double> Of);
}
