using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Portfolio.Grains.Runs;

/// <summary>
/// The binary form of a column of numbers, little-endian and bit for bit: a byte that says how, and then one number for all; or two numbers, and a bit for each that is the second; or whole numbers of one or two
/// bytes, of which the largest stands for not-a-number; or a bit for each that is not 0, and the eight bytes of those.
/// </summary>
static class PackedColumn
{
    const int BitsOfAByte = 8;

    static readonly ulong NotANumber = BitConverter.DoubleToUInt64Bits(double.NaN);

    enum Form : byte
    {
        Same,
        Bytes,
        Shorts,
        NotZero,
        Two,
    }

    /// <summary>No column of so many rows takes more.</summary>
    public static int MostBytes(int rows) => 1 + Bits(rows) + Math.Max(rows, 1) * sizeof(ulong);

    /// <summary>Writes a column of at least one number.</summary>
    /// <returns>Bytes written.</returns>
    public static int Write(ReadOnlySpan<double> column, Span<byte> to)
    {
        var values = MemoryMarshal.Cast<double, ulong>(column);
        var form = FormOf(values);
        to[0] = (byte)form;
        return 1 + form switch
        {
            Form.Same => WriteOne(values[0], to[1..]),
            Form.Two => WriteTwo(values, to[1..]),
            Form.Bytes => WriteWhole<byte>(values, to[1..]),
            Form.Shorts => WriteWhole<ushort>(values, to[1..]),
            _ => WriteNotZero(values, to[1..]),
        };
    }

    /// <summary>Reads a column.</summary>
    /// <returns>Bytes read.</returns>
    /// <exception cref="InvalidDataException">A newer version wrote it.</exception>
    public static int Read(ReadOnlySpan<byte> from, Span<double> column)
    {
        var values = MemoryMarshal.Cast<double, ulong>(column);
        return 1 + (Form)from[0] switch
        {
            Form.Same => ReadOne(from[1..], values),
            Form.Bytes => ReadWhole<byte>(from[1..], values),
            Form.Shorts => ReadWhole<ushort>(from[1..], values),
            Form.NotZero => ReadNotZero(from[1..], values),
            Form.Two => ReadTwo(from[1..], values),
            var form => throw new InvalidDataException($"a column of outcomes is stored in form {form}; this version knows none above {(byte)Form.Two}"),
        };
    }

    static Form FormOf(ReadOnlySpan<ulong> values)
    {
        var other = values.IndexOfAnyExcept(values[0]);
        if (other < 0)
            return Form.Same;
        if (!values.ContainsAnyExcept(values[0], values[other]) && values.Length > BitsOfAByte)
            return Form.Two;
        var largest = 0;
        foreach (var value in values)
        {
            if (value == NotANumber)
                continue;
            var whole = (ushort)BitConverter.UInt64BitsToDouble(value);
            if (whole == ushort.MaxValue || BitConverter.DoubleToUInt64Bits(whole) != value)
                return Form.NotZero;
            largest = Math.Max(largest, whole);
        }

        return largest < byte.MaxValue ? Form.Bytes : Form.Shorts;
    }

    static int WriteOne(ulong value, Span<byte> to)
    {
        MemoryMarshal.Write(to, value);
        return sizeof(ulong);
    }

    static int ReadOne(ReadOnlySpan<byte> from, Span<ulong> values)
    {
        values.Fill(MemoryMarshal.Read<ulong>(from));
        return sizeof(ulong);
    }

    static int WriteWhole<T>(ReadOnlySpan<ulong> values, Span<byte> to)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var whole = MemoryMarshal.Cast<byte, T>(to)[..values.Length];
        for (var row = 0; row < whole.Length; row++)
            whole[row] = values[row] == NotANumber ? T.MaxValue : T.CreateTruncating(BitConverter.UInt64BitsToDouble(values[row]));
        return MemoryMarshal.AsBytes(whole).Length;
    }

    static int ReadWhole<T>(ReadOnlySpan<byte> from, Span<ulong> values)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var whole = MemoryMarshal.Cast<byte, T>(from)[..values.Length];
        for (var row = 0; row < whole.Length; row++)
            values[row] = whole[row] == T.MaxValue ? NotANumber : BitConverter.DoubleToUInt64Bits(double.CreateTruncating(whole[row]));
        return MemoryMarshal.AsBytes(whole).Length;
    }

    static int WriteTwo(ReadOnlySpan<ulong> values, Span<byte> to)
    {
        var length = WriteOne(values[0], to);
        length += WriteOne(values[values.IndexOfAnyExcept(values[0])], to[length..]);
        return length + WriteOthers(values, values[0], to[length..]);
    }

    static int ReadTwo(ReadOnlySpan<byte> from, Span<ulong> values)
    {
        var (one, other) = (MemoryMarshal.Read<ulong>(from), MemoryMarshal.Read<ulong>(from[sizeof(ulong)..]));
        var bits = from[(2 * sizeof(ulong))..];
        for (var row = 0; row < values.Length; row++)
            values[row] = IsOther(bits, row) ? other : one;
        return 2 * sizeof(ulong) + Bits(values.Length);
    }

    static int WriteNotZero(ReadOnlySpan<ulong> values, Span<byte> to)
    {
        var length = WriteOthers(values, 0, to);
        foreach (var value in values)
        {
            // What is 0 is written over by the next: to ask first would be guessed wrong half of the time.
            MemoryMarshal.Write(to[length..], value);
            length += value == 0 ? 0 : sizeof(ulong);
        }

        return length;
    }

    static int ReadNotZero(ReadOnlySpan<byte> from, Span<ulong> values)
    {
        var length = Bits(values.Length);
        for (var row = 0; row < values.Length; row++)
        {
            var isThere = IsOther(from, row);
            values[row] = isThere ? MemoryMarshal.Read<ulong>(from[length..]) : 0;
            length += isThere ? sizeof(ulong) : 0;
        }

        return length;
    }

    /// <summary>Writes a bit for each value: 1 where it is another than the one given.</summary>
    static int WriteOthers(ReadOnlySpan<ulong> values, ulong one, Span<byte> to)
    {
        var whole = values.Length / BitsOfAByte;
        for (var i = 0; i < whole; i++)
            to[i] = (byte)~Vector512.Equals(Vector512.Create(values[(i * BitsOfAByte)..]), Vector512.Create(one)).ExtractMostSignificantBits();
        if (values.Length > whole * BitsOfAByte)
            to[whole] = 0;
        for (var row = whole * BitsOfAByte; row < values.Length; row++)
            to[whole] |= (byte)(values[row] == one ? 0 : 1 << (row % BitsOfAByte));
        return Bits(values.Length);
    }

    static bool IsOther(ReadOnlySpan<byte> bits, int row) => (bits[row / BitsOfAByte] >> (row % BitsOfAByte) & 1) != 0;

    static int Bits(int rows) => (rows + BitsOfAByte - 1) / BitsOfAByte;
}
