using System.Buffers.Binary;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>How cells are written, one after the other.</summary>
enum CellForm
{
    /// <summary>Bins that occur, as steps from one to the next, each with how often.</summary>
    Steps,

    /// <summary>Counts by position.</summary>
    Positions,

    /// <summary>The same, and before each cell its length in four bytes.</summary>
    PositionsWithLength,
}

/// <summary>Reads cells as <see cref="CellWriter"/> wrote them, each when it is asked for.</summary>
sealed class EncodedCells : ICountedCells
{
    const int BytesOfLength = sizeof(int);
    const int BytesOfSum = 16;
    const int BitsOfAByte = 7;
    const int More = 1 << BitsOfAByte;

    readonly CellForm form;
    readonly SparePieces? room;
    readonly ushort[] pieceOf;
    readonly int[] starts;
    int[] bins = new int[256];
    int[] times = new int[256];

    /// <summary>Cells in an encoded form.</summary>
    /// <param name="pieces">The statistics that they are part of; each cell lies in one piece.</param>
    /// <param name="first">Where the first cell begins.</param>
    /// <param name="cells">Number of cells.</param>
    /// <param name="form">How they are written.</param>
    /// <param name="room">What is given back with them, if anything is.</param>
    public EncodedCells(IReadOnlyList<ReadOnlyMemory<byte>> pieces, int first, int cells, CellForm form, SparePieces? room = null)
    {
        (Pieces, this.form, this.room, pieceOf, starts) = (pieces, form, room, new ushort[cells + 1], new int[cells + 1]);
        var (piece, at) = (0, first);
        for (var cell = 0; cell <= cells; cell++)
        {
            if (at == pieces[piece].Length && piece + 1 < pieces.Count)
                (piece, at) = (piece + 1, 0);
            (pieceOf[cell], starts[cell]) = (checked((ushort)piece), at);
            if (cell < cells)
                at = EndOf(pieces[piece].Span, at);
        }
    }

    /// <summary>The statistics that they are part of.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Pieces { get; }

    /// <inheritdoc/>
    public CountedCell this[int cell]
    {
        get
        {
            var at = starts[cell] + (form == CellForm.PositionsWithLength ? BytesOfLength : 0);
            return Read(Pieces[pieceOf[cell]].Span, ref at);
        }
    }

    /// <summary>What stands behind the cells.</summary>
    public byte[] Rest => [.. Pieces[pieceOf[^1]].Span[starts[^1]..], .. Pieces.Skip(pieceOf[^1] + 1).SelectMany(piece => piece.ToArray())];

    /// <inheritdoc/>
    public void LetGo() => room?.GiveBack();

    int EndOf(ReadOnlySpan<byte> from, int at)
    {
        if (form == CellForm.PositionsWithLength)
            return at + BytesOfLength + BinaryPrimitives.ReadInt32LittleEndian(from[at..]);
        Read(from, ref at);
        return at;
    }

    CountedCell Read(ReadOnlySpan<byte> from, scoped ref int at)
    {
        var count = Number(from, ref at);
        if (count == 0)
            return default;
        var moments = new Moments(count, Sum(from, ref at), Sum(from, ref at));
        var occurring = form == CellForm.Steps ? ReadSteps(from, ref at) : ReadPositions(from, ref at);
        return new CountedCell(moments, bins.AsSpan(0, occurring), times.AsSpan(0, occurring));
    }

    int ReadPositions(ReadOnlySpan<byte> from, scoped ref int at)
    {
        var leftOut = Number(from, ref at);
        var first = UnZigZag(Number(from, ref at));
        var length = Number(from, ref at);
        MakeRoom(length);
        var occurring = 0;
        for (var i = 0; i < length; i++)
        {
            var count = Number(from, ref at);
            if (count == 0)
            {
                i += Number(from, ref at);
                continue;
            }

            bins[occurring] = Histogram.BinAt(first + i, leftOut);
            times[occurring++] = count;
        }

        return occurring;
    }

    int ReadSteps(ReadOnlySpan<byte> from, scoped ref int at)
    {
        var length = Number(from, ref at);
        MakeRoom(length);
        var bin = 0;
        for (var i = 0; i < length; i++)
        {
            bins[i] = bin += Number(from, ref at);
            times[i] = Number(from, ref at);
        }

        return length;
    }

    void MakeRoom(int length)
    {
        if (length > bins.Length)
            (bins, times) = (new int[length], new int[length]);
    }

    /// <summary>A whole number of seven bits a byte, the lowest first; a negative one takes five bytes.</summary>
    static int Number(ReadOnlySpan<byte> from, scoped ref int at)
    {
        var number = 0;
        for (var shift = 0; ; shift += BitsOfAByte)
        {
            var next = from[at++];
            number |= (next & (More - 1)) << shift;
            if (next < More)
                return number;
        }
    }

    static Int128 Sum(ReadOnlySpan<byte> from, scoped ref int at)
    {
        var sum = BinaryPrimitives.ReadInt128LittleEndian(from[at..]);
        at += BytesOfSum;
        return sum;
    }

    static int UnZigZag(int number) => (int)((uint)number >> 1) ^ -(number & 1);
}
