using Portfolio.Model.Blocks;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;
using Portfolio.Model.Statistics;
using Portfolio.Model.Tests.Blocks;

namespace Portfolio.Model.Tests.Outcomes;

public class SeriesStatisticsTests
{
    static readonly Series[] Both = [Series.Live, Series.Npv];

    [Fact]
    public void Summary_OfCounts_IsExact()
    {
        var statistics = Of(3, 1, 4, 1, 5);
        var quantiles = new double[3];
        var (count, mean, error) = statistics.Summary(0, 0, 0, [0.05, 0.5, 0.95], quantiles);
        Assert.Equal((5, 2.8), (count, mean));
        Assert.Equal(Math.Sqrt(3.2 / 5), error, 1e-12);
        Assert.Equal([1, 3, 5], quantiles);
    }

    [Fact]
    public void Summary_OfAmounts_HasAnExactMeanAndQuantilesWithinOnePercent()
    {
        var statistics = Of(-1_234_567.25, 100_000, 987_654_321.5);
        var quantiles = new double[3];
        Assert.Equal((-1_234_567.25 + 100_000 + 987_654_321.5) / 3, statistics.Summary(1, 0, 0, [0.1, 0.5, 0.9], quantiles).Mean, 1e-3);
        Assert.All(quantiles.Zip((double[])[-1_234_567.25, 100_000, 987_654_321.5]), pair => Assert.InRange(pair.First / pair.Second, 0.99, 1.01));
    }

    [Fact]
    public void Summary_WithoutADefinedValue_IsNotANumber()
    {
        var statistics = Of(double.NaN);
        var quantiles = new double[1];
        Assert.Equal((0, double.NaN, double.NaN), statistics.Summary(0, 0, 0, [0.5], quantiles));
        Assert.Equal(double.NaN, quantiles[0]);
    }

    [Fact]
    public void Cell_OfSeriesSubjectAndMonth_IsItsOwn()
    {
        var statistics = new SeriesStatistics(Both, 3, 4);
        var cells =
            from series in Enumerable.Range(0, 2)
            from subject in Enumerable.Range(0, 3)
            from month in Enumerable.Range(0, 4)
            select statistics.Cell(series, subject, month);
        Assert.Equal(Enumerable.Range(0, statistics.Cells), cells.Order());
    }

    [Fact]
    public void Add_MoreReplications_EqualsAddingThemAtOnce()
    {
        var (once, twice) = (Of(3, 1, 4, 1, double.NaN, 5), Of(3, 1));
        twice.Add(2, [[4, 4], [1, 1], [double.NaN, double.NaN], [5, 5]]);
        Assert.Equal((once.Moments(0), once.Moments(1)), (twice.Moments(0), twice.Moments(1)));
        Assert.Equal(once.Histogram(1).Counts, twice.Histogram(1).Counts);
    }

    [Fact]
    public void Histogram_ReadWhileValuesAreStillPutBy_CountsEachOnce()
    {
        var model = Some.Portfolio(["id: a, stage: adoption", "id: b"]);
        var (read, unread) = (SeriesStatistics.Of(model, Both), SeriesStatistics.Of(model, Both));
        for (var first = 0; first < 96; first += 24)
        {
            foreach (var statistics in (SeriesStatistics[])[read, unread])
                VectorKernel.Simulate(model, new ReplicationRange(first, 24), statistics, CancellationToken.None);
            Assert.Equal(first + 24, read.Histogram(first % 5).Counts.Sum());
        }

        Assert.Null(Results.Difference("read", model, Result(model, unread), Result(model, read)));
    }

    /// <summary>As many as take 36 MB; but some hundred, if they take less than 256 MB; and a hundred in any case.</summary>
    [Theory]
    [InlineData(1, 512)]
    [InlineData(1_500, 256)]
    [InlineData(4_000, 128)]
    public void MostThatWait_OfMoreSubjects_IsLess(int subjects, int replications) =>
        Assert.Equal(replications, new SeriesStatistics(SeriesFacts.Default, subjects, months: 24, keepsQuantiles: false).MostThatWait);

    /// <summary>Few cells, and more than are counted in one piece.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(60)]
    public void MakeRoom_ForMoreThanMayWait_ChangesNoCell(int initiatives)
    {
        const int size = 256;
        var model = Some.Portfolio([.. Enumerable.Range(0, initiatives).Select(i => $"id: i{i}, stage: adoption")]);
        var (prepared, plain) = (SeriesStatistics.Of(model, Both), SeriesStatistics.Of(model, Both));
        for (var first = 0; first < 4 * size; first += size)
        {
            plain.TakeIn(Shard(first));
            var shard = Shard(first);
            var before = prepared.Moments(first % 7);
            prepared.MakeRoom(shard);
            Assert.Equal(before, prepared.Moments(first % 7));
            prepared.TakeIn(shard);
        }

        Assert.Null(Results.Difference("prepared", model, Result(model, plain), Result(model, prepared)));

        SeriesStatistics Shard(int first) => new VectorKernel().Simulate(model, new ReplicationRange(first, size), Both, CancellationToken.None).Statistics;
    }

    /// <summary>Read in between, as a frame does, or not before the next part wants room.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TakeIn_CountedElsewhere_IsAddedOnceWhoeverAsks(bool isRead)
    {
        var model = Some.Portfolio(["id: a, stage: adoption", "id: b"]);
        var (parts, plain) = (SeriesStatistics.Of(model, Both), SeriesStatistics.Of(model, Both));
        var taken = new List<Elsewhere>();
        for (var first = 0; first < 96; first += 24)
        {
            VectorKernel.Simulate(model, new ReplicationRange(first, 24), plain, CancellationToken.None);
            var arriving = SeriesStatistics.Of(model, Both);
            taken.Add(new Elsewhere(VectorKernel.Simulate(model, new ReplicationRange(first, 24), SeriesStatistics.Of(model, Both), CancellationToken.None).Statistics));
            arriving.TakeIn(taken[^1]);
            parts.MakeRoom(arriving);
            Assert.All(taken, part => Assert.Equal(part != taken[^1], part.IsLetGo));
            parts.TakeIn(arriving);
            if (isRead)
                Assert.Equal(plain.Moments(first % 5), parts.Moments(first % 5));
        }

        Assert.Null(Results.Difference("parts", model, Result(model, plain), Result(model, parts)));
    }

    [Fact]
    public void GiveBack_RoomUsedAgain_IsEmpty()
    {
        var model = Some.Portfolio(["id: a, stage: adoption", "id: b"]);
        for (var time = 0; time < 3; time++)
        {
            var statistics = VectorKernel.Simulate(model, new ReplicationRange(0, 24), SeriesStatistics.Of(model, Both), CancellationToken.None).Statistics;
            statistics.Settle((_, _) => { });
            Assert.Equal(24, statistics.Histogram(0).Counts.Sum());
            statistics.GiveBack();
        }
    }

    static RangeResult Result(PortfolioModel model, SeriesStatistics statistics) => new(default, statistics, new OutcomeTable(statistics.Subjects, model.Targets.Count, 0));

    /// <summary>One subject and month: the values as sites and as pounds.</summary>
    static SeriesStatistics Of(params double[] values)
    {
        var statistics = new SeriesStatistics(Both, 1, 1);
        statistics.Add(0, [.. values.Select(value => new[] { value, value })]);
        return statistics;
    }

    sealed class Elsewhere(SeriesStatistics counted) : ICountedCells
    {
        public bool IsLetGo { get; private set; }

        public CountedCell this[int cell] => IsLetGo ? throw new InvalidOperationException("it is let go of") : Of(counted.Moments(cell), counted.Histogram(cell));

        static CountedCell Of(Moments moments, Histogram histogram) => new(moments, histogram.LeftOut, histogram.FirstPosition, histogram.Positions);

        public void LetGo() => IsLetGo = true;
    }
}
