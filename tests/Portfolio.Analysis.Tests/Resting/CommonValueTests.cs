using Portfolio.Analysis.Resting;

namespace Portfolio.Analysis.Tests.Resting;

/// <summary>An outcome that hardly ever varies is known as such.</summary>
public sealed class CommonValueTests
{
    [Fact]
    public void Rare_FewDiffer_IsTheirNumber()
    {
        var common = Of([.. Enumerable.Repeat(0L, 100), 1, 1, 7]);
        Assert.Equal(3, common.Rare);
    }

    [Fact]
    public void Rare_NoneDiffers_IsNone() => Assert.Null(Of([5, 5, 5]).Rare);

    [Theory]
    [InlineData(31, 31)]
    [InlineData(32, null)]
    public void Rare_ManyOfOneOtherValue_IsNone(int others, int? expected) =>
        Assert.Equal(expected, Of([.. Enumerable.Repeat(0L, 100), .. Enumerable.Repeat(1L, others)]).Rare);

    [Fact]
    public void Rare_ManyValues_IsNone() => Assert.Null(Of([.. Enumerable.Range(0, 40).Select(i => (long)i)]).Rare);

    [Fact]
    public void Read_InAnyOrder_WritesTheSame()
    {
        CommonValue[] parts = [Of([1, 1, 2]), Of([.. Enumerable.Range(0, 40).Select(i => (long)i)]), Of([-3, 2])];
        Assert.Equal(Written(Together(parts)), Written(Together(parts.Reverse())));
        Assert.Equal(Written(Together([parts[0], parts[2]])), Written(Together([parts[2], parts[0]])));
    }

    static CommonValue Of(long[] values)
    {
        var common = new CommonValue();
        foreach (var value in values)
            common.Add(value);
        return common;
    }

    static CommonValue Together(IEnumerable<CommonValue> parts)
    {
        var all = new CommonValue();
        foreach (var part in parts)
        {
            using var reader = new BinaryReader(new MemoryStream(Written(part)));
            all.Read(reader);
        }

        return all;
    }

    static byte[] Written(CommonValue common)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        common.Write(writer);
        writer.Flush();
        return stream.ToArray();
    }
}
