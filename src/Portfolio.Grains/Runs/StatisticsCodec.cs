using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>
/// The binary form of statistics, between silos and in the store: a byte that says which form it is, then cell after cell, then sums by draw. It is in pieces of spare memory, and not compressed: a run keeps its
/// statistics every second or so, and most counts take one byte as it is.
/// </summary>
static class StatisticsCodec
{
    const byte Version = 7;
    const byte WithWholeSums = 6;
    const byte WithoutGroups = 5;
    const byte WithoutLengths = 4;

    delegate void CellAdder(int cell, CountedCell more);

    /// <summary>Encodes statistics of series.</summary>
    public static SparePieces Encode(SeriesStatistics statistics) =>
        Encode(writer => statistics.Settle((first, end) => Write(writer, first, end, statistics.Moments, statistics.Histogram)), statistics.Draws);

    /// <summary>Encodes statistics of end outcomes.</summary>
    public static SparePieces Encode(OutcomeStatistics statistics) =>
        Encode(writer => Write(writer, 0, statistics.Cells, statistics.Moments, statistics.Histogram), statistics.Draws);

    /// <summary>Statistics of series as they travel: encoded, and read as they are wanted.</summary>
    public static SeriesStatistics Travelling(SeriesStatistics statistics)
    {
        var travelling = new SeriesStatistics(statistics.Series, statistics.Subjects, statistics.Months, statistics.KeepsQuantiles, statistics.Draws?.ReplicationsPerDraw ?? 1);
        var pieces = Encode(statistics);
        TakeIn(travelling, pieces.Written, pieces);
        return travelling;
    }

    /// <summary>Has statistics of series that have nothing yet take in encoded ones of the same shape, which are read as they are wanted.</summary>
    /// <param name="statistics">Those that have nothing yet.</param>
    /// <param name="encoded">What they take in, in pieces.</param>
    /// <param name="room">What is given back once all of it is added, if anything is.</param>
    /// <exception cref="InvalidDataException">A newer version encoded them.</exception>
    public static void TakeIn(SeriesStatistics statistics, IReadOnlyList<ReadOnlyMemory<byte>> encoded, SparePieces? room = null)
    {
        var cells = Cells(encoded, statistics.Cells, room);
        statistics.TakeIn(cells);
        AddTo(statistics.Draws, cells);
    }

    /// <summary>Adds encoded statistics of series to others of the same shape.</summary>
    /// <exception cref="InvalidDataException">A newer version encoded them.</exception>
    public static void AddTo(SeriesStatistics statistics, IReadOnlyList<ReadOnlyMemory<byte>> encoded) => Read(encoded, statistics.Cells, statistics.Add, statistics.Draws);

    /// <summary>Adds encoded statistics of the end outcomes of some replications to others of the same model.</summary>
    /// <exception cref="InvalidDataException">A newer version encoded them.</exception>
    public static void AddTo(OutcomeStatistics statistics, int replications, IReadOnlyList<ReadOnlyMemory<byte>> encoded)
    {
        Read(encoded, statistics.Cells, statistics.Add, statistics.Draws);
        statistics.Add(replications);
    }

    static SparePieces Encode(Action<CellWriter> write, DrawSums? draws)
    {
        var pieces = new SparePieces();
        var writer = new CellWriter(pieces);
        writer.Write(Version);
        write(writer);
        if (draws is not null)
            writer.Write(InBytes(draws));
        return pieces;
    }

    static void Write(CellWriter writer, int first, int end, Func<int, Moments> moments, Func<int, Histogram> histogram)
    {
        for (var cell = first; cell < end; cell++)
            writer.Write(moments(cell), histogram(cell));
    }

    static byte[] InBytes(DrawSums draws)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
            DrawCodec.Write(writer, draws);
        return stream.ToArray();
    }

    static void Read(IReadOnlyList<ReadOnlyMemory<byte>> encoded, int number, CellAdder add, DrawSums? draws)
    {
        var cells = Cells(encoded, number);
        for (var cell = 0; cell < number; cell++)
            add(cell, cells[cell]);
        AddTo(draws, cells);
    }

    static EncodedCells Cells(IReadOnlyList<ReadOnlyMemory<byte>> encoded, int cells, SparePieces? room = null) => encoded[0].Span[0] switch
    {
        Version => new EncodedCells(encoded, 1, cells, CellForm.Packed, room),
        WithWholeSums => new EncodedCells(encoded, 1, cells, CellForm.Groups, room),
        WithoutGroups => new EncodedCells(encoded, 1, cells, CellForm.PositionsWithLength, room),
        WithoutLengths => new EncodedCells(encoded, 1, cells, CellForm.Positions, room),
        _ => new EncodedCells([Compressed.Bytes(encoded[0])], 0, cells, CellForm.Steps, room),
    };

    static void AddTo(DrawSums? draws, EncodedCells cells)
    {
        if (draws is null)
            return;
        using var reader = new BinaryReader(new MemoryStream(cells.Rest));
        DrawCodec.AddTo(draws, reader);
    }
}
