using CsCheck;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Simulation;

/// <summary>Ranges of replications, however they are split.</summary>
public class PlainKernelTests
{
    static readonly Series[] All = Enum.GetValues<Series>();

    [Fact]
    public void Simulate_RangesSplitAnyWay_MergeToTheSame() =>
        Gen.Select(Portfolios.Models, Gen.Int[0, 150].Array[0, 5], Gen.Int[0, 5_000]).Sample((model, cuts, first) =>
        {
            const int count = 150;
            var whole = Simulate(model, first, count);
            int[] edges = [.. cuts.Append(0).Append(count).Order()];
            var parts = edges.Zip(edges.Skip(1)).Select(edge => Simulate(model, first + edge.First, edge.Second - edge.First)).ToList();
            return SameStatistics(whole.Statistics, Merge(model, Enumerable.Reverse(parts)))
                && SameOutcomes(whole.Outcomes, parts.ConvertAll(part => part.Outcomes));
        }, iter: 3);

    [Fact]
    public void Simulate_ReplicationAlone_IsAsInsideAFullRange()
    {
        var model = Model();
        var full = Simulate(model, 4_690, 40).Outcomes;
        var alone = Simulate(model, 4_711, 1).Outcomes;
        Assert.Equal(full.Columns.Select(column => column[21]), alone.Columns.Select(column => column[0]));
    }

    [Fact]
    public void Simulate_OneReplication_ReportsItsTrajectory()
    {
        var model = Model();
        var statistics = Simulate(model, 4_711, 1).Statistics;
        foreach (var month in new PortfolioFuture(model, 4_711).EachMonth())
        {
            Assert.Equal(month.Programme.Budget, Mean(statistics, Series.Budget, 0, month.Month - 1), 1.0 / 128);
            Assert.Equal(month.Npv, Mean(statistics, Series.Npv, 0, month.Month - 1), 1.0 / 128);
            Assert.Equal(month.Initiatives[0].Live, Mean(statistics, Series.Live, 3, month.Month - 1));
            Assert.Equal(month.Initiatives[0].Stability, Mean(statistics, Series.Stability, 3, month.Month - 1), 1e-7);
        }
    }

    [Fact]
    public void Simulate_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => new PlainKernel().Simulate(Model(), new ReplicationRange(0, 1), [], source.Token));
    }

    static PortfolioModel Model() => Portfolios.Models.Generate(new PCG(1, 4), null, out _);

    static RangeResult Simulate(PortfolioModel model, int first, int count) =>
        new PlainKernel().Simulate(model, new ReplicationRange(first, count), All, TestContext.Current.CancellationToken);

    static double Mean(SeriesStatistics statistics, Series series, int subject, int month) =>
        statistics.Summary(Array.IndexOf(All, series), subject, month, [], []).Mean;

    static SeriesStatistics Merge(PortfolioModel model, IEnumerable<RangeResult> parts)
    {
        var sum = SeriesStatistics.Of(model, All);
        foreach (var part in parts)
            sum.TakeIn(part.Statistics);
        return sum;
    }

    static bool SameStatistics(SeriesStatistics left, SeriesStatistics right) =>
        left.Cells == right.Cells && Enumerable.Range(0, left.Cells).All(cell =>
            left.Moments(cell) == right.Moments(cell)
            && left.Histogram(cell).Bins.SequenceEqual(right.Histogram(cell).Bins)
            && left.Histogram(cell).Counts.SequenceEqual(right.Histogram(cell).Counts))
        && (left.Draws is null || left.Draws.Complete.SequenceEqual(right.Draws!.Complete));

    static bool SameOutcomes(OutcomeTable whole, List<OutcomeTable> parts) =>
        whole.Columns.Select((column, i) => column.SequenceEqual(parts.SelectMany(part => part.Columns[i]))).All(same => same);
}
