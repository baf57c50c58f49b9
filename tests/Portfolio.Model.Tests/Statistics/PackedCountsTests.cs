using System.Buffers.Binary;
using CsCheck;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Tests.Statistics;

/// <summary>Counts in few bytes. Run with DOTNET_EnableAVX512=0 it tests the path without instructions for it.</summary>
public sealed class PackedCountsTests
{
    static readonly Gen<int[]> Counts = Gen.Frequency((4, Gen.Const(0)), (6, Gen.Int[1, 255]), (1, Gen.Int[256, 65_535]), (1, Gen.Int[65_536, int.MaxValue])).Array[0, 100];

    [Fact]
    public void Read_OfAnyCounts_IsWhatWasWritten() =>
        Counts.Sample(counts =>
        {
            var bytes = Written(counts);
            var read = new int[PackedCounts.RoomOfCounts(counts.Length)];
            Array.Fill(read, -1);
            Assert.Equal(bytes.Length, PackedCounts.Read(bytes, read));
            Assert.Equal(counts, read[..counts.Length]);
            Assert.All(read[counts.Length..], count => Assert.Equal(0, count));
        });

    /// <summary>Where much stands behind, a whole vector may be read.</summary>
    [Fact]
    public void Read_WithMoreBehind_ReadsNoFurther() =>
        Gen.Select(Counts, Gen.Byte.Array[0, 100]).Sample((counts, behind) =>
        {
            var bytes = Written(counts);
            var read = new int[PackedCounts.RoomOfCounts(counts.Length)];
            Assert.Equal(bytes.Length, PackedCounts.Read([.. bytes, .. behind], read));
            Assert.Equal(counts, read[..counts.Length]);
        });

    [Fact]
    public void Write_OfAnyCounts_IsAsDescribed() => Counts.Sample(counts => Assert.Equal(Plainly(counts), Written(counts)));

    static byte[] Written(int[] counts)
    {
        var to = new byte[PackedCounts.Room(counts.Length)];
        return to[..PackedCounts.Write(counts, to)];
    }

    static byte[] Plainly(int[] counts) => [.. counts.Chunk(PackedCounts.Group).SelectMany(PlainGroup)];

    static IEnumerable<byte> PlainGroup(int[] group)
    {
        var mask = group.Select((count, i) => count == 0 ? 0 : 1 << i).Sum();
        foreach (var each in new[] { (byte)mask, (byte)(mask >> 8) })
            yield return each;
        if (mask == 0)
            yield break;
        var width = group.Max() switch { < 256 => 1, < 65_536 => 2, _ => 4 };
        yield return (byte)width;
        var bytes = new byte[sizeof(int)];
        foreach (var count in group.Where(count => count != 0))
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, count);
            foreach (var each in bytes.Take(width))
                yield return each;
        }
    }
}
