using System.Numerics;
using System.Runtime.InteropServices;

namespace Portfolio.Grains.Runs;

/// <summary>
/// The binary form of a column of numbers, little-endian and bit for bit: a byte that says how, and then one number for all; or whole numbers of one or two
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
            var form => throw new InvalidDataException($"a column of outcomes is stored in form {form}; this version knows none above {(byte)Form.NotZero}"),
        };
    }

    static Form FormOf(ReadOnlySpan<ulong> values)
    {
        if (!values.ContainsAnyExcept(values[0]))
            return Form.Same;
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

    static int WriteNotZero(ReadOnlySpan<ulong> values, Span<byte> to)
    {
        to[..Bits(values.Length)].Clear();
        var length = Bits(values.Length);
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] == 0)
                continue;
            to[row / BitsOfAByte] |= (byte)(1 << (row % BitsOfAByte));
            length += WriteOne(values[row], to[length..]);
        }

        return length;
    }

    static int ReadNotZero(ReadOnlySpan<byte> from, Span<ulong> values)
    {
        var length = Bits(values.Length);
        for (var row = 0; row < values.Length; row++)
        {
            var isThere = (from[row / BitsOfAByte] >> (row % BitsOfAByte) & 1) != 0;
            values[row] = isThere ? MemoryMarshal.Read<ulong>(from[length..]) : 0;
            length += isThere ? sizeof(ulong) : 0;
        }

        return length;
    }

    static int Bits(int rows) => (rows + BitsOfAByte - 1) / BitsOfAByte;
}
