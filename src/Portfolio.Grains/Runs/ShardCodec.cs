using System.Buffers.Binary;
using System.Security.Cryptography;
using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;
using Portfolio.Model.Statistics;

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
            Outcomes = Encode(result.Outcomes),
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
        var outcomes = DecodeOutcomes(encoded.Outcomes.Memory, encoded.Subjects, encoded.Targets);
        return new RangeResult(new ReplicationRange(encoded.FirstReplication, encoded.Count), statistics, outcomes);
    }

    /// <summary>SHA-256 of each block of outcomes.</summary>
    public static IEnumerable<ByteString> Leaves(OutcomeTable outcomes)
    {
        for (var first = 0; first < outcomes.Rows; first += LeafSize)
            yield return Leaf(outcomes, first, Math.Min(LeafSize, outcomes.Rows - first));
    }

    /// <summary>Statistics, compressed.</summary>
    public static ByteString Encode(SeriesStatistics statistics) => Compressed.Of(writer =>
    {
        for (var cell = 0; cell < statistics.Cells; cell++)
        {
            var moments = statistics.Moments(cell);
            writer.Write7BitEncodedInt(moments.Count);
            if (moments.Count == 0)
                continue;
            writer.Write(moments.Sum);
            writer.Write(moments.SumOfSquares);
            Write(writer, statistics.Histogram(cell));
        }

        if (statistics.Draws is { } draws)
            DrawCodec.Write(writer, draws);
    });

    /// <summary>Adds encoded statistics to others of the same shape.</summary>
    public static void AddTo(SeriesStatistics statistics, ByteString encoded)
    {
        using var reader = Compressed.Read(encoded.Memory);
        for (var cell = 0; cell < statistics.Cells; cell++)
        {
            var count = reader.Read7BitEncodedInt();
            if (count == 0)
                continue;
            var moments = new Moments(count, reader.ReadWide(), reader.ReadWide());
            var (bins, times) = ReadHistogram(reader);
            statistics.Add(cell, moments, bins, times);
        }

        if (statistics.Draws is { } draws)
            DrawCodec.AddTo(draws, reader);
    }

    /// <summary>Outcomes, compressed: column after column.</summary>
    public static ByteString Encode(OutcomeTable table) => Compressed.Of(writer =>
    {
        writer.Write(table.Rows);
        foreach (var column in table.Columns)
        {
            foreach (var value in column)
                writer.Write(value);
        }
    });

    /// <summary>Outcomes from their compressed form.</summary>
    public static OutcomeTable DecodeOutcomes(ReadOnlyMemory<byte> encoded, int subjects, int targets)
    {
        using var reader = Compressed.Read(encoded);
        var table = new OutcomeTable(subjects, targets, reader.ReadInt32());
        foreach (var column in table.Columns)
        {
            for (var row = 0; row < column.Length; row++)
                column[row] = reader.ReadDouble();
        }

        return table;
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
        var bytes = new byte[count * sizeof(double)];
        foreach (var column in table.Columns)
        {
            for (var i = 0; i < count; i++)
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), column[first + i]);
            hash.AppendData(bytes);
        }

        return ByteString.CopyFrom(hash.GetHashAndReset());
    }

    static void Write(BinaryWriter writer, Histogram histogram)
    {
        var bins = histogram.Bins;
        var counts = histogram.Counts;
        writer.Write7BitEncodedInt(bins.Length);
        var before = 0;
        for (var i = 0; i < bins.Length; i++)
        {
            // Bins rise, so their steps are small; the first may be negative and takes the longest form.
            writer.Write7BitEncodedInt(bins[i] - before);
            writer.Write7BitEncodedInt(counts[i]);
            before = bins[i];
        }
    }

    static (int[] Bins, int[] Counts) ReadHistogram(BinaryReader reader)
    {
        var length = reader.Read7BitEncodedInt();
        var (bins, counts) = (new int[length], new int[length]);
        var bin = 0;
        for (var i = 0; i < length; i++)
        {
            bins[i] = bin += reader.Read7BitEncodedInt();
            counts[i] = reader.Read7BitEncodedInt();
        }

        return (bins, counts);
    }
}
