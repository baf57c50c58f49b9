using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>How replications are cut into shards.</summary>
public sealed class ShardCutTests
{
    [Theory]
    [InlineData(0, 20_000, 8192, "4992 3712 2816 2112 1536 1152 1024 1024 1024 608")]
    [InlineData(0, 700, 8192, "700")]
    [InlineData(0, 40_000, 4096, "4096 4096 4096 4096 4096 4096 3840 2880 2176 1600 1216 1024 1024 1024 640")]
    [InlineData(512, 3000, 1024, "1024 1024 440")]
    [InlineData(0, 1200, 320, "320 320 320 240")]
    [InlineData(4096, 4096, 64, "")]
    public void Of_LongShards_EndShort(int first, int end, int size, string counts)
    {
        var shards = ShardCut.Of(first, end, size).ToList();
        Assert.Equal(counts, string.Join(' ', shards.Select(shard => shard.Count)));
        Assert.All(shards, shard => Assert.Equal(shard == shards[0] ? first : shards[shards.IndexOf(shard) - 1].First + shards[shards.IndexOf(shard) - 1].Count, shard.First));
    }

    [Fact]
    public void Of_LessIsFitting_GetShorterFromTheNextOn()
    {
        var fitting = ShardSizes.Most;
        var counts = new List<int>();
        foreach (var shard in ShardCut.Of(1024, 100_000, 8192, fitting: () => fitting).Take(4))
        {
            counts.Add(shard.Count);
            fitting = 1664;
        }

        Assert.Equal([8192, 1664, 1664, 1664], counts);
    }
}
