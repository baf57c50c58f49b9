using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Portfolio.Model.Statistics;

/// <summary>
/// The counts of a histogram in few bits, which are written and read sixteen at a time. Of each sixteen: how many bits the largest takes, as a byte; and then these bits of all of them, from the highest to the
/// lowest: of each, two bytes that have it of every count, the first count's the lowest bit of the first byte.
/// </summary>
public static class PackedCounts
{
    /// <summary>Counts of a group; room for counts is for whole groups.</summary>
    public const int Group = 16;

    const int MostBits = 31;
    const int BitsOfByte = 8;

    /// <summary>Room that is needed to write some counts.</summary>
    public static int Room(int counts) => Groups(counts) * (1 + MostBits * sizeof(ushort));

    /// <summary>Counts that there is to be room for, to read some.</summary>
    public static int RoomOfCounts(int counts) => Groups(counts) * Group;

    /// <summary>Writes counts.</summary>
    /// <param name="counts">The counts, not negative.</param>
    /// <param name="to">Where they are written.</param>
    /// <returns>Bytes written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Write(ReadOnlySpan<int> counts, Span<byte> to)
    {
        var at = 0;
        for (; counts.Length >= Group; counts = counts[Group..])
            at += WriteGroup(Vector512.Create(counts), to[at..]);
        if (counts.IsEmpty)
            return at;
        Span<int> last = stackalloc int[Group];
        last.Clear();
        counts.CopyTo(last);
        return at + WriteGroup(Vector512.Create<int>(last), to[at..]);
    }

    /// <summary>Reads counts.</summary>
    /// <param name="from">Where they are written.</param>
    /// <param name="counts">Where they go, in whole groups.</param>
    /// <returns>Bytes read.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Read(ReadOnlySpan<byte> from, Span<int> counts)
    {
        var at = 0;
        for (; !counts.IsEmpty; counts = counts[Group..])
            at += ReadGroup(from[at..], counts);
        return at;
    }

    static int Groups(int counts) => (counts + Group - 1) / Group;

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static int WriteGroup(Vector512<int> counts, Span<byte> to)
    {
        var left = BitsOf(counts);
        to[0] = (byte)left;
        if (left == 0)
            return 1;
        var at = 1;
        for (var shift = LastByte(left); shift >= 0; shift -= BitsOfByte)
        {
            // All eight planes are written: how many it takes cannot be foreseen, and what comes next replaces those that are nothing.
            var planes = left - shift;
            Planes(Vector128.ShiftLeft(Bytes(counts >>> shift).AsUInt16(), BitsOfByte - planes).AsByte()).CopyTo(to[at..]);
            (at, left) = (at + planes * sizeof(ushort), shift);
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static int ReadGroup(ReadOnlySpan<byte> from, Span<int> to)
    {
        int left = from[0];
        var at = 1;
        var counts = Vector512<int>.Zero;
        for (var shift = LastByte(left); shift >= 0; shift -= BitsOfByte)
        {
            var planes = left - shift;
            var bytes = Vector128.ShiftRightLogical(OfPlanes(EightPlanes(from[at..])).AsUInt16(), BitsOfByte - planes).AsByte() & Vector128.Create((byte)((1 << planes) - 1));
            counts = counts << BitsOfByte | Ints(bytes);
            (at, left) = (at + planes * sizeof(ushort), shift);
        }

        counts.CopyTo(to);
        return at;
    }

    /// <summary>Where the highest byte begins of numbers of so many bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static int LastByte(int bits) => (bits - 1) & -BitsOfByte;

    /// <summary>The planes of sixteen bytes' bits, the highest first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector128<byte> Planes(Vector128<byte> bytes) =>
        Vector128.Shuffle(Transposed(bytes), Vector128.Create((byte)7, 15, 6, 14, 5, 13, 4, 12, 3, 11, 2, 10, 1, 9, 0, 8));

    /// <summary>The bytes whose bits are eight planes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector128<byte> OfPlanes(Vector128<byte> planes) =>
        Transposed(Vector128.Shuffle(planes, Vector128.Create((byte)14, 12, 10, 8, 6, 4, 2, 0, 15, 13, 11, 9, 7, 5, 3, 1)));

    /// <summary>In each half bit j of byte i becomes bit i of byte j: one bit, then two, then four change places at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector128<byte> Transposed(Vector128<byte> bytes)
    {
        var bits = Swapped(bytes.AsUInt64(), 7, 0x00AA_00AA_00AA_00AA);
        bits = Swapped(bits, 14, 0x0000_CCCC_0000_CCCC);
        return Swapped(bits, 28, 0x0000_0000_F0F0_F0F0).AsByte();
    }

    /// <summary>Some bits change places with those so far above them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector128<ulong> Swapped(Vector128<ulong> bits, int above, ulong some)
    {
        var differ = (bits ^ (bits >>> above)) & Vector128.Create(some);
        return bits ^ differ ^ (differ << above);
    }

    /// <summary>Eight planes, of which the last need not be there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector128<byte> EightPlanes(ReadOnlySpan<byte> from) => from.Length < Vector128<byte>.Count ? LastPlanes(from) : Vector128.Create(from);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Vector128<byte> LastPlanes(ReadOnlySpan<byte> from)
    {
        Span<byte> planes = stackalloc byte[Vector128<byte>.Count];
        planes.Clear();
        from.CopyTo(planes);
        return Vector128.Create<byte>(planes);
    }

    /// <summary>Bits of the largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static int BitsOf(Vector512<int> counts)
    {
        var halves = counts.GetLower() | counts.GetUpper();
        var quarters = (halves.GetLower() | halves.GetUpper()).AsUInt64();
        var two = quarters.ToScalar() | quarters.GetElement(1);
        return BitsOfByte * sizeof(int) - BitOperations.LeadingZeroCount((uint)two | (uint)(two >> 32));
    }

    /// <summary>The lowest byte of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector128<byte> Bytes(Vector512<int> numbers)
    {
        var shorts = Vector256.Narrow(numbers.GetLower(), numbers.GetUpper());
        return Vector128.Narrow(shorts.GetLower(), shorts.GetUpper()).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector512<int> Ints(Vector128<byte> bytes) => Vector512.Create(Ints(Vector128.WidenLower(bytes)), Ints(Vector128.WidenUpper(bytes)));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector256<int> Ints(Vector128<ushort> numbers) => Vector256.Create(Vector128.WidenLower(numbers), Vector128.WidenUpper(numbers)).AsInt32();
}
