using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>How replications are cut into shards.</summary>
public sealed class ShardCutTests
{
    [Theory]
    [InlineData(0, 20_000, 8192, "64 64 128 256 512 4736 3520 2624 1984 1472 1152 1024 1024 1024 416")]
    [InlineData(0, 700, 8192, "64 64 128 256 188")]
    [InlineData(0, 80_000, 8192, "64 64 128 256 512 8192 8192 8192 8192 8192 8192 7424 5568 4160 3136 2368 1792 1344 1024 1024 1024 960")]
    [InlineData(512, 3000, 1024, "512 1024 952")]
    [InlineData(0, 1200, 320, "64 64 128 256 320 320 48")]
    [InlineData(4096, 4096, 64, "")]
    public void Of_LongShards_BeginAndEndShort(int first, int end, int size, string counts)
    {
        var shards = ShardCut.Of(first, end, size).ToList();
        Assert.Equal(counts, string.Join(' ', shards.Select(shard => shard.Count)));
        Assert.All(shards, shard => Assert.Equal(shard == shards[0] ? first : shards[shards.IndexOf(shard) - 1].First + shards[shards.IndexOf(shard) - 1].Count, shard.First));
    }

    [Fact]
    public void Of_ShardsThatTakeLong_GetShorterFromTheNextOn()
    {
        var most = ShardSizes.Most;
        var counts = new List<int>();
        foreach (var shard in ShardCut.Of(1024, 100_000, ShardSizes.Most, most: () => most).Take(4))
        {
            counts.Add(shard.Count);
            most = 1664;
        }

        Assert.Equal([8192, 1664, 1664, 1664], counts);
    }
}
