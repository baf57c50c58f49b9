using System.Buffers;
using System.Buffers.Binary;
using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>
/// Writes what was counted of cells, one after the other; <see cref="EncodedCells"/> reads it. Of each cell: its length in four bytes; the number of values and, if there are any, their sum and sum of squares; then
/// its histogram: how much is left out, the first position, how many there are, and their counts, where a 0 is followed by how many more there are. Whole numbers take seven bits a byte, the lowest first.
/// </summary>
/// <param name="pieces">Where it is written; each cell lies in one piece.</param>
sealed class CellWriter(SparePieces pieces)
{
    const int BytesOfLength = sizeof(int);
    const int BytesOfNumber = 5;
    const int BytesOfSum = 16;
    const int Numbers = 4;

    /// <summary>Writes a cell.</summary>
    public void Write(Moments moments, Histogram histogram)
    {
        var counts = histogram.Positions;
        var to = pieces.GetSpan(BytesOfLength + 2 * BytesOfSum + BytesOfNumber * (Numbers + counts.Length));
        var length = BytesOfLength;
        Write(moments, histogram, counts, to, ref length);
        BinaryPrimitives.WriteInt32LittleEndian(to, length - BytesOfLength);
        pieces.Advance(length);
    }

    /// <summary>Writes bytes as they are.</summary>
    public void Write(params ReadOnlySpan<byte> bytes) => pieces.Write(bytes);

    static void Write(Moments moments, Histogram histogram, ReadOnlySpan<int> counts, Span<byte> to, scoped ref int length)
    {
        Write((uint)moments.Count, to, ref length);
        if (moments.Count == 0)
            return;
        Write(moments.Sum, to, ref length);
        Write(moments.SumOfSquares, to, ref length);
        Write((uint)histogram.LeftOut, to, ref length);
        Write(ZigZag(histogram.FirstPosition), to, ref length);
        Write((uint)counts.Length, to, ref length);
        Write(counts, to, ref length);
    }

    static void Write(ReadOnlySpan<int> counts, Span<byte> to, scoped ref int length)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            Write((uint)counts[i], to, ref length);
            if (counts[i] != 0)
                continue;
            var more = counts[(i + 1)..].IndexOfAnyExcept(0) is var next && next >= 0 ? next : counts.Length - i - 1;
            Write((uint)more, to, ref length);
            i += more;
        }
    }

    static void Write(uint number, Span<byte> to, scoped ref int length)
    {
        for (; number > 0x7F; number >>= 7)
            to[length++] = (byte)(number | 0x80);
        to[length++] = (byte)number;
    }

    static void Write(Int128 sum, Span<byte> to, scoped ref int length)
    {
        BinaryPrimitives.WriteInt128LittleEndian(to[length..], sum);
        length += BytesOfSum;
    }

    /// <summary>Small numbers of either sign become small numbers.</summary>
    static uint ZigZag(int number) => (uint)((number << 1) ^ (number >> 31));
}
