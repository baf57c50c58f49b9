using CsCheck;
using Portfolio.Grains.Runs;
using Portfolio.Model.Outcomes;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>Which of the outcomes that several epochs of a run kept are read.</summary>
public sealed class KeptOutcomesTests
{
    /// <summary>Of two that cut the run otherwise, each may keep anything at any time, also behind what the other did; nothing of either is ever missing.</summary>
    [Fact]
    public void Latest_AnyShardsOfAnyEpochs_GivesEachReplicationOnceByTheLatestThatHasIt()
    {
        var shard = Gen.Select(Gen.Int[0, 30], Gen.Int[1, 12], Gen.Int[1, 4]);
        Gen.Select(shard.List[0, 20], Gen.Int[0, 45]).Sample((shards, end) =>
        {
            List<ShardRow> rows = [.. shards
                .DistinctBy(each => (each.Item1, each.Item3))
                .OrderBy(each => (each.Item1, each.Item3))
                .Select(each => Row(each.Item1, each.Item2, each.Item3))];
            var expected = Enumerable.Range(0, end)
                .Select(replication => (Replication: replication, Holding: rows.Where(row => Holds(row, replication)).ToList()))
                .Where(each => each.Holding.Count > 0)
                .Select(each => Value(each.Replication, each.Holding.Max(row => row.Epoch)));
            var read = KeptOutcomes.Latest(rows.ToAsyncEnumerable(), end).ToBlockingEnumerable().ToList();
            Assert.Equal(expected, read.SelectMany(packed => packed.Decode(subjects: 1, targets: 0).Columns[0][..packed.Count]));
            Assert.All(read, packed => Assert.Equal(packed.First, Replication(packed.Decode(subjects: 1, targets: 0).Columns[0][0])));
        });
    }

    [Fact]
    public async Task Latest_OneEpoch_LeavesShardsWhole()
    {
        var read = await KeptOutcomes.Latest(new[] { Row(0, 3, 1), Row(3, 4, 1) }.ToAsyncEnumerable(), end: 7).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([(0, 3), (3, 4)], read.Select(packed => (packed.First, packed.Count)));
    }

    static ShardRow Row(int first, int count, int epoch)
    {
        var table = new OutcomeTable(subjects: 1, targets: 0, rows: count);
        for (var row = 0; row < count; row++)
            table.Columns[0][row] = Value(first + row, epoch);
        return new ShardRow(first, epoch, [.. OutcomeCodec.Encode(table)]);
    }

    static bool Holds(ShardRow row, int replication) => replication >= row.FirstReplication && replication < row.FirstReplication + OutcomeCodec.Rows(row.Body);

    static double Value(int replication, int epoch) => replication + epoch / 8.0;

    static int Replication(double value) => (int)value;
}
