using System.Buffers.Binary;
using System.Numerics;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>How cells are written, one after the other.</summary>
enum CellForm
{
    /// <summary>Bins that occur, as steps from one to the next, each with how often.</summary>
    Steps,

    /// <summary>Counts by position, each in as few bytes as it takes, where a 0 is followed by how many more there are.</summary>
    Positions,

    /// <summary>The same, and before each cell its length in four bytes.</summary>
    PositionsWithLength,

    /// <summary>
    /// The length of each cell, and counts by position, of each sixteen: which of them are not 0, as 16 bits, the first the lowest; then, if any is not, in how many bytes each of these is written, and they
    /// themselves.
    /// </summary>
    Groups,

    /// <summary>The length of each cell, sums in as few bytes as they take, and counts by position as <see cref="PackedCounts"/>.</summary>
    Packed,
}

/// <summary>Reads cells as <see cref="CellWriter"/> wrote them, each when it is asked for.</summary>
sealed class EncodedCells : ICountedCells
{
    const int BytesOfLength = sizeof(int);
    const int MostBytesOfSum = 16;
    const int BitsOfAByte = 7;
    const int More = 1 << BitsOfAByte;

    readonly CellForm form;
    readonly SparePieces? room;
    readonly ushort[] pieceOf;
    readonly int[] starts;
    int[] counts = new int[256];

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
            var at = starts[cell] + (HasLengths ? BytesOfLength : 0);
            return Read(Pieces[pieceOf[cell]].Span, ref at);
        }
    }

    bool HasLengths => form is CellForm.Packed or CellForm.Groups or CellForm.PositionsWithLength;

    /// <summary>What stands behind the cells.</summary>
    public byte[] Rest => SparePieces.Joined([Pieces[pieceOf[^1]][starts[^1]..], .. Pieces.Skip(pieceOf[^1] + 1)]);

    /// <inheritdoc/>
    public void LetGo() => room?.GiveBack();

    int EndOf(ReadOnlySpan<byte> from, int at)
    {
        if (HasLengths)
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
        return form == CellForm.Steps ? ReadSteps(moments, from, ref at) : ReadPositions(moments, from, ref at);
    }

    CountedCell ReadPositions(Moments moments, ReadOnlySpan<byte> from, scoped ref int at)
    {
        var leftOut = Number(from, ref at);
        var first = UnZigZag(Number(from, ref at));
        var length = Number(from, ref at);
        MakeRoom(PackedCounts.RoomOfCounts(length));
        if (form == CellForm.Packed)
            at += PackedCounts.Read(from[at..], counts.AsSpan(0, PackedCounts.RoomOfCounts(length)));
        else if (form == CellForm.Groups)
            ReadGroups(from, ref at, length);
        else
            ReadCounts(from, ref at, length);
        return new CountedCell(moments, leftOut, first, counts.AsSpan(0, length));
    }

    void ReadCounts(ReadOnlySpan<byte> from, scoped ref int at, int length)
    {
        for (var i = 0; i < length; i++)
        {
            counts[i] = Number(from, ref at);
            if (counts[i] != 0)
                continue;
            var more = Number(from, ref at);
            counts.AsSpan(i + 1, more).Clear();
            i += more;
        }
    }

    void ReadGroups(ReadOnlySpan<byte> from, scoped ref int at, int length)
    {
        counts.AsSpan(0, length).Clear();
        for (var first = 0; first < length; first += PackedCounts.Group)
        {
            var mask = BinaryPrimitives.ReadUInt16LittleEndian(from[at..]);
            at += sizeof(ushort);
            var width = mask == 0 ? 0 : from[at++];
            for (uint left = mask; left != 0; left &= left - 1, at += width)
                counts[first + BitOperations.TrailingZeroCount(left)] = LittleEndian(from.Slice(at, width));
        }
    }

    CountedCell ReadSteps(Moments moments, ReadOnlySpan<byte> from, scoped ref int at)
    {
        var left = Number(from, ref at);
        var (first, length) = (0, 0);
        for (; left > 0; left--)
        {
            var step = Number(from, ref at);
            if (length == 0)
                (first, step) = (step, 1);
            MakeRoom(length + step);
            counts.AsSpan(length, step).Clear();
            length += step;
            counts[length - 1] = Number(from, ref at);
        }

        return new CountedCell(moments, leftOut: 0, first, counts.AsSpan(0, length));
    }

    void MakeRoom(int length)
    {
        if (length > counts.Length)
            Array.Resize(ref counts, (int)BitOperations.RoundUpToPowerOf2((uint)length));
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

    /// <summary>A number in two's complement.</summary>
    Int128 Sum(ReadOnlySpan<byte> from, scoped ref int at)
    {
        var bytes = form == CellForm.Packed ? from[at++] : MostBytesOfSum;
        Span<byte> whole = stackalloc byte[MostBytesOfSum];
        from.Slice(at, bytes).CopyTo(whole);
        at += bytes;
        whole[bytes..].Fill((byte)((sbyte)whole[bytes - 1] >> BitsOfAByte));
        return BinaryPrimitives.ReadInt128LittleEndian(whole);
    }

    static int LittleEndian(ReadOnlySpan<byte> bytes)
    {
        Span<byte> whole = stackalloc byte[sizeof(int)];
        whole.Clear();
        bytes.CopyTo(whole);
        return BinaryPrimitives.ReadInt32LittleEndian(whole);
    }

    static int UnZigZag(int number) => (int)((uint)number >> 1) ^ -(number & 1);
}
