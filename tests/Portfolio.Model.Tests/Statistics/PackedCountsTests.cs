using System.Numerics;
using CsCheck;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Tests.Statistics;

/// <summary>Counts in few bits.</summary>
public sealed class PackedCountsTests
{
    static readonly Gen<int[]> Counts = Gen.Frequency((4, Gen.Const(0)), (6, Gen.Int[1, 255]), (6, Gen.Int[0, 7]), (1, Gen.Int[256, 65_535]), (1, Gen.Int[65_536, int.MaxValue])).Array[0, 100];

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
        var bits = 32 - BitOperations.LeadingZeroCount((uint)group.Max());
        yield return (byte)bits;
        for (var bit = bits - 1; bit >= 0; bit--)
        {
            var set = group.Select((count, i) => (count >> bit & 1) << i).Sum();
            yield return (byte)set;
            yield return (byte)(set >> 8);
        }
    }
}
