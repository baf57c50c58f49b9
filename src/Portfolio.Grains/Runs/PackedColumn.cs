using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Portfolio.Grains.Runs;

/// <summary>
/// The binary form of a column of numbers, little-endian and bit for bit: a byte that says how, and then one number for all; or two numbers, and a bit for each that is the second; or whole numbers of one or two
/// bytes, of which the largest stands for not-a-number; or a bit for each that is not 0, and the eight bytes of those.
/// </summary>
static class PackedColumn
{
    /// <summary>Numbers that are looked at together; a bit for each is a byte.</summary>
    const int Lanes = 8;

    /// <summary>Added to a whole number that is smaller, it leaves that in the lowest bits of the sum; what is not whole is rounded there.</summary>
    const double Whole = 1L << 52;

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
        var form = FormOf(values, out var other);
        to[0] = (byte)form;
        return 1 + form switch
        {
            Form.Same => WriteOne(values[0], to[1..]),
            Form.Two => WriteTwo(values, other, to[1..]),
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

    /// <summary>The form of a column, known as soon as it can only be one.</summary>
    /// <param name="values">The column.</param>
    /// <param name="other">The first number that differs from that of the first row; that one where there is none.</param>
    static Form FormOf(ReadOnlySpan<ulong> values, out ulong other)
    {
        other = values[0];
        var (mayBeTwo, mayBeWhole, largest) = (true, true, Vector512<ulong>.Zero);
        for (var row = 0; row < values.Length; row += Lanes)
        {
            var some = Some(values, row, beyond: values[0]);
            if (mayBeTwo)
            {
                if (other == values[0])
                    other = OtherIn(some, other);
                mayBeTwo = (Vector512.Equals(some, Vector512.Create(values[0])) | Vector512.Equals(some, Vector512.Create(other))) == Vector512<ulong>.AllBitsSet;
            }

            if (mayBeWhole)
            {
                largest = Vector512.Max(largest, Wholes(some, ofNotANumber: 0));
                mayBeWhole = Vector512.LessThanAll(largest, Vector512.Create((ulong)ushort.MaxValue));
            }

            if (!mayBeTwo && !mayBeWhole)
                return Form.NotZero;
        }

        return other == values[0] ? Form.Same
            : mayBeTwo && values.Length > Lanes ? Form.Two
            : !mayBeWhole ? Form.NotZero
            : Vector512.LessThanAll(largest, Vector512.Create((ulong)byte.MaxValue)) ? Form.Bytes : Form.Shorts;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong OtherIn(Vector512<ulong> some, ulong one)
    {
        var differ = (~Vector512.Equals(some, Vector512.Create(one))).ExtractMostSignificantBits();
        return differ == 0 ? one : some[BitOperations.TrailingZeroCount(differ)];
    }

    /// <summary>The numbers from a row on, and behind the last one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<ulong> Some(ReadOnlySpan<ulong> values, int row, ulong beyond) =>
        values.Length - row >= Lanes ? Vector512.Create(values[row..]) : Last(values[row..], beyond);

    static Vector512<ulong> Last(ReadOnlySpan<ulong> values, ulong beyond)
    {
        Span<ulong> last = stackalloc ulong[Lanes];
        last.Fill(beyond);
        values.CopyTo(last);
        return Vector512.Create<ulong>(last);
    }

    /// <summary>Numbers that are whole and not negative; all bits where one is anything else, and what is asked for where it is not a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<ulong> Wholes(Vector512<ulong> values, ulong ofNotANumber)
    {
        var sum = values.AsDouble() + Vector512.Create(Whole);
        var wholes = sum.AsUInt64() - Vector512.Create(Whole).AsUInt64();
        var areWhole = Vector512.Equals((sum - Vector512.Create(Whole)).AsUInt64(), values);
        wholes = Vector512.ConditionalSelect(areWhole, wholes, Vector512<ulong>.AllBitsSet);
        return Vector512.ConditionalSelect(Vector512.Equals(values, Vector512.Create(NotANumber)), Vector512.Create(ofNotANumber), wholes);
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
        var row = 0;
        for (; row <= values.Length - Lanes; row += Lanes)
            Narrow(Wholes(Vector512.Create(values[row..]), ofNotANumber: ulong.MaxValue), whole[row..]);
        for (; row < whole.Length; row++)
            whole[row] = values[row] == NotANumber ? T.MaxValue : T.CreateTruncating(BitConverter.UInt64BitsToDouble(values[row]));
        return MemoryMarshal.AsBytes(whole).Length;
    }

    static int ReadWhole<T>(ReadOnlySpan<byte> from, Span<ulong> values)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var whole = MemoryMarshal.Cast<byte, T>(from)[..values.Length];
        var row = 0;
        for (; row <= values.Length - Lanes; row += Lanes)
        {
            var some = Widen(whole[row..]);
            var numbers = (some | Vector512.Create(Whole).AsUInt64()).AsDouble() - Vector512.Create(Whole);
            Vector512.ConditionalSelect(Vector512.Equals(some, Vector512.Create(ulong.CreateTruncating(T.MaxValue))), Vector512.Create(NotANumber), numbers.AsUInt64()).CopyTo(values[row..]);
        }

        for (; row < whole.Length; row++)
            values[row] = whole[row] == T.MaxValue ? NotANumber : BitConverter.DoubleToUInt64Bits(double.CreateTruncating(whole[row]));
        return MemoryMarshal.AsBytes(whole).Length;
    }

    /// <summary>The lowest bits of each, in as many as there is room for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Narrow<T>(Vector512<ulong> values, Span<T> to)
        where T : unmanaged
    {
        var halves = Vector256.Narrow(values.GetLower(), values.GetUpper());
        var shorts = Vector128.Narrow(halves.GetLower(), halves.GetUpper());
        if (Unsafe.SizeOf<T>() == sizeof(byte))
            MemoryMarshal.Write(MemoryMarshal.AsBytes(to), Vector128.Narrow(shorts, shorts).AsUInt64().ToScalar());
        else
            shorts.AsByte().CopyTo(MemoryMarshal.AsBytes(to));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<ulong> Widen<T>(ReadOnlySpan<T> from)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(from);
        var shorts = Unsafe.SizeOf<T>() == sizeof(byte) ? Vector128.WidenLower(Vector128.CreateScalar(MemoryMarshal.Read<ulong>(bytes)).AsByte()) : Vector128.Create(bytes).AsUInt16();
        var halves = Vector256.Create(Vector128.WidenLower(shorts), Vector128.WidenUpper(shorts));
        return Vector512.Create(Vector256.WidenLower(halves), Vector256.WidenUpper(halves));
    }

    static int WriteTwo(ReadOnlySpan<ulong> values, ulong other, Span<byte> to)
    {
        var length = WriteOne(values[0], to);
        length += WriteOne(other, to[length..]);
        for (var row = 0; row < values.Length; row += Lanes)
            to[length++] = (byte)Vector512.Equals(Some(values, row, beyond: values[0]), Vector512.Create(other)).ExtractMostSignificantBits();
        return length;
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
        var length = Bits(values.Length);
        for (var row = 0; row < values.Length; row += Lanes)
        {
            var some = Some(values, row, beyond: 0);
            var areThere = ~Vector512.Equals(some, Vector512<ulong>.Zero);
            var bits = (byte)areThere.ExtractMostSignificantBits();
            to[row / Lanes] = bits;
            length += Compress(some, areThere, bits, to[length..]);
        }

        return length;
    }

    /// <summary>Writes those numbers that are there, one behind the other.</summary>
    /// <returns>Bytes written; what is behind them may be written over.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Compress(Vector512<ulong> some, Vector512<ulong> areThere, byte bits, Span<byte> to)
    {
        if (Avx512F.IsSupported && to.Length >= Vector512<byte>.Count)
        {
            Avx512F.Compress(Vector512<ulong>.Zero, areThere, some).AsByte().CopyTo(to);
            return sizeof(ulong) * BitOperations.PopCount(bits);
        }

        var length = 0;
        for (uint left = bits; left != 0; left &= left - 1)
        {
            MemoryMarshal.Write(to[length..], some[BitOperations.TrailingZeroCount(left)]);
            length += sizeof(ulong);
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

    static bool IsOther(ReadOnlySpan<byte> bits, int row) => (bits[row / Lanes] >> (row % Lanes) & 1) != 0;

    static int Bits(int rows) => (rows + Lanes - 1) / Lanes;
}
