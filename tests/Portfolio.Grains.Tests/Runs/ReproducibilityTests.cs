using Google.Protobuf;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>The same seed gives the same bytes, however the work is cut and spread.</summary>
public sealed class ReproducibilityTests
{
    /// <summary>What every build finds, of Debug and of Release, on every machine. Changes with what a simulated month computes, and with nothing else.</summary>
    const string Digest = "d7b11285a2312d7b7a71b939eb6d48faa5c4dea3bb9fa267eadc4e98475db728";

    /// <summary>All that cut <see cref="Some.Replications"/> differently, and the largest there is.</summary>
    static readonly int[] ShardSizes = [64, 128, 192, 256, 320, 384, Grains.Runs.ShardSizes.Most];

    [Fact]
    public void Digest_OfAnyBuild_IsTheSame() => Assert.Equal(Digest, Plain.Digest);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    public async Task Run_AnySilosThreadsAndShards_EqualsThePlainKernel(short silos, int threads)
    {
        var expected = Plain.Result().ToByteString();
        await using var scratch = new Scratch();
        await using var cluster = await Cluster.Start(scratch.Store, silos, threads);
        foreach (var shardSize in ShardSizes)
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
