using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Runs;

/// <summary>The form of what a shard came to between silos, and the leaves of its outcomes.</summary>
static class ShardCodec
{
    /// <summary>Replications whose outcomes make one leaf of a run's digest.</summary>
    public const int LeafSize = 64;

    /// <summary>A range's result as it travels between silos.</summary>
    public static ShardResult Encode(RangeResult result)
    {
        var encoded = new ShardResult
        {
            FirstReplication = result.Range.First,
            Count = result.Range.Count,
            Subjects = result.Statistics.Subjects,
            Months = result.Statistics.Months,
            Targets = result.Outcomes.Targets,
            Statistics = StatisticsCodec.Encode(result.Statistics),
            Outcomes = OutcomeCodec.Encode(result.Outcomes),
            ReplicationsPerDraw = result.Statistics.Draws?.ReplicationsPerDraw ?? 1,
        };
        encoded.Series.AddRange(result.Statistics.Series.Select(series => (Contracts.V1.Series)(int)series));
        return encoded;
    }

    /// <summary>A range's result that has travelled.</summary>
    public static RangeResult Decode(ShardResult encoded)
    {
        var statistics = new SeriesStatistics(
            [.. encoded.Series.Select(series => (Model.Outcomes.Series)(int)series)], encoded.Subjects, encoded.Months, replicationsPerDraw: encoded.ReplicationsPerDraw);
        StatisticsCodec.AddTo(statistics, encoded.Statistics);
        var outcomes = OutcomeCodec.Decode(encoded.Outcomes.Memory, encoded.Subjects, encoded.Targets);
        return new RangeResult(new ReplicationRange(encoded.FirstReplication, encoded.Count), statistics, outcomes);
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
