using System.Buffers.Binary;
using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>
/// Writes what was counted of cells, one after the other; <see cref="EncodedCells"/> reads it. Of each cell: its length in four bytes; the number of values and, if there are any, their sum and sum of squares; then
/// its histogram: how much is left out, the first position, how many there are, and their counts, where a 0 is followed by how many more there are. Whole numbers take seven bits a byte, the lowest first.
/// </summary>
sealed class CellWriter
{
    const int BytesAtFirst = 1 << 20;
    const int BytesOfLength = sizeof(int);
    const int BytesOfNumber = 5;
    const int BytesOfSum = 16;
    const int Numbers = 4;

    byte[] bytes;
    int length;

    /// <summary>Begins with a byte that says which form it is.</summary>
    /// <param name="form">The form.</param>
    /// <param name="room">Where it is written as long as it fits.</param>
    public CellWriter(byte form, byte[] room)
    {
        bytes = room.Length > 0 ? room : new byte[BytesAtFirst];
        bytes[length++] = form;
    }

    /// <summary>What is written.</summary>
    public ArraySegment<byte> Written => new(bytes, 0, length);

    /// <summary>Writes a cell.</summary>
    public void Write(Moments moments, Histogram histogram)
    {
        var counts = histogram.Positions;
        MakeRoom(BytesOfLength + 2 * BytesOfSum + BytesOfNumber * (Numbers + counts.Length));
        var start = length += BytesOfLength;
        WriteCell(moments, histogram, counts);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(start - BytesOfLength), length - start);
    }

    void WriteCell(Moments moments, Histogram histogram, ReadOnlySpan<int> counts)
    {
        Write((uint)moments.Count);
        if (moments.Count == 0)
            return;
        Write(moments.Sum);
        Write(moments.SumOfSquares);
        Write((uint)histogram.LeftOut);
        Write(ZigZag(histogram.FirstPosition));
        Write((uint)counts.Length);
        Write(counts);
    }

    void Write(ReadOnlySpan<int> counts)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            Write((uint)counts[i]);
            if (counts[i] != 0)
                continue;
            var more = counts[(i + 1)..].IndexOfAnyExcept(0) is var next && next >= 0 ? next : counts.Length - i - 1;
            Write((uint)more);
            i += more;
        }
    }

    void Write(uint number)
    {
        for (; number > 0x7F; number >>= 7)
            bytes[length++] = (byte)(number | 0x80);
        bytes[length++] = (byte)number;
    }

    void Write(Int128 sum)
    {
        BinaryPrimitives.WriteInt128LittleEndian(bytes.AsSpan(length), sum);
        length += BytesOfSum;
    }

    /// <summary>Small numbers of either sign become small numbers.</summary>
    static uint ZigZag(int number) => (uint)((number << 1) ^ (number >> 31));

    /// <summary>Writes bytes as they are.</summary>
    public void Write(ReadOnlySpan<byte> more)
    {
        MakeRoom(more.Length);
        more.CopyTo(bytes.AsSpan(length));
        length += more.Length;
    }

    void MakeRoom(int more)
    {
        if (length + more > bytes.Length)
            Array.Resize(ref bytes, Math.Max(length + more, 2 * bytes.Length));
    }
}
