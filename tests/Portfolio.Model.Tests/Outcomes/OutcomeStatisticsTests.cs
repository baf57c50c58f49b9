using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;
using Portfolio.Model.Statistics;
using Portfolio.Model.Tests.Simulation;

namespace Portfolio.Model.Tests.Outcomes;

public class OutcomeStatisticsTests
{
    static readonly double[] Probabilities = [0.05, 0.5, 0.95];

    [Fact]
    public void Summary_OfATable_IsThatOfItsColumns()
    {
        var (model, table) = Simulated();
        var statistics = Of(model, table);
        for (var subject = 0; subject < statistics.Subjects.Count; subject++)
        {
            foreach (var outcome in Enum.GetValues<Outcome>())
                Check(statistics[subject, outcome], [.. table[subject, outcome].Where(double.IsFinite)]);
        }
    }

    [Fact]
    public void Add_TableAfterTable_IsTheWhole()
    {
        var (model, whole) = Simulated();
        var parts = new OutcomeStatistics(model);
        foreach (var first in (int[])[0, 64, 128])
            parts.Add(first, new PlainKernel().Simulate(model, new ReplicationRange(first, Math.Min(64, 150 - first)), [], TestContext.Current.CancellationToken).Outcomes);
        var once = Of(model, whole);
        for (var subject = 0; subject < once.Subjects.Count; subject++)
        {
            foreach (var outcome in Enum.GetValues<Outcome>())
                Assert.Equal(Facts(once[subject, outcome]), Facts(parts[subject, outcome]));
        }
    }

    /// <summary>As the items of a batch follow each other: of the same kinds, but models of their own.</summary>
    [Fact]
    public void Add_InTheRoomOfAnotherModels_IsThatOfNewOnes()
    {
        var (model, table) = Simulated();
        var another = Simulated().Model;
        var others = Of(another, new PlainKernel().Simulate(another, new ReplicationRange(150, 90), [], TestContext.Current.CancellationToken).Outcomes);
        Assert.True(others.Clear());
        var inRoom = new OutcomeStatistics(model, others);
        Assert.Same(others.Histogram(0), inRoom.Histogram(0));
        inRoom.Add(0, table);
        var once = Of(model, table);
        Assert.Equal(once.Replications, inRoom.Replications);
        Assert.Equal(once.Subjects.Names, inRoom.Subjects.Names);
        for (var cell = 0; cell < once.Cells; cell++)
            Assert.Equal(Facts(once[cell]), Facts(inRoom[cell]));
    }

    [Fact]
    public void Variances_ReplicationsThatShareDraws_AddUpToTheVariance()
    {
        var model = Some.Portfolio(
            ["id: a, stage: adoption, sites: {eligible: 2000}, adoption: {q: 0, pushRate: 0, contractMonths: 1, implementMonths: 1}"],
            "months: 24, replicationsPerDraw: 5, defaults.adoption.p: {uniform: {low: 0, high: 0.5}}");
        var range = new PlainKernel().Simulate(model, new ReplicationRange(0, 400), [], TestContext.Current.CancellationToken);
        var live = Of(model, range.Outcomes)[0, Outcome.Live];
        var (parameter, chance) = live.Variances!.Value;
        Assert.True(parameter > 5 * chance, $"{parameter} and {chance}");
        Assert.InRange(live.EffectiveCount, 70, 100);
        Assert.True(live.StandardError > 1.8 * Math.Sqrt((parameter + chance) / 400));
    }

    [Fact]
    public void Variances_EachReplicationWithADrawOfItsOwn_AreNotTold() => Assert.Null(Of(Simulated().Model, Simulated().Table)[0, Outcome.Live].Variances);

    [Fact]
    public void QuantileInterval_SortedNumbers_AreThoseAtTheRanksAround()
    {
        var (model, _) = Simulated();
        var statistics = new OutcomeStatistics(model);
        var table = new OutcomeTable(statistics.Subjects.Count, model.Targets.Count, 1000);
        for (var row = 0; row < table.Rows; row++)
            table[0, Outcome.Live][row] = row + 1;
        statistics.Add(0, table);
        var spread = Normal95.Quantile * Math.Sqrt(0.9 * 0.1 * 1000);
        Assert.Equal((Math.Ceiling(900 - spread), 900, Math.Ceiling(900 + spread)), statistics[0, Outcome.Live].QuantileInterval(0.9));
        Assert.Equal(statistics[0, Outcome.Live].Mean, statistics[(int)Outcome.Live].Mean);
    }

    [Fact]
    public void Take_SomeRows_AreThose()
    {
        var (_, table) = Simulated();
        var taken = table.Take(16, 64);
        Assert.Equal(64, taken.Rows);
        Assert.All(table.Columns.Zip(taken.Columns), pair => Assert.Equal(pair.First.Skip(16).Take(64), pair.Second));
    }

    static void Check(OutcomeSummary found, double[] values)
    {
        Assert.Equal(values.Length, found.Count);
        if (values.Length == 0)
            return;
        Assert.Equal(values.Average(), found.Mean, 1.0 / 64 + 1e-9 * Math.Abs(values.Average()));
        Array.Sort(values);
        var (size, isRelative) = found.Resolution;
        foreach (var (probability, value, _) in found.Quantiles(Probabilities))
        {
            var exact = values[Histogram.Rank(probability, values.Length) - 1];
            var least = Math.Max(Math.Abs(values[0]), Math.Abs(values[^1])) / 16_384;
            Assert.Equal(exact, value, isRelative ? Math.Max(size * Math.Abs(exact), 1.01 * Math.Max(1, least)) : size);
        }
    }

    static (int, double, double, string) Facts(OutcomeSummary of) =>
        (of.Count, of.Mean, of.StandardError, of.Count == 0 ? "" : string.Join(' ', of.Quantiles(Probabilities)));

    static OutcomeStatistics Of(PortfolioModel model, OutcomeTable table)
    {
        var statistics = new OutcomeStatistics(model);
        statistics.Add(0, table);
        return statistics;
    }

    static (PortfolioModel Model, OutcomeTable Table) Simulated()
    {
        var model = Portfolios.Models.Generate(new CsCheck.PCG(3, 5), null, out _);
        return (model, new PlainKernel().Simulate(model, new ReplicationRange(0, 150), [], TestContext.Current.CancellationToken).Outcomes);
    }
}
