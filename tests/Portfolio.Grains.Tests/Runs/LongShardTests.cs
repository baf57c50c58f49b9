using Portfolio.Grains.Runs;
using Portfolio.Grains.Tests.Serialization;
using Portfolio.Model.Blocks;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>A shard that is computed some replications at a time is one that is computed at once.</summary>
public sealed class LongShardTests
{
    [Theory]
    [InlineData(0, 1100)]
    [InlineData(640, 1600)]
    [InlineData(64, 513)]
    public void Compute_AnyRange_IsTheShardComputedAtOnce(int first, int count)
    {
        var range = new ReplicationRange(first, count);
        Assert.True(count > ShardSizes.AtOnce(Computed.Run.Model));
        for (var time = 0; time < 2; time++)
        {
            // The second time in the room of the first.
            var shard = LongShard.Compute(new VectorKernel(), Computed.Run.Model, range, Computed.Run.Series, CancellationToken.None);
            var atOnce = Computed.Range(first, count);
            Assert.Equal(range, shard.Range);
            Assert.Equal(ShardCodec.Leaves(atOnce.Outcomes), shard.Leaves);
            Same.Statistics(atOnce.Statistics, shard.Series);
            var (expected, ends) = (new OutcomeStatistics(Computed.Run.Model), new OutcomeStatistics(Computed.Run.Model));
            expected.Add(first, atOnce.Outcomes);
            shard.AddTo(ends, Computed.Run.Model);
            Same.Outcomes(expected, ends);
            shard.GiveBack();
        }
    }

    [Fact]
    public void Compute_Cancelled_GivesUp() => Assert.Throws<OperationCanceledException>(() =>
        LongShard.Compute(new VectorKernel(), Computed.Run.Model, new ReplicationRange(0, 1100), Computed.Run.Series, new CancellationToken(canceled: true)));
}
