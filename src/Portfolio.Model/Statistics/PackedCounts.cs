using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Portfolio.Model.Statistics;

/// <summary>
/// The counts of a histogram in few bytes, which are written and read sixteen at a time, as many as a vector has. Of each sixteen: which are not 0, as 16 bits, the first the lowest; then, if any is not, in how
/// many bytes each of these is written, 1, 2 or 4, and they themselves. Whole numbers are little-endian.
/// </summary>
public static class PackedCounts
{
    /// <summary>Counts of a group; room for counts is for whole groups.</summary>
    public const int Group = 16;

    const int BytesOfMask = sizeof(ushort);
    const int BytesOfGroup = BytesOfMask + 1 + Group * sizeof(int);

    // A vector is written or read whole, however few of its bytes are meant.
    const int Beyond = Group * sizeof(int);

    /// <summary>Room that is needed to write some counts.</summary>
    public static int Room(int counts) => Groups(counts) * BytesOfGroup + Beyond;

    /// <summary>Counts that there is to be room for, to read some.</summary>
    public static int RoomOfCounts(int counts) => Groups(counts) * Group;

    /// <summary>Writes counts.</summary>
    /// <param name="counts">The counts, not negative.</param>
    /// <param name="to">Where they are written; what is behind them there may be written over.</param>
    /// <returns>Bytes written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Write(ReadOnlySpan<int> counts, Span<byte> to)
    {
        var at = 0;
        for (; counts.Length >= Group; counts = counts[Group..])
            at += WriteGroup(counts, to[at..]);
        if (counts.IsEmpty)
            return at;
        Span<int> last = stackalloc int[Group];
        last.Clear();
        counts.CopyTo(last);
        return at + WriteGroup(last, to[at..]);
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
            var mask = BinaryPrimitives.ReadUInt16LittleEndian(from[at..]);
            at += BytesOfMask;
            if (mask == 0)
            {
                counts[..Group].Clear();
                continue;
            }

            var width = from[at++];
            if (Avx512F.IsSupported && from.Length - at >= Beyond)
                Expand(ref MemoryMarshal.GetReference(from[at..]), width, mask).CopyTo(counts);
            else
                ReadGroup(from[at..], width, mask, counts);
            at += width * BitOperations.PopCount(mask);
        }

        return at;
    }

    static int Groups(int counts) => (counts + Group - 1) / Group;

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static int WriteGroup(ReadOnlySpan<int> counts, Span<byte> to)
    {
        var all = Vector512.Create(counts);
        var mask = (ushort)(~Vector512.Equals(all, Vector512<int>.Zero)).ExtractMostSignificantBits();
        BinaryPrimitives.WriteUInt16LittleEndian(to, mask);
        if (mask == 0)
            return BytesOfMask;
        var width = Vector512.GreaterThanAny(all, Vector512.Create((int)ushort.MaxValue)) ? sizeof(int) : Vector512.GreaterThanAny(all, Vector512.Create((int)byte.MaxValue)) ? sizeof(ushort) : 1;
        to[BytesOfMask] = (byte)width;
        to = to[(BytesOfMask + 1)..];
        if (Avx512F.IsSupported)
            Compress(all, width, to);
        else
            WriteGroup(counts, width, mask, to);
        return BytesOfMask + 1 + width * BitOperations.PopCount(mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void Compress(Vector512<int> all, int width, Span<byte> to)
    {
        var some = Avx512F.Compress(Vector512<int>.Zero, ~Vector512.Equals(all, Vector512<int>.Zero), all);
        if (width == 1)
            Avx512F.ConvertToVector128Byte(some.AsUInt32()).CopyTo(to);
        else if (width == sizeof(ushort))
            Avx512F.ConvertToVector256UInt16(some.AsUInt32()).AsByte().CopyTo(to);
        else
            some.AsByte().CopyTo(to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector512<int> Expand(ref byte from, int width, ushort mask)
    {
        var bits = Vector512.Create(1, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7, 1 << 8, 1 << 9, 1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15);
        var isMeant = ~Vector512.Equals(Vector512.Create((int)mask) & bits, Vector512<int>.Zero);
        var some = width == 1 ? Avx512F.ConvertToVector512Int32(Vector128.LoadUnsafe(ref from))
            : width == sizeof(ushort) ? Avx512F.ConvertToVector512Int32(Vector256.LoadUnsafe(ref from).AsUInt16())
            : Vector512.LoadUnsafe(ref from).AsInt32();
        return Avx512F.Expand(Vector512<int>.Zero, isMeant, some);
    }

    /// <summary>The same where no instruction does it.</summary>
    static void WriteGroup(ReadOnlySpan<int> counts, int width, ushort mask, Span<byte> to)
    {
        for (var (left, at) = ((uint)mask, 0); left != 0; left &= left - 1, at += width)
        {
            var count = counts[BitOperations.TrailingZeroCount(left)];
            if (width == 1)
                to[at] = (byte)count;
            else if (width == sizeof(ushort))
                BinaryPrimitives.WriteUInt16LittleEndian(to[at..], (ushort)count);
            else
                BinaryPrimitives.WriteInt32LittleEndian(to[at..], count);
        }
    }

    /// <summary>The same where no instruction does it, or at the end of what is written.</summary>
    static void ReadGroup(ReadOnlySpan<byte> from, int width, ushort mask, Span<int> counts)
    {
        counts[..Group].Clear();
        for (var (left, at) = ((uint)mask, 0); left != 0; left &= left - 1, at += width)
        {
            counts[BitOperations.TrailingZeroCount(left)] = width == 1 ? from[at]
                : width == sizeof(ushort) ? BinaryPrimitives.ReadUInt16LittleEndian(from[at..])
                : BinaryPrimitives.ReadInt32LittleEndian(from[at..]);
        }
    }
}
