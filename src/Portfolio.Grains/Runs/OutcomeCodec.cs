using System.Runtime.InteropServices;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>
/// End outcomes as they are stored and travel between silos: a byte that says which form it is, the number of replications, then column after column. To
/// compress them would take as long as to simulate them; most are shares of one initiative, counts, or 0 in many replications, which
/// each column's own form (<see cref="PackedColumn"/>) makes use of.
/// </summary>
static class OutcomeCodec
{
    const byte Version = 4;
    const int HeadLength = 1 + sizeof(int);

    /// <summary>Outcomes, packed into spare memory, which whoever has no more use for it may give back.</summary>
    public static ArraySegment<byte> Encode(OutcomeTable table)
    {
        // The most they can take is several times what they take.
        var buffer = SpareMemory.Take(HeadLength + table.Columns.Count * PackedColumn.MostBytes(table.Rows));
        buffer[0] = Version;
        var rows = table.Rows;
        MemoryMarshal.Write(buffer.AsSpan(1), rows);
        var length = HeadLength;
        foreach (var column in table.Columns)
            length += PackedColumn.Write(column, buffer.AsSpan(length));
        var packed = SpareMemory.Take(length);
        buffer.AsSpan(0, length).CopyTo(packed);
        SpareMemory.GiveBack(buffer);
        return new ArraySegment<byte>(packed, 0, length);
    }

    /// <summary>How many replications encoded outcomes are of.</summary>
    public static int Rows(ReadOnlyMemory<byte> encoded)
    {
        if (encoded.Span[0] == Version)
            return MemoryMarshal.Read<int>(encoded.Span[1..]);
        using var reader = Compressed.Read(encoded);
        return reader.ReadInt32();
    }

    /// <summary>Outcomes from any form they were ever stored in.</summary>
    /// <exception cref="InvalidDataException">A newer version stored them.</exception>
    public static OutcomeTable Decode(ReadOnlyMemory<byte> encoded, int subjects, int targets)
    {
        if (encoded.Span[0] != Version)
            return Decompress(encoded, subjects, targets);
        var table = new OutcomeTable(subjects, targets, MemoryMarshal.Read<int>(encoded.Span[1..]));
        var rest = encoded.Span[HeadLength..];
        foreach (var column in table.Columns)
            rest = rest[PackedColumn.Read(rest, column)..];
        return table;
    }

    /// <summary>The form of before columns were packed.</summary>
    static OutcomeTable Decompress(ReadOnlyMemory<byte> encoded, int subjects, int targets)
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
}
