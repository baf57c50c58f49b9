using System.Globalization;
using Portfolio.Grains.Runs;
using Portfolio.Model.Simulation;

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
        Assert.All(shards, shard => Assert.Equal(shard == shards[0] ? first : shards[shards.IndexOf(shard) - 1].End, shard.First));
    }

    [Theory]
    [InlineData("", "0+300 300+300 600+100")]
    [InlineData("0+100", "0+100 100+300 400+300")]
    [InlineData("250+64 350+350", "0+250 250+64 314+36 350+350")]
    [InlineData("128+64 192+64", "0+128 128+64 192+64 256+300 556+144")]
    public void Around_ShardsThatAreThere_CutsWhatIsMissing(string there, string all)
    {
        var shards = there.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(each => each.Split('+')).Select(each => new ReplicationRange(Number(each[0]), Number(each[1])));
        var cut = ShardCut.Around(shards, 0, 700, (first, end) => ShardCut.Of(first, end, 300));
        Assert.Equal(all, string.Join(' ', cut.Select(shard => $"{shard.First}+{shard.Count}")));
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

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
