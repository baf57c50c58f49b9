using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>What a run has merged, taken up again from what was kept of it.</summary>
public sealed class MergedRunTests
{
    const int Shard = 64;
    const int Done = 192;

    static readonly CompiledRun Compiled = CompiledRun.Of(Some.Run(), Some.Plan());

    [Theory]
    [InlineData(0)]
    [InlineData(Shard)]
    [InlineData(Done)]
    public void Summary_RestoredAndTheRestRecalled_IsTheSame(int kept)
    {
        var merged = new MergedRun(Compiled, new RunCheckpoint(), new OutcomesCheckpoint());
        var ends = new OutcomesCheckpoint();
        for (var first = 0; first < Done; first += Shard)
        {
            merged.Merge(Plain.Range(first, Shard));
            ends = merged.Replications == kept ? merged.OutcomesCheckpoint() : ends;
        }

        var restored = new MergedRun(Compiled, merged.Checkpoint(), ends);
        for (var first = kept; first < Done; first += Shard)
            restored.Recall(first, OutcomeCodec.Encode(Plain.Range(first, Shard).Outcomes).Memory);
        Assert.Equal(merged.Summary(""), restored.Summary(""));
        Assert.Equal(BandView.Of(merged, null), BandView.Of(restored, null));
    }
}
