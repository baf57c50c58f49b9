using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;
using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>The form of what a shard came to between silos, and the leaves of its outcomes.</summary>
static class ShardCodec
{
    /// <summary>Replications whose outcomes make one leaf of a run's digest.</summary>
    public const int LeafSize = 64;

    /// <summary>A report as it travels between silos, part by part: its head, outcomes, statistics of the series, and those of the outcomes where they are counted.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Encode(ShardReport report)
    {
        var series = report.SeriesInPieces;
        var head = new ShardHead
        {
            FirstReplication = report.Range.First,
            Count = report.Range.Count,
            Subjects = report.Series.Subjects,
            Months = report.Series.Months,
            ReplicationsPerDraw = report.Series.Draws?.ReplicationsPerDraw ?? 1,
            SeriesPieces = series.Count,
            Took = Duration.FromTimeSpan(report.Took),
        };
        head.Series.AddRange(report.Series.Series.Select(each => (Contracts.V1.Series)(int)each));
        head.Leaves.AddRange(report.Leaves);
        return [head.ToByteArray(), report.Travelling, .. series, .. report.Counted];
    }

    /// <summary>A report that has travelled.</summary>
    /// <param name="parts">Its parts.</param>
    /// <param name="room">The memory they lie in, which is given back once the report is merged, if any is.</param>
    public static ShardReport Decode(IReadOnlyList<ReadOnlyMemory<byte>> parts, SparePieces? room = null)
    {
        const int First = 2;
        var head = ShardHead.Parser.ParseFrom(parts[0].Span);
        var series = new SeriesStatistics([.. head.Series.Select(each => (Model.Outcomes.Series)(int)each)], head.Subjects, head.Months, replicationsPerDraw: head.ReplicationsPerDraw);
        StatisticsCodec.TakeIn(series, [.. parts.Skip(First).Take(head.SeriesPieces)], room);
        return new ShardReport(new ReplicationRange(head.FirstReplication, head.Count), series, head.Leaves, parts[1], [.. parts.Skip(First + head.SeriesPieces)])
        {
            Took = head.Took?.ToTimeSpan() ?? TimeSpan.Zero,
        };
    }

    /// <summary>A report as it is stored: the parts in which it travels, and before each its length.</summary>
    /// <returns>Bytes in spare memory.</returns>
    public static ArraySegment<byte> ToBytes(ShardReport report)
    {
        var parts = Encode(report);
        var length = parts.Sum(part => sizeof(int) + part.Length);
        var bytes = SpareMemory.Take(length);
        var rest = bytes.AsSpan();
        foreach (var part in parts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, part.Length);
            part.Span.CopyTo(rest[sizeof(int)..]);
            rest = rest[(sizeof(int) + part.Length)..];
        }

        return new ArraySegment<byte>(bytes, 0, length);
    }

    /// <summary>A report that was stored.</summary>
    /// <param name="bytes">Its bytes, in which it lies from now on.</param>
    public static ShardReport OfBytes(ReadOnlyMemory<byte> bytes)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        while (!bytes.IsEmpty)
        {
            var end = sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(bytes.Span);
            parts.Add(bytes[sizeof(int)..end]);
            bytes = bytes[end..];
        }

        return Decode(parts);
    }

    /// <summary>SHA-256 of each block of outcomes.</summary>
    public static IEnumerable<ByteString> Leaves(OutcomeTable outcomes)
    {
        for (var first = 0; first < outcomes.Rows; first += LeafSize)
            yield return Leaf(outcomes, first, Math.Min(LeafSize, outcomes.Rows - first));
    }

    /// <summary>One SHA-256 over all leaves: the digest of runs of before it was a tree.</summary>
    public static string HashOfAll(IEnumerable<ByteString> leaves)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var leaf in leaves)
            hash.AppendData(leaf.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static ByteString Leaf(OutcomeTable table, int first, int count)
    {
        var size = count * sizeof(double);
        var bytes = ArrayPool<byte>.Shared.Rent(table.Columns.Count * size);
        for (var column = 0; column < table.Columns.Count; column++)
            MemoryMarshal.AsBytes(table.Columns[column].AsSpan(first, count)).CopyTo(bytes.AsSpan(column * size));
        var leaf = ByteString.CopyFrom(SHA256.HashData(bytes.AsSpan(0, table.Columns.Count * size)));
        ArrayPool<byte>.Shared.Return(bytes);
        return leaf;
    }
}
