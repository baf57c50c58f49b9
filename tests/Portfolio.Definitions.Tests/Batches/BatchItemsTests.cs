using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Batches;

namespace Portfolio.Definitions.Tests.Batches;

/// <summary>The runs that a batch wants.</summary>
public sealed class BatchItemsTests
{
    [Fact]
    public void Of_NothingSaid_IsThePlainPortfolioOnce()
    {
        var item = Assert.Single(BatchItems.Of(new Batch()));
        Assert.Equal((1, "", null), (item.Number, item.Scenario, item.Seed));
        Assert.Empty(item.Set);
    }

    [Fact]
    public void Of_Grid_IsEveryCombinationWithTheLastAxisChangingFirst()
    {
        var batch = new Batch { Scenarios = { "one", "" }, Seeds = { 4, 5 }, Grid = { Axis("a", 1, 2), Axis("b", 3, 4, 5) } };
        var items = BatchItems.Of(batch);
        Assert.Equal(BatchItems.Count(batch), items.Count);
        Assert.Equal(2 * 3 * 2 * 2, items.Select(item => (item.Set["a"].NumberValue, item.Set["b"].NumberValue, item.Scenario, item.Seed)).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, 24), items.Select(item => item.Number));
        Assert.Equal([("one", 4ul), ("one", 5), ("", 4), ("", 5)], items.Take(4).Select(item => (item.Scenario, item.Seed!.Value)));
        Assert.Equal([(1.0, 3.0), (1, 4), (1, 5), (2, 3), (2, 4), (2, 5)], items.Chunk(4).Select(point => (point[0].Set["a"].NumberValue, point[0].Set["b"].NumberValue)));
    }

    [Fact]
    public void Of_PointsOfTheirOwnScenarioAndSeed_AreTakenOnceEach()
    {
        var batch = new Batch { Scenarios = { "one", "two" }, Seeds = { 4, 5 }, Points = { new BatchPoint { Scenario = "", Seed = 9 }, new BatchPoint { Seed = 8 }, new BatchPoint() } };
        Assert.Equal(1 + 2 + 4, BatchItems.Count(batch));
        Assert.Equal(
            [("", 9ul), ("one", 8), ("two", 8), ("one", 4), ("one", 5), ("two", 4), ("two", 5)],
            BatchItems.Of(batch).Select(item => (item.Scenario, item.Seed!.Value)));
    }

    [Fact]
    public void Count_FarTooMany_IsNoOverflow()
    {
        var batch = new Batch();
        batch.Grid.AddRange(Enumerable.Range(0, 40).Select(i => Axis($"axis{i}", [.. Enumerable.Range(0, 10).Select(value => (double)value)])));
        Assert.Equal(int.MaxValue, BatchItems.Count(batch));
    }

    [Theory]
    [InlineData(DesignKind.LatinHypercube, 1), InlineData(DesignKind.LatinHypercube, 100), InlineData(DesignKind.LatinHypercube, 1000)]
    [InlineData(DesignKind.Sobol, 64), InlineData(DesignKind.Sobol, 1024)]
    public void Of_Design_HasOnePointInEachPartOfEveryParameter(DesignKind kind, int count)
    {
        var design = Design(kind, count, seed: 3);
        foreach (var path in (string[])["a", "b"])
        {
            var parts = BatchItems.Of(new Batch { Design = design }).Select(item => (int)Math.Floor(item.Set[path].NumberValue / 10 * count));
            Assert.Equal(Enumerable.Range(0, count), parts.Order());
        }
    }

    [Fact]
    public void Of_LatinHypercubeOfOtherParametersBesides_KeepsTheValuesOfEach()
    {
        var both = BatchItems.Of(new Batch { Design = Design(DesignKind.LatinHypercube, 50, seed: 3) });
        var alone = Design(DesignKind.LatinHypercube, 50, seed: 3);
        alone.Over.RemoveAt(0);
        Assert.Equal(both.Select(item => item.Set["b"].NumberValue), BatchItems.Of(new Batch { Design = alone }).Select(item => item.Set["b"].NumberValue));
    }

    [Fact]
    public void Of_DesignOfWholeNumbers_RoundsThem()
    {
        var design = Design(DesignKind.LatinHypercube, 30, seed: 1);
        design.Over[0].Whole = true;
        var values = BatchItems.Of(new Batch { Design = design }).Select(item => item.Set["a"].NumberValue).ToList();
        Assert.All(values, value => Assert.Equal(Math.Floor(value), value));
        Assert.Contains(10, values);
    }

    static Design Design(DesignKind kind, int points, ulong seed) => new()
    {
        Kind = kind,
        Points = new Number { Value = points },
        Seed = seed,
        Over = { new[] { "a", "b" }.Select(path => new DesignAxis { Path = path, Of = new Number { Uniform = new Uniform { Low = 0, High = 10 } } }) },
    };

    static GridAxis Axis(string path, params double[] values) => new() { Path = path, Values = { values.Select(Value.ForNumber) } };
}
