using CsCheck;
using Portfolio.Grains.Runs;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Tests.Serialization;

/// <summary>Statistics are the same after they were stored, in whatever form that was.</summary>
public sealed class StatisticsCodecTests
{
    [Theory]
    [InlineData()]
    [InlineData(7.0)]
    [InlineData(0.0, 1.0, 1.0, 130.0)]
    [InlineData(-1e6, 1e6, 2e6)]
    [InlineData(1e12, -3.0, 5e5, 0.25)]
    public void AddTo_CountsFarBetween_AreTheSame(params double[] values)
    {
        var statistics = new SeriesStatistics([Series.Live, Series.Npv], 1, 1);
        statistics.Add(0, [.. values.Select(value => new[] { Math.Abs(Math.Round(value % 1000)), value })]);
        var copy = new SeriesStatistics(statistics.Series, 1, 1);
        StatisticsCodec.AddTo(copy, StatisticsCodec.Encode(statistics).Written);
        Same.Statistics(statistics, copy);
    }

    /// <summary>Counts that take one byte or more, zeros alone and in rows, as many as there are, wherever they begin.</summary>
    [Fact]
    public void AddTo_AnyCounts_AreTheSame() =>
        Gen.Select(Gen.Frequency((8, Gen.Int[1, 300]), (1, Gen.Int[1, 100_000]), (3, Gen.Const(0))).Array[0, 90], Gen.Int[-60, 60]).Sample((counts, first) =>
        {
            var statistics = new SeriesStatistics([Series.Npv], 1, 1);
            statistics.Add(0, new CountedCell(new Moments(counts.Sum(), counts.Sum(), counts.Sum()), leftOut: 0, first, counts));
            var copy = new SeriesStatistics(statistics.Series, 1, 1);
            StatisticsCodec.AddTo(copy, StatisticsCodec.Encode(statistics).Written);
            Same.Statistics(statistics, copy);
        });

    /// <summary>Cells end with pieces, and what stands behind them begins anywhere.</summary>
    [Fact]
    public void AddTo_ManyPieces_AreTheSame()
    {
        const int months = 20_000;
        SeriesStatistics Empty() => new([Series.Live, Series.Npv], 1, months, replicationsPerDraw: 2);
        var (statistics, copy) = (Empty(), Empty());
        statistics.Add(0, [.. Enumerable.Range(1, 3).Select(row => Enumerable.Range(0, 2 * months).Select(cell => (double)(row * cell % 97)).ToArray())]);
        var encoded = StatisticsCodec.Encode(statistics).Written;
        Assert.True(encoded.Count > 2);
        StatisticsCodec.AddTo(copy, encoded);
        Same.Statistics(statistics, copy);
    }

    [Fact]
    public void AddTo_FormOfBefore_IsStillRead()
    {
        var statistics = Plain.Range(0, 128).Statistics;
        var before = Compressed.Of(writer =>
        {
            for (var cell = 0; cell < statistics.Cells; cell++)
                WriteAsBefore(writer, statistics.Moments(cell), () => WriteSteps(writer, statistics.Histogram(cell)));
        });
        AreReadFrom(before.ToByteArray(), statistics);
    }

    /// <summary>What checkpoints of servers of before have: counts by position, each in as few bytes as it takes, or in groups in as few as the largest does.</summary>
    [Theory]
    [InlineData(4, false, false)]
    [InlineData(5, true, false)]
    [InlineData(6, true, true)]
    public void AddTo_FormByPosition_IsStillRead(byte version, bool hasLengths, bool hasGroups)
    {
        var statistics = Plain.Range(0, 128).Statistics;
        using var before = new MemoryStream();
        using var all = new BinaryWriter(before);
        all.Write(version);
        for (var cell = 0; cell < statistics.Cells; cell++)
        {
            using var stream = new MemoryStream();
            using var writer = new BinaryWriter(stream);
            WriteAsBefore(writer, statistics.Moments(cell), () => WritePositions(writer, statistics.Histogram(cell), hasGroups));
            if (hasLengths)
                all.Write((int)stream.Length);
            all.Write(stream.ToArray());
        }

        AreReadFrom(before.ToArray(), statistics);
    }

    static void AreReadFrom(byte[] before, SeriesStatistics statistics)
    {
        var copy = new SeriesStatistics(statistics.Series, statistics.Subjects, statistics.Months);
        StatisticsCodec.AddTo(copy, [before]);
        Same.Statistics(statistics, copy);
    }

    static void WriteAsBefore(BinaryWriter writer, Moments moments, Action writeHistogram)
    {
        writer.Write7BitEncodedInt(moments.Count);
        if (moments.Count == 0)
            return;
        writer.Write(moments.Sum);
        writer.Write(moments.SumOfSquares);
        writeHistogram();
    }

    static void WriteSteps(BinaryWriter writer, Histogram histogram)
    {
        var (bins, counts) = (histogram.Bins, histogram.Counts);
        writer.Write7BitEncodedInt(bins.Length);
        for (var i = 0; i < bins.Length; i++)
        {
            writer.Write7BitEncodedInt(i == 0 ? bins[0] : bins[i] - bins[i - 1]);
            writer.Write7BitEncodedInt(counts[i]);
        }
    }

    static void WritePositions(BinaryWriter writer, Histogram histogram, bool hasGroups)
    {
        var first = histogram.FirstPosition;
        var counts = histogram.Positions;
        writer.Write7BitEncodedInt(histogram.LeftOut);
        writer.Write7BitEncodedInt((first << 1) ^ (first >> 31));
        writer.Write7BitEncodedInt(counts.Length);
        if (hasGroups)
            WriteGroups(writer, counts);
        else
            WriteCounts(writer, counts);
    }

    static void WriteGroups(BinaryWriter writer, ReadOnlySpan<int> counts)
    {
        foreach (var group in counts.ToArray().Chunk(16))
        {
            writer.Write((ushort)group.Select((count, i) => count == 0 ? 0 : 1 << i).Sum());
            if (group.Max() == 0)
                continue;
            var width = group.Max() switch { < 256 => 1, < 65_536 => 2, _ => 4 };
            writer.Write((byte)width);
            foreach (var count in group.Where(count => count != 0))
                writer.Write(BitConverter.GetBytes(count).AsSpan(0, width));
        }
    }

    static void WriteCounts(BinaryWriter writer, ReadOnlySpan<int> counts)
    {
        while (!counts.IsEmpty)
        {
            writer.Write7BitEncodedInt(counts[0]);
            var zeros = counts.IndexOfAnyExcept(0) is var next && next >= 0 ? next : counts.Length;
            if (zeros > 0)
                writer.Write7BitEncodedInt(zeros - 1);
            counts = counts[Math.Max(1, zeros)..];
        }
    }
}
