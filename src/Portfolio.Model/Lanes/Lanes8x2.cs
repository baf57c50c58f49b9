using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Portfolio.Model.Lanes;

/// <summary>
/// Sixteen replications side by side, in twice 512 bits: two at a time keep busy a processor that would wait for each result of one.
/// </summary>
public struct Lanes8x2 : ILanes<Lanes8x2>
{
    // Set by initialisers, as a constructor would be one more call to inline for every operation. No initialiser holds a condition, even one that
    // the runtime knows: it would keep the lanes in memory.
    Vector512<double> a;
    Vector512<double> b;

    /// <inheritdoc/>
    public static int Count => 2 * Vector512<double>.Count;

    /// <inheritdoc/>
    public static Lanes8x2 Indices
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { a = Vector512<ulong>.Indices.AsDouble(), b = (Vector512<ulong>.Indices + Vector512.Create(8UL)).AsDouble() };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 Of(double value)
    {
        var both = Vector512.Create(value);
        return new() { a = both, b = both };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 OfBits(ulong bits)
    {
        var both = Vector512.Create(bits).AsDouble();
        return new() { a = both, b = both };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 operator +(Lanes8x2 left, Lanes8x2 right) => new() { a = left.a + right.a, b = left.b + right.b };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 operator -(Lanes8x2 left, Lanes8x2 right) => new() { a = left.a - right.a, b = left.b - right.b };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 operator *(Lanes8x2 left, Lanes8x2 right) => new() { a = left.a * right.a, b = left.b * right.b };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 operator /(Lanes8x2 left, Lanes8x2 right) => new() { a = left.a / right.a, b = left.b / right.b };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 MultiplyAdd(Lanes8x2 left, Lanes8x2 right, Lanes8x2 addend) => new() { a = Vector512.FusedMultiplyAdd(left.a, right.a, addend.a), b = Vector512.FusedMultiplyAdd(left.b, right.b, addend.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 MultiplySubtract(Lanes8x2 left, Lanes8x2 right, Lanes8x2 from) => new() { a = Vector512.FusedMultiplyAdd(-left.a, right.a, from.a), b = Vector512.FusedMultiplyAdd(-left.b, right.b, from.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 Sqrt(Lanes8x2 value) => new() { a = Vector512.Sqrt(value.a), b = Vector512.Sqrt(value.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 Ceiling(Lanes8x2 value) => new() { a = Vector512.Ceiling(value.a), b = Vector512.Ceiling(value.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 operator <(Lanes8x2 left, Lanes8x2 right) => new() { a = Vector512.LessThan(left.a, right.a), b = Vector512.LessThan(left.b, right.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 operator >(Lanes8x2 left, Lanes8x2 right) => new() { a = Vector512.GreaterThan(left.a, right.a), b = Vector512.GreaterThan(left.b, right.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 operator <=(Lanes8x2 left, Lanes8x2 right) => new() { a = Vector512.LessThanOrEqual(left.a, right.a), b = Vector512.LessThanOrEqual(left.b, right.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 operator >=(Lanes8x2 left, Lanes8x2 right) => new() { a = Vector512.GreaterThanOrEqual(left.a, right.a), b = Vector512.GreaterThanOrEqual(left.b, right.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 Equal(Lanes8x2 left, Lanes8x2 right) => new() { a = Vector512.Equals(left.a, right.a), b = Vector512.Equals(left.b, right.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 operator &(Lanes8x2 left, Lanes8x2 right) => new() { a = left.a & right.a, b = left.b & right.b };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 operator |(Lanes8x2 left, Lanes8x2 right) => new() { a = left.a | right.a, b = left.b | right.b };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 Xor(Lanes8x2 first, Lanes8x2 second, Lanes8x2 third) =>
        new() { a = Lanes8.Xor(first.a, second.a, third.a), b = Lanes8.Xor(first.b, second.b, third.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 Without(Lanes8x2 value, Lanes8x2 mask) => new() { a = Vector512.AndNot(value.a, mask.a), b = Vector512.AndNot(value.b, mask.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 Select(Lanes8x2 mask, Lanes8x2 yes, Lanes8x2 no)
    {
        return new() { a = Vector512.ConditionalSelect(mask.a, yes.a, no.a), b = Vector512.ConditionalSelect(mask.b, yes.b, no.b) };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 Min(Lanes8x2 left, Lanes8x2 right)
    {
        if (Avx512F.IsSupported)
            return new() { a = Avx512F.Min(left.a, right.a), b = Avx512F.Min(left.b, right.b) };
        return Select(left < right, left, right);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 Max(Lanes8x2 left, Lanes8x2 right)
    {
        if (Avx512F.IsSupported)
            return new() { a = Avx512F.Max(left.a, right.a), b = Avx512F.Max(left.b, right.b) };
        return Select(left > right, left, right);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Lanes8x2 mask) =>
        (uint)Vector512.ExtractMostSignificantBits(mask.a) | (uint)Vector512.ExtractMostSignificantBits(mask.b) << 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint BitsOfLess(Lanes8x2 left, Lanes8x2 right) =>
        (uint)Vector512.LessThan(left.a, right.a).ExtractMostSignificantBits() | (uint)Vector512.LessThan(left.b, right.b).ExtractMostSignificantBits() << 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint BitsOfAtMost(Lanes8x2 left, Lanes8x2 right) =>
        (uint)Vector512.LessThanOrEqual(left.a, right.a).ExtractMostSignificantBits() | (uint)Vector512.LessThanOrEqual(left.b, right.b).ExtractMostSignificantBits() << 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 SelectLess(Lanes8x2 left, Lanes8x2 right, Lanes8x2 yes, Lanes8x2 no) => new() { a = Vector512.ConditionalSelect(Vector512.LessThan(left.a, right.a), yes.a, no.a), b = Vector512.ConditionalSelect(Vector512.LessThan(left.b, right.b), yes.b, no.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 SelectEqual(Lanes8x2 left, Lanes8x2 right, Lanes8x2 yes, Lanes8x2 no) => new() { a = Vector512.ConditionalSelect(Vector512.Equals(left.a, right.a), yes.a, no.a), b = Vector512.ConditionalSelect(Vector512.Equals(left.b, right.b), yes.b, no.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 AddBits(Lanes8x2 left, Lanes8x2 right) => new() { a = (left.a.AsUInt64() + right.a.AsUInt64()).AsDouble(), b = (left.b.AsUInt64() + right.b.AsUInt64()).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 SubtractBits(Lanes8x2 left, Lanes8x2 right) => new() { a = (left.a.AsUInt64() - right.a.AsUInt64()).AsDouble(), b = (left.b.AsUInt64() - right.b.AsUInt64()).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 ShiftLeft(Lanes8x2 value, int count) => new() { a = (value.a.AsUInt64() << count).AsDouble(), b = (value.b.AsUInt64() << count).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 ShiftRight(Lanes8x2 value, int count) => new() { a = (value.a.AsUInt64() >>> count).AsDouble(), b = (value.b.AsUInt64() >>> count).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8x2 MultiplyWords(Lanes8x2 left, Lanes8x2 right)
    {
        if (Avx512F.IsSupported)
            return new() { a = Avx512F.Multiply(left.a.AsUInt32(), right.a.AsUInt32()).AsDouble(), b = Avx512F.Multiply(left.b.AsUInt32(), right.b.AsUInt32()).AsDouble() };
        return new() { a = Portable(left.a.AsUInt64(), right.a.AsUInt64()), b = Portable(left.b.AsUInt64(), right.b.AsUInt64()) };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes8x2 value) => Vector512.Sum(value.a + value.b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes8x2 Lookup(double* table, Lanes8x2 index) => new() { a = Lanes8.Lookup(table, index.a), b = Lanes8.Lookup(table, index.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreByLane(Lanes8x2 first, Lanes8x2 second, Lanes8x2 third, Lanes8x2 fourth, double* target)
    {
        Lanes8.StoreByLane(first.a, second.a, third.a, fourth.a, target);
        Lanes8.StoreByLane(first.b, second.b, third.b, fourth.b, target + 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> Portable(Vector512<ulong> left, Vector512<ulong> right)
    {
        var words = Vector512.Create((ulong)uint.MaxValue);
        return ((left & words) * (right & words)).AsDouble();
    }
}
