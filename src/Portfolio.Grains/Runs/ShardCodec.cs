using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Runs;

/// <summary>The compressed form of statistics and outcomes, between silos and in the store.</summary>
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
            Statistics = Encode(result.Statistics),
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
        AddTo(statistics, encoded.Statistics);
        var outcomes = OutcomeCodec.Decode(encoded.Outcomes.Memory, encoded.Subjects, encoded.Targets);
        return new RangeResult(new ReplicationRange(encoded.FirstReplication, encoded.Count), statistics, outcomes);
    }

    /// <summary>SHA-256 of each block of outcomes.</summary>
    public static IEnumerable<ByteString> Leaves(OutcomeTable outcomes)
    {
        for (var first = 0; first < outcomes.Rows; first += LeafSize)
            yield return Leaf(outcomes, first, Math.Min(LeafSize, outcomes.Rows - first));
    }

    /// <summary>Statistics of series, compressed.</summary>
    public static ByteString Encode(SeriesStatistics statistics) => Compressed.Of(writer =>
    {
        for (var cell = 0; cell < statistics.Cells; cell++)
            CellCodec.Write(writer, statistics.Moments(cell), statistics.Histogram(cell));
        if (statistics.Draws is { } draws)
            DrawCodec.Write(writer, draws);
    });

    /// <summary>Adds encoded statistics of series to others of the same shape.</summary>
    public static void AddTo(SeriesStatistics statistics, ByteString encoded)
    {
        using var reader = Compressed.Read(encoded.Memory);
        for (var cell = 0; cell < statistics.Cells; cell++)
        {
            var (moments, bins, times) = CellCodec.Read(reader);
            statistics.Add(cell, moments, bins, times);
        }

        if (statistics.Draws is { } draws)
            DrawCodec.AddTo(draws, reader);
    }

    /// <summary>Statistics of end outcomes, compressed.</summary>
    public static ByteString Encode(OutcomeStatistics statistics) => Compressed.Of(writer =>
    {
        for (var cell = 0; cell < statistics.Cells; cell++)
            CellCodec.Write(writer, statistics.Moments(cell), statistics.Histogram(cell));
        if (statistics.Draws is { } draws)
            DrawCodec.Write(writer, draws);
    });

    /// <summary>Adds encoded statistics of the end outcomes of some replications to others of the same model.</summary>
    public static void AddTo(OutcomeStatistics statistics, int replications, ByteString encoded)
    {
        using var reader = Compressed.Read(encoded.Memory);
        for (var cell = 0; cell < statistics.Cells; cell++)
        {
            var (moments, bins, times) = CellCodec.Read(reader);
            statistics.Add(cell, moments, bins, times);
        }

        if (statistics.Draws is { } draws)
            DrawCodec.AddTo(draws, reader);
        statistics.Add(replications);
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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var column in table.Columns)
            hash.AppendData(MemoryMarshal.AsBytes(column.AsSpan(first, count)));
        return ByteString.CopyFrom(hash.GetHashAndReset());
    }
}
