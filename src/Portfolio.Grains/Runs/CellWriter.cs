using System.Buffers;
using System.Buffers.Binary;
using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>
/// Writes what was counted of cells, one after the other; <see cref="EncodedCells"/> reads it. Of each cell: its length in four bytes; the number of values and, if there are any, their sum and sum of squares, each in
/// as few bytes as it takes and before them how many these are; then its histogram: how much is left out, the first position, how many there are, and their counts as <see cref="PackedCounts"/>. Other whole numbers take seven bits a byte, the lowest first.
/// </summary>
/// <param name="pieces">Where it is written; each cell lies in one piece.</param>
sealed class CellWriter(SparePieces pieces)
{
    const int BytesOfLength = sizeof(int);
    const int BytesOfNumber = 5;
    const int MostBytesOfSum = 16;
    const int Numbers = 4;

    /// <summary>Writes a cell.</summary>
    public void Write(Moments moments, Histogram histogram)
    {
        var counts = histogram.Positions;
        var start = Math.Max(0, counts.IndexOfAnyExcept(0));
        counts = counts[start..(counts.LastIndexOfAnyExcept(0) + 1)];
        var to = pieces.GetSpan(BytesOfLength + 2 * (1 + MostBytesOfSum) + Numbers * BytesOfNumber + PackedCounts.Room(counts.Length));
        var length = BytesOfLength;
        Write(moments, histogram, histogram.FirstPosition + start, counts, to, ref length);
        BinaryPrimitives.WriteInt32LittleEndian(to, length - BytesOfLength);
        pieces.Advance(length);
    }

    /// <summary>Writes bytes as they are.</summary>
    public void Write(params ReadOnlySpan<byte> bytes) => pieces.Write(bytes);

    static void Write(Moments moments, Histogram histogram, int first, ReadOnlySpan<int> counts, Span<byte> to, scoped ref int length)
    {
        Write((uint)moments.Count, to, ref length);
        if (moments.Count == 0)
            return;
        Write(moments.Sum, to, ref length);
        Write(moments.SumOfSquares, to, ref length);
        Write((uint)histogram.LeftOut, to, ref length);
        Write(ZigZag(first), to, ref length);
        Write((uint)counts.Length, to, ref length);
        length += PackedCounts.Write(counts, to[length..]);
    }

    static void Write(uint number, Span<byte> to, scoped ref int length)
    {
        for (; number > 0x7F; number >>= 7)
            to[length++] = (byte)(number | 0x80);
        to[length++] = (byte)number;
    }

    static void Write(Int128 sum, Span<byte> to, scoped ref int length)
    {
        var bytes = BytesOf(sum);
        to[length++] = (byte)bytes;
        BinaryPrimitives.WriteInt128LittleEndian(to[length..], sum);
        length += bytes;
    }

    /// <summary>Bytes of a number in two's complement, a bit for the sign with them.</summary>
    static int BytesOf(Int128 number) => MostBytesOfSum - ((int)Int128.LeadingZeroCount(number < 0 ? ~number : number) - 1) / 8;

    /// <summary>Small numbers of either sign become small numbers.</summary>
    static uint ZigZag(int number) => (uint)((number << 1) ^ (number >> 31));
}
