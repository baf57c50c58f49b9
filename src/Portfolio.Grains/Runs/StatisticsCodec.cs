using Google.Protobuf;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>
/// The binary form of statistics, between silos and in the store: a byte that says which form it is, then cell after cell, then sums by draw. It is not compressed: a run keeps its statistics every two
/// seconds, and most counts take one byte as it is.
/// </summary>
static class StatisticsCodec
{
    const byte Version = 4;

    delegate void CellReader(int cell, Moments moments, ReadOnlySpan<int> bins, ReadOnlySpan<int> times);

    /// <summary>Statistics of series.</summary>
    public static ByteString Encode(SeriesStatistics statistics) => Encode(statistics.Cells, statistics.Moments, statistics.Histogram, statistics.Draws);

    /// <summary>Statistics of end outcomes.</summary>
    public static ByteString Encode(OutcomeStatistics statistics) => Encode(statistics.Cells, statistics.Moments, statistics.Histogram, statistics.Draws);

    /// <summary>Adds encoded statistics of series to others of the same shape.</summary>
    /// <exception cref="InvalidDataException">A newer version encoded them.</exception>
    public static void AddTo(SeriesStatistics statistics, ByteString encoded) => Read(encoded, statistics.Cells, statistics.Add, statistics.Draws);

    /// <summary>Adds encoded statistics of the end outcomes of some replications to others of the same model.</summary>
    /// <exception cref="InvalidDataException">A newer version encoded them.</exception>
    public static void AddTo(OutcomeStatistics statistics, int replications, ByteString encoded)
    {
        Read(encoded, statistics.Cells, statistics.Add, statistics.Draws);
        statistics.Add(replications);
    }

    static ByteString Encode(int cells, Func<int, Moments> moments, Func<int, Histogram> histogram, DrawSums? draws)
    {
        var writer = new CellWriter(Version);
        for (var cell = 0; cell < cells; cell++)
            writer.Write(moments(cell), histogram(cell));
        return draws is null ? writer.Written : ByteString.CopyFrom([.. writer.Written.Span, .. InBytes(draws)]);
    }

    static byte[] InBytes(DrawSums draws)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
            DrawCodec.Write(writer, draws);
        return stream.ToArray();
    }

    static void Read(ByteString encoded, int cells, CellReader add, DrawSums? draws)
    {
        var isOfBefore = encoded[0] != Version;
        using var reader = isOfBefore ? Compressed.Read(encoded.Memory) : new BinaryReader(new MemoryStream(encoded.Memory[1..].ToArray()));
        for (var cell = 0; cell < cells; cell++)
        {
            var (moments, bins, times) = CellCodec.Read(reader, isOfBefore);
            add(cell, moments, bins, times);
        }

        if (draws is not null)
            DrawCodec.AddTo(draws, reader);
    }
}
