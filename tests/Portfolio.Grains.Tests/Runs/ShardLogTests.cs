using Portfolio.Grains.Runs;
using Portfolio.Grains.Tests.Serialization;
using Portfolio.Model.Outcomes;
using Portfolio.Storage.Sqlite;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>Shards that are kept until a checkpoint holds them.</summary>
public sealed class ShardLogTests : IAsyncDisposable
{
    const string Run = "workspaces/default/runs/one";
    const int Epoch = 1;
    const int Long = 1088;

    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly Scratch scratch = new();

    IShardLog Rows => new SqliteShardLog(scratch.Store);

    public async ValueTask DisposeAsync() => await scratch.DisposeAsync();

    [Fact]
    public async Task Read_KeptInAnyOrder_GivesShardsBackInTheirOrder()
    {
        var log = new ShardLog(Rows, Run);
        foreach (var first in new[] { 2 * Long, 0, 5 * Long })
        {
            var shard = Shard(first);
            await log.Keep(shard, Epoch);
            Assert.True(shard.IsKept);
        }

        var found = await new ShardLog(Rows, Run).Read(0);
        Assert.Equal([0, 2 * Long, 5 * Long], found.Select(shard => shard.Range.First));
        foreach (var shard in found)
        {
            var (expected, ends) = (new OutcomeStatistics(Computed.Run.Model), new OutcomeStatistics(Computed.Run.Model));
            var computed = Computed.Range(shard.Range.First, Long);
            expected.Add(shard.Range.First, computed.Outcomes);
            shard.AddTo(ends, Computed.Run.Model);
            Same.Outcomes(expected, ends);
            Same.Statistics(computed.Statistics, shard.Series);
            Assert.Equal(ShardCodec.Leaves(computed.Outcomes), shard.Leaves);
            Assert.Equal((Second, true, null), (shard.Took, shard.IsKept, shard.Began));
        }
    }

    /// <summary>Another activation may have cut the run elsewhere.</summary>
    [Theory]
    [InlineData(0, "0 1088 3000")]
    [InlineData(64, "500 2100 3200")]
    [InlineData(1088, "1088 3000")]
    [InlineData(2000, "2100 3200")]
    [InlineData(9000, "")]
    public async Task Read_SomeAreDoneOrOverlap_GivesWhatFollows(int done, string found)
    {
        var log = new ShardLog(Rows, Run);
        foreach (var first in new[] { 0, 500, 1088, 2100, 3000, 3200 })
            await log.Keep(Shard(first), Epoch);
        Assert.Equal(found, string.Join(' ', (await log.Read(done)).Select(shard => shard.Range.First)));
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(Long, 0.09)]
    public async Task Keep_NotWorthIt_KeepsNothing(int count, double seconds)
    {
        var (log, shard) = (new ShardLog(Rows, Run), Shard(0, count));
        shard.Took = TimeSpan.FromSeconds(seconds);
        await log.Keep(shard, Epoch);
        Assert.False(shard.IsKept);
        Assert.Empty(await log.Read(0));
    }

    [Fact]
    public async Task LetGo_OfWhatACheckpointHolds_KeepsTheRest()
    {
        var log = new ShardLog(Rows, Run);
        foreach (var first in new[] { 0, Long, 2 * Long })
            await log.Keep(Shard(first), Epoch);
        await log.LetGo(before: 2 * Long);
        Assert.Equal([2 * Long], (await log.Read(0)).Select(shard => shard.Range.First));
        await log.LetGo();
        Assert.Empty(await new ShardLog(Rows, Run).Read(0));
    }

    [Fact]
    public async Task LetGo_WhileOneIsWritten_LeavesNothingOfIt()
    {
        var gate = Gate.At(0);
        var log = new ShardLog(new GatedRows(Rows, _ => gate), Run);
        var keeping = log.Keep(Shard(0), Epoch);
        var lettingGo = log.LetGo();
        gate.Open();
        await Task.WhenAll(keeping, lettingGo);
        Assert.Empty(await new ShardLog(Rows, Run).Read(0));
    }

    [Fact]
    public async Task Read_NewRun_LooksForNothing()
    {
        await new ShardLog(Rows, Run).Keep(Shard(0), Epoch);
        var log = new ShardLog(Rows, Run);
        log.IsNew();
        Assert.Empty(await log.Read(0));
    }

    static ShardReport Shard(int first, int count = Long)
    {
        var report = ShardReport.Of(Computed.Run.Model, Computed.Range(first, count), areKept: false);
        report.Took = Second;
        return report;
    }
}
