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
    const byte Version = 5;
    const byte WithoutLengths = 4;

    delegate void CellAdder(int cell, CountedCell more);

    [ThreadStatic]
    static byte[]? ofThread;

    /// <summary>Statistics of series.</summary>
    public static ByteString Encode(SeriesStatistics statistics)
    {
        if (statistics.Only is EncodedCells cells)
            return UnsafeByteOperations.UnsafeWrap(cells.Encoded);
        return Copied(Encode(statistics, ofThread ?? []));
    }

    /// <summary>Statistics of series, in room that is used again and again.</summary>
    /// <param name="statistics">The statistics.</param>
    /// <param name="room">Where they are written if they fit; else there is other room behind what is written.</param>
    public static ArraySegment<byte> Encode(SeriesStatistics statistics, byte[] room)
    {
        statistics.Settle();
        return Encode(statistics.Cells, statistics.Moments, statistics.Histogram, statistics.Draws, room);
    }

    /// <summary>Statistics of end outcomes.</summary>
    public static ByteString Encode(OutcomeStatistics statistics) => Copied(Encode(statistics, ofThread ?? []));

    /// <summary>Statistics of end outcomes, in room that is used again and again.</summary>
    /// <param name="statistics">The statistics.</param>
    /// <param name="room">Where they are written if they fit; else there is other room behind what is written.</param>
    public static ArraySegment<byte> Encode(OutcomeStatistics statistics, byte[] room) =>
        Encode(statistics.Cells, statistics.Moments, statistics.Histogram, statistics.Draws, room);

    /// <summary>Statistics of series as they travel: encoded, and read as they are wanted.</summary>
    public static SeriesStatistics Travelling(SeriesStatistics statistics)
    {
        var travelling = new SeriesStatistics(statistics.Series, statistics.Subjects, statistics.Months, statistics.KeepsQuantiles, statistics.Draws?.ReplicationsPerDraw ?? 1);
        TakeIn(travelling, Encode(statistics).Memory);
        return travelling;
    }

    /// <summary>Has statistics of series that have nothing yet take in encoded ones of the same shape, which are read as they are wanted.</summary>
    /// <exception cref="InvalidDataException">A newer version encoded them.</exception>
    public static void TakeIn(SeriesStatistics statistics, ReadOnlyMemory<byte> encoded)
    {
        var cells = Cells(encoded, statistics.Cells);
        statistics.TakeIn(cells);
        AddTo(statistics.Draws, cells);
    }

    /// <summary>Adds encoded statistics of series to others of the same shape.</summary>
    /// <exception cref="InvalidDataException">A newer version encoded them.</exception>
    public static void AddTo(SeriesStatistics statistics, ReadOnlyMemory<byte> encoded) => Read(encoded, statistics.Cells, statistics.Add, statistics.Draws);

    /// <summary>Adds encoded statistics of the end outcomes of some replications to others of the same model.</summary>
    /// <exception cref="InvalidDataException">A newer version encoded them.</exception>
    public static void AddTo(OutcomeStatistics statistics, int replications, ReadOnlyMemory<byte> encoded)
    {
        Read(encoded, statistics.Cells, statistics.Add, statistics.Draws);
        statistics.Add(replications);
    }

    static ArraySegment<byte> Encode(int cells, Func<int, Moments> moments, Func<int, Histogram> histogram, DrawSums? draws, byte[] room)
    {
        var writer = new CellWriter(Version, room);
        for (var cell = 0; cell < cells; cell++)
            writer.Write(moments(cell), histogram(cell));
        if (draws is not null)
            writer.Write(InBytes(draws));
        return writer.Written;
    }

    /// <summary>A copy of what was written into the thread's room, which keeps that, or the larger room that was needed.</summary>
    static ByteString Copied(ArraySegment<byte> written)
    {
        ofThread = written.Array;
        return ByteString.CopyFrom(written);
    }

    static byte[] InBytes(DrawSums draws)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
            DrawCodec.Write(writer, draws);
        return stream.ToArray();
    }

    static void Read(ReadOnlyMemory<byte> encoded, int number, CellAdder add, DrawSums? draws)
    {
        var cells = Cells(encoded, number);
        for (var cell = 0; cell < number; cell++)
            add(cell, cells[cell]);
        AddTo(draws, cells);
    }

    static EncodedCells Cells(ReadOnlyMemory<byte> encoded, int cells) => encoded.Span[0] switch
    {
        Version => new EncodedCells(encoded, 1, cells, CellForm.PositionsWithLength),
        WithoutLengths => new EncodedCells(encoded, 1, cells, CellForm.Positions),
        _ => new EncodedCells(Compressed.Bytes(encoded), 0, cells, CellForm.Steps),
    };

    static void AddTo(DrawSums? draws, EncodedCells cells)
    {
        if (draws is null)
            return;
        using var reader = new BinaryReader(new MemoryStream(cells.Rest.ToArray()));
        DrawCodec.AddTo(draws, reader);
    }
}
