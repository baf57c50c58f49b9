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

    /// <summary>Counts that are moved together where there is no instruction for sixteen.</summary>
    const int Half = 8;

    const byte None = byte.MaxValue;

    /// <summary>For each eight bits, a byte for each of eight places: which bit that is set, counted from the lowest, comes there; none behind the last.</summary>
    static readonly ulong[] Together = [.. Masks().Select(mask => BytesOf([.. Bits(mask), .. Enumerable.Repeat<int>(None, Half - BitOperations.PopCount(mask))]))];

    /// <summary>For each eight bits, a byte for each of them: how many are set below it; none where it is not set itself.</summary>
    static readonly ulong[] Apart = [.. Masks().Select(mask => BytesOf(Enumerable.Range(0, Half).Select(bit => (mask >> bit & 1) == 0 ? None : BitOperations.PopCount(mask & ((1u << bit) - 1)))))];

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
            if (from.Length - at >= Beyond)
                ReadGroup(ref MemoryMarshal.GetReference(from[at..]), width, mask, counts);
            else
                ReadLast(from[at..], width, mask, counts);
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
            WriteHalves(all, width, mask, to);
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
    static void ReadGroup(ref byte from, int width, ushort mask, Span<int> counts)
    {
        if (Avx512F.IsSupported)
            Expand(ref from, width, mask).CopyTo(counts);
        else
            ReadHalves(ref from, width, mask, counts);
    }

    /// <summary>The same at the end of what is written, behind which nothing may be read.</summary>
    static void ReadLast(ReadOnlySpan<byte> from, int width, ushort mask, Span<int> counts)
    {
        Span<byte> last = stackalloc byte[Beyond];
        last.Clear();
        from.CopyTo(last);
        ReadGroup(ref MemoryMarshal.GetReference(last), width, mask, counts);
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

    /// <summary>What <see cref="Compress"/> does, without an instruction for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void WriteHalves(Vector512<int> all, int width, ushort mask, Span<byte> to)
    {
        WriteHalf(all.GetLower(), width, (byte)mask, to);
        WriteHalf(all.GetUpper(), width, (byte)(mask >> Half), to[(width * BitOperations.PopCount((byte)mask))..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void WriteHalf(Vector256<int> counts, int width, byte mask, Span<byte> to)
    {
        var some = Vector256.Shuffle(counts, Lanes(Together[mask]));
        var shorts = Vector128.Narrow(some.GetLower(), some.GetUpper());
        if (width == 1)
            BinaryPrimitives.WriteUInt64LittleEndian(to, Vector128.Narrow(shorts, shorts).AsUInt64().ToScalar());
        else if (width == sizeof(ushort))
            shorts.AsByte().CopyTo(to);
        else
            some.AsByte().CopyTo(to);
    }

    /// <summary>What <see cref="Expand"/> does, without an instruction for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void ReadHalves(ref byte from, int width, ushort mask, Span<int> counts)
    {
        ReadHalf(ref from, width, (byte)mask).CopyTo(counts);
        ReadHalf(ref Unsafe.Add(ref from, width * BitOperations.PopCount((byte)mask)), width, (byte)(mask >> Half)).CopyTo(counts[Half..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector256<int> ReadHalf(ref byte from, int width, byte mask)
    {
        var some = width == 1 ? Lanes(Unsafe.ReadUnaligned<ulong>(ref from))
            : width == sizeof(ushort) ? Lanes(Vector128.LoadUnsafe(ref from).AsUInt16())
            : Vector256.LoadUnsafe(ref from).AsInt32();
        return Vector256.Shuffle(some, Lanes(Apart[mask]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector256<int> Lanes(ulong bytes) => Lanes(Vector128.WidenLower(Vector128.CreateScalar(bytes).AsByte()));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector256<int> Lanes(Vector128<ushort> numbers) => Vector256.Create(Vector128.WidenLower(numbers), Vector128.WidenUpper(numbers)).AsInt32();

    static IEnumerable<uint> Masks() => Enumerable.Range(0, 1 << Half).Select(mask => (uint)mask);

    static IEnumerable<int> Bits(uint mask) => Enumerable.Range(0, Half).Where(bit => (mask >> bit & 1) != 0);

    static ulong BytesOf(IEnumerable<int> lanes) => lanes.Select((lane, place) => (ulong)(byte)lane << (8 * place)).Aggregate((one, other) => one | other);
}
