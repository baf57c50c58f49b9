using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>What a run has merged, taken up again from what was kept of it.</summary>
public sealed class MergedRunTests
{
    const int Shard = 64;
    const int Done = 192;

    static CompiledRun Compiled => Computed.Run;

    [Theory]
    [InlineData(0)]
    [InlineData(Shard)]
    [InlineData(Done)]
    public void Checkpoint_RestoredAndTheRestMerged_IsTheSame(int kept)
    {
        var merged = Empty();
        var checkpoint = merged.Checkpoint([]);
        for (var first = 0; first < Done; first += Shard)
        {
            merged.Merge(Plain.Range(first, Shard));
            checkpoint = merged.Replications == kept ? merged.Checkpoint([]) : checkpoint;
        }

        var restored = new MergedRun(Compiled, checkpoint);
        for (var first = kept; first < Done; first += Shard)
            restored.Merge(Plain.Range(first, Shard));
        Assert.Equal((merged.Replications, merged.Digest), (restored.Replications, restored.Digest));
        Assert.Equal(merged.Summary(""), restored.Summary(""));
        Assert.Equal(BandView.Of(merged, null), BandView.Of(restored, null));
    }

    [Fact]
    public void Complete_Restored_ShowsTheSameBandsAndDigest()
    {
        var merged = Empty();
        merged.Merge(Plain.Range(0, Done));
        var complete = merged.Complete([]);
        var restored = new MergedRun(Compiled, complete);
        Assert.False(MergedRun.HasOutcomes(complete));
        Assert.Equal((merged.Replications, merged.Digest), (restored.Replications, restored.Digest));
        Assert.Equal(BandView.Of(merged, null), BandView.Of(restored, null));
    }

    [Fact]
    public void Checkpoint_RoomGivenBack_ServesTheNextOnes()
    {
        var merged = Empty();
        for (var first = 0; first < Done; first += Shard)
        {
            merged.Merge(Plain.Range(first, Shard));
            List<SparePieces> room = [];
            var stored = merged.Checkpoint(room).ToByteArray();
            room.ForEach(pieces => pieces.GiveBack());
            Assert.Equal(merged.Summary(""), new MergedRun(Compiled, RunCheckpoint.Parser.ParseFrom(stored)).Summary(""));
        }
    }

    /// <summary>Short shards hand over values, long ones what they counted, read between them or not.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Merge_LongShards_IsTheSameAsShortOnes(bool areFramesMade)
    {
        const int all = 3 * 1088;
        var (shortOnes, longOnes) = (Empty(), Empty());
        for (var first = 0; first < all; first += Shard)
            shortOnes.Merge(Computed.Range(first, Shard));
        for (var first = 0; first < all; first += 1088)
        {
            longOnes.Merge(longOnes.Prepare(ShardReport.Of(Compiled.Model, Computed.Range(first, 1088))));
            if (areFramesMade)
                Assert.NotEmpty(BandView.OfFrame(longOnes, null));
        }

        Assert.Equal((shortOnes.Replications, shortOnes.Digest), (longOnes.Replications, longOnes.Digest));
        Assert.Equal(shortOnes.Summary(""), longOnes.Summary(""));
        Assert.Equal(BandView.Of(shortOnes, Some.Everything()), BandView.Of(longOnes, Some.Everything()));
    }

    static MergedRun Empty() => new(Compiled, new RunCheckpoint());
}
