using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Portfolio.Model.Lanes;

/// <summary>Eight replications side by side, in 512 bits.</summary>
public struct Lanes8 : ILanes<Lanes8>
{
    /// <summary>The instruction's table of what becomes of three bits.</summary>
    const byte XorOfThree = 0x96;

    // Set by initialisers, as a constructor would be one more call to inline for every operation. No initialiser holds a condition, even one that
    // the runtime knows: it would keep the lanes in memory.
    Vector512<double> v;

    /// <inheritdoc/>
    public static int Count => Vector512<double>.Count;

    /// <inheritdoc/>
    public static Lanes8 Indices => new() { v = Vector512<ulong>.Indices.AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Of(double value) => new() { v = Vector512.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 OfBits(ulong bits) => new() { v = Vector512.Create(bits).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator +(Lanes8 left, Lanes8 right) => new() { v = left.v + right.v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 left, Lanes8 right) => new() { v = left.v - right.v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator *(Lanes8 left, Lanes8 right) => new() { v = left.v * right.v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator /(Lanes8 left, Lanes8 right) => new() { v = left.v / right.v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 MultiplyAdd(Lanes8 left, Lanes8 right, Lanes8 addend) =>
        new() { v = Vector512.FusedMultiplyAdd(left.v, right.v, addend.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 MultiplySubtract(Lanes8 left, Lanes8 right, Lanes8 from) => new() { v = Vector512.FusedMultiplyAdd(-left.v, right.v, from.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Sqrt(Lanes8 value) => new() { v = Vector512.Sqrt(value.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Ceiling(Lanes8 value) => new() { v = Vector512.Ceiling(value.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator <(Lanes8 left, Lanes8 right) => new() { v = Vector512.LessThan(left.v, right.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator >(Lanes8 left, Lanes8 right) => new() { v = Vector512.GreaterThan(left.v, right.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator <=(Lanes8 left, Lanes8 right) => new() { v = Vector512.LessThanOrEqual(left.v, right.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator >=(Lanes8 left, Lanes8 right) => new() { v = Vector512.GreaterThanOrEqual(left.v, right.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Equal(Lanes8 left, Lanes8 right) => new() { v = Vector512.Equals(left.v, right.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator &(Lanes8 left, Lanes8 right) => new() { v = left.v & right.v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator |(Lanes8 left, Lanes8 right) => new() { v = left.v | right.v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Xor(Lanes8 first, Lanes8 second, Lanes8 third) => new() { v = Xor(first.v, second.v, third.v) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Xor(Vector512<double> first, Vector512<double> second, Vector512<double> third) => Avx512F.IsSupported
        ? Avx512F.TernaryLogic(first.AsUInt64(), second.AsUInt64(), third.AsUInt64(), XorOfThree).AsDouble()
        : first ^ second ^ third;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Without(Lanes8 value, Lanes8 mask) => new() { v = Vector512.AndNot(value.v, mask.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Select(Lanes8 mask, Lanes8 yes, Lanes8 no) => new() { v = Vector512.ConditionalSelect(mask.v, yes.v, no.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Min(Lanes8 left, Lanes8 right)
    {
        if (Avx512F.IsSupported)
            return new() { v = Avx512F.Min(left.v, right.v) };
        return Select(left < right, left, right);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Max(Lanes8 left, Lanes8 right)
    {
        if (Avx512F.IsSupported)
            return new() { v = Avx512F.Max(left.v, right.v) };
        return Select(left > right, left, right);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Lanes8 mask) => (uint)Vector512.ExtractMostSignificantBits(mask.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint BitsOfLess(Lanes8 left, Lanes8 right) => (uint)Vector512.LessThan(left.v, right.v).ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint BitsOfAtMost(Lanes8 left, Lanes8 right) => (uint)Vector512.LessThanOrEqual(left.v, right.v).ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 SelectLess(Lanes8 left, Lanes8 right, Lanes8 yes, Lanes8 no) => new() { v = Vector512.ConditionalSelect(Vector512.LessThan(left.v, right.v), yes.v, no.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 SelectEqual(Lanes8 left, Lanes8 right, Lanes8 yes, Lanes8 no) => new() { v = Vector512.ConditionalSelect(Vector512.Equals(left.v, right.v), yes.v, no.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 AddBits(Lanes8 left, Lanes8 right) => new() { v = (left.v.AsUInt64() + right.v.AsUInt64()).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 SubtractBits(Lanes8 left, Lanes8 right) => new() { v = (left.v.AsUInt64() - right.v.AsUInt64()).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 ShiftLeft(Lanes8 value, int count) => new() { v = (value.v.AsUInt64() << count).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 ShiftRight(Lanes8 value, int count) => new() { v = (value.v.AsUInt64() >>> count).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 MultiplyWords(Lanes8 left, Lanes8 right)
    {
        if (Avx512F.IsSupported)
            return new() { v = Avx512F.Multiply(left.v.AsUInt32(), right.v.AsUInt32()).AsDouble() };
        return new() { v = Portable(left.v.AsUInt64(), right.v.AsUInt64()) };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes8 value) => Vector512.Sum(value.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes8 Lookup(double* table, Lanes8 index) => new() { v = Lookup(table, index.v) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe Vector512<double> Lookup(double* table, Vector512<double> index) => Avx512F.IsSupported
        ? Avx512F.PermuteVar8x64x2(Vector512.Load(table), index.AsInt64(), Vector512.Load(table + 8))
        : Vector512.Create(Lanes4.Lookup(table, index.GetLower()), Lanes4.Lookup(table, index.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreByLane(Lanes8 first, Lanes8 second, Lanes8 third, Lanes8 fourth, double* target) =>
        StoreByLane(first.v, second.v, third.v, fourth.v, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void StoreByLane(Vector512<double> first, Vector512<double> second, Vector512<double> third, Vector512<double> fourth, double* target)
    {
        if (Avx512F.IsSupported)
        {
            var (evenLow, oddLow) = (Avx512F.UnpackLow(first, second), Avx512F.UnpackHigh(first, second));
            var (evenHigh, oddHigh) = (Avx512F.UnpackLow(third, fourth), Avx512F.UnpackHigh(third, fourth));
            var (lower, upper) = (Vector512.Create(0L, 1, 8, 9, 2, 3, 10, 11), Vector512.Create(4L, 5, 12, 13, 6, 7, 14, 15));
            var (even, odd) = (Avx512F.PermuteVar8x64x2(evenLow, lower, evenHigh), Avx512F.PermuteVar8x64x2(oddLow, lower, oddHigh));
            Avx512F.Shuffle4x128(even, odd, 0x44).Store(target);
            Avx512F.Shuffle4x128(even, odd, 0xEE).Store(target + 8);
            (even, odd) = (Avx512F.PermuteVar8x64x2(evenLow, upper, evenHigh), Avx512F.PermuteVar8x64x2(oddLow, upper, oddHigh));
            Avx512F.Shuffle4x128(even, odd, 0x44).Store(target + 16);
            Avx512F.Shuffle4x128(even, odd, 0xEE).Store(target + 24);
            return;
        }

        for (var lane = 0; lane < Count; lane++)
            Vector256.Create(first[lane], second[lane], third[lane], fourth[lane]).Store(target + 4 * lane);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> Portable(Vector512<ulong> left, Vector512<ulong> right)
    {
        var words = Vector512.Create((ulong)uint.MaxValue);
        return ((left & words) * (right & words)).AsDouble();
    }
}
