using Portfolio.Grains.Runs;
using Portfolio.Model.Outcomes;

namespace Portfolio.Grains.Tests.Serialization;

/// <summary>The form of what shards come to between silos: nothing is lost, and the digest does not depend on how a run was cut.</summary>
public sealed class ShardCodecTests
{
    [Theory]
    [InlineData(0, 64, false)]
    [InlineData(64, 7, false)]
    [InlineData(3, 1, false)]
    [InlineData(0, 1100, false)]
    [InlineData(64, 7, true)]
    [InlineData(0, 1100, true)]
    public void Decode_EncodedValuesOrCounts_MergesToTheSameBits(int first, int count, bool isStored)
    {
        var result = Computed.Range(first, count);
        var report = ShardReport.Of(Computed.Run.Model, Computed.Range(first, count));
        report.Took = TimeSpan.FromSeconds(0.3);
        var decoded = isStored ? ShardCodec.OfBytes(ShardCodec.ToBytes(report)) : ShardCodec.Decode(ShardCodec.Encode(report));
        Assert.Equal((result.Range, report.Took), (decoded.Range, decoded.Took));
        Assert.Equal(ShardCodec.Leaves(result.Outcomes), decoded.Leaves);
        Same.Outcomes(result.Outcomes, OutcomeCodec.Decode(decoded.Packed, result.Statistics.Subjects, Computed.Run.Model.Targets.Count));
        Same.Statistics(result.Statistics, decoded.Series);
        var (expected, ends) = (new OutcomeStatistics(Computed.Run.Model), new OutcomeStatistics(Computed.Run.Model));
        expected.Add(first, result.Outcomes);
        decoded.AddTo(ends, Computed.Run.Model);
        Same.Outcomes(expected, ends);
    }

    [Fact]
    public void Encode_CountedAndPackedAlready_DoesNothingAgain()
    {
        var report = ShardReport.Of(Computed.Run.Model, Computed.Range(0, 1100));
        Assert.NotEmpty(report.Counted);
        var parts = ShardCodec.Encode(report);
        Assert.Equal([report.Packed, .. report.SeriesInPieces, .. report.Counted], parts.Skip(1));
        Assert.Equal(parts.Skip(1), ShardCodec.Encode(report).Skip(1));
    }

    [Fact]
    public void AddTo_TwoHalves_IsTheWhole()
    {
        var half = Plain.Range(0, 100).Statistics;
        StatisticsCodec.AddTo(half, StatisticsCodec.Encode(Plain.Range(100, 92).Statistics).Written);
        Same.Statistics(Plain.Range(0, 192).Statistics, half);
    }

    [Fact]
    public void AddTo_NegativeBins_ComeBack()
    {
        var statistics = new SeriesStatistics([Model.Outcomes.Series.Npv], 1, 1);
        statistics.Add(0, [[-3e9], [-1.5], [0], [2.5e7], [double.NaN]]);
        var copy = new SeriesStatistics(statistics.Series, 1, 1);
        StatisticsCodec.AddTo(copy, StatisticsCodec.Encode(statistics).Written);
        Assert.Equal(4, copy.Moments(0).Count);
        Same.Statistics(statistics, copy);
    }

    [Fact]
    public void AddTo_DrawsInParts_ComeTogether()
    {
        SeriesStatistics Empty() => new([Model.Outcomes.Series.Live], 1, 2, replicationsPerDraw: 4);
        var (whole, sum) = (Empty(), Empty());
        double[][] values = [[3, 1], [4, double.NaN], [1, 5], [9, 2], [6, 5], [3, 5]];
        whole.Add(2, values);
        foreach (var (first, part) in new[] { (5, values[3..]), (2, values[..3]) })
        {
            var statistics = Empty();
            statistics.Add(first, part);
            StatisticsCodec.AddTo(sum, StatisticsCodec.Encode(statistics).Written);
        }

        Assert.Equal([0], whole.Draws!.Open.Keys);
        Same.Statistics(whole, sum);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(320)]
    public void Digest_AnyShardSize_IsTheSame(int size)
    {
        var leaves = Enumerable.Range(0, (Some.Replications + size - 1) / size)
            .SelectMany(shard => ShardCodec.Leaves(Plain.Range(shard * size, Math.Min(size, Some.Replications - shard * size)).Outcomes));
        Assert.Equal(Plain.Digest, HashTree.Root(leaves));
    }

    [Fact]
    public void Digest_OneBitElsewhere_IsAnother()
    {
        var outcomes = Plain.Range(0, 100).Outcomes;
        var before = HashTree.Root(ShardCodec.Leaves(outcomes));
        outcomes[0, Outcome.Received][99] = double.BitIncrement(outcomes[0, Outcome.Received][99]);
        Assert.NotEqual(before, HashTree.Root(ShardCodec.Leaves(outcomes)));
    }
}
