using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
        {
            var bits = from[at++];
            ReadGroup(MemoryMarshal.Cast<byte, ushort>(from.Slice(at, bits * sizeof(ushort)))).CopyTo(counts);
            at += bits * sizeof(ushort);
        }

        return at;
    }

    static int Groups(int counts) => (counts + Group - 1) / Group;

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static int WriteGroup(Vector512<int> counts, Span<byte> to)
    {
        var bits = BitsOf(counts);
        to[0] = (byte)bits;
        var planes = MemoryMarshal.Cast<byte, ushort>(to.Slice(1, bits * sizeof(ushort)));
        for (var left = bits; left > 0;)
        {
            // The bits of one byte of each count, the highest of which is moved to the byte's top, from where all are taken at once.
            var shift = (left - 1) / BitsOfByte * BitsOfByte;
            var bytes = Vector128.ShiftLeft(Bytes(counts >>> shift).AsUInt16(), BitsOfByte - (left - shift)).AsByte();
            for (; left > shift; left--, bytes += bytes)
                planes[bits - left] = (ushort)bytes.ExtractMostSignificantBits();
        }

        return 1 + bits * sizeof(ushort);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector512<int> ReadGroup(ReadOnlySpan<ushort> planes)
    {
        var counts = Vector512<int>.Zero;
        for (var left = planes.Length; left > 0;)
        {
            var shift = (left - 1) / BitsOfByte * BitsOfByte;
            var bytes = Vector128<byte>.Zero;
            for (; left > shift; left--)
                bytes = bytes + bytes - AllBitsWhere(planes[^left]);
            counts = counts << BitsOfByte | Ints(bytes);
        }

        return counts;
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

    /// <summary>For each bit, the lowest first, a byte of ones where it is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector128<byte> AllBitsWhere(ushort set)
    {
        var bits = Vector128.Create(0x8040_2010_0804_0201).AsByte();
        var both = Vector128.Shuffle(Vector128.CreateScalarUnsafe(set).AsByte(), Vector128.Create((byte)0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1));
        return Vector128.Equals(both & bits, bits);
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
