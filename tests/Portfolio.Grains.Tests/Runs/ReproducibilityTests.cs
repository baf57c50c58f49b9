using Google.Protobuf;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>The same seed gives the same bytes, however the work is cut and spread.</summary>
public sealed class ReproducibilityTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    public async Task Run_AnySilosThreadsAndShards_EqualsThePlainKernel(short silos, int threads)
    {
        var expected = Plain.Result().ToByteString();
        await using var scratch = new Scratch();
        await using var cluster = await Cluster.Start(scratch.Store, silos, threads);
        foreach (var shardSize in new[] { 64, 128, 320 })
        {
            var grain = await cluster.Create(Some.Run(shardSize));
            var run = await grain.End();
            Assert.Equal((Plain.Digest, Some.Replications), (run.Digest, run.ReplicationsDone));
            var result = await grain.ReadResult(Some.Everything());
            result.Run = "";
            Assert.Equal(expected, result.ToByteString());
        }
    }
}
