using System.Buffers.Binary;
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

    /// <summary>Cells end with pieces, and what stands behind them begins anywhere.</summary>
    [Fact]
    public void AddTo_ManyPieces_AreTheSame()
    {
        const int months = 9000;
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
                WriteAsBefore(writer, statistics.Moments(cell), statistics.Histogram(cell));
        });
        var copy = new SeriesStatistics(statistics.Series, statistics.Subjects, statistics.Months);
        StatisticsCodec.AddTo(copy, [before.Memory]);
        Same.Statistics(statistics, copy);
    }

    /// <summary>What checkpoints of servers of before have: the same, without lengths of cells.</summary>
    [Fact]
    public void AddTo_FormWithoutLengths_IsStillRead()
    {
        var statistics = Plain.Range(0, 128).Statistics;
        byte[] now = [.. StatisticsCodec.Encode(statistics).Written.SelectMany(piece => piece.ToArray())];
        var before = new List<byte> { 4 };
        for (int cell = 0, at = 1; cell < statistics.Cells; cell++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(now.AsSpan(at));
            before.AddRange(now.AsSpan(at + sizeof(int), length));
            at += sizeof(int) + length;
        }

        var copy = new SeriesStatistics(statistics.Series, statistics.Subjects, statistics.Months);
        StatisticsCodec.AddTo(copy, [before.ToArray()]);
        Same.Statistics(statistics, copy);
    }

    static void WriteAsBefore(BinaryWriter writer, Moments moments, Histogram histogram)
    {
        writer.Write7BitEncodedInt(moments.Count);
        if (moments.Count == 0)
            return;
        writer.Write(moments.Sum);
        writer.Write(moments.SumOfSquares);
        var (bins, counts) = (histogram.Bins, histogram.Counts);
        writer.Write7BitEncodedInt(bins.Length);
        for (var i = 0; i < bins.Length; i++)
        {
            writer.Write7BitEncodedInt(i == 0 ? bins[0] : bins[i] - bins[i - 1]);
            writer.Write7BitEncodedInt(counts[i]);
        }
    }
}
