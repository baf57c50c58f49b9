using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Portfolio.Model.Lanes;

/// <summary>
/// Eight replications side by side, in twice 256 bits: where vectors have no more, two at a time keep busy a processor that would wait for
/// each result of one.
/// </summary>
public struct Lanes4x2 : ILanes<Lanes4x2>
{
    // Set by initialisers, as a constructor would be one more call to inline for every operation. No initialiser holds a condition, even one that
    // the runtime knows: it would keep the lanes in memory.
    Vector256<double> a;
    Vector256<double> b;

    /// <inheritdoc/>
    public static int Count => 2 * Vector256<double>.Count;

    /// <inheritdoc/>
    public static Lanes4x2 Indices
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { a = Vector256<ulong>.Indices.AsDouble(), b = (Vector256<ulong>.Indices + Vector256.Create(4UL)).AsDouble() };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 Of(double value)
    {
        var both = Vector256.Create(value);
        return new() { a = both, b = both };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 OfBits(ulong bits)
    {
        var both = Vector256.Create(bits).AsDouble();
        return new() { a = both, b = both };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 operator +(Lanes4x2 left, Lanes4x2 right) => new() { a = left.a + right.a, b = left.b + right.b };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 operator -(Lanes4x2 left, Lanes4x2 right) => new() { a = left.a - right.a, b = left.b - right.b };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 operator *(Lanes4x2 left, Lanes4x2 right) => new() { a = left.a * right.a, b = left.b * right.b };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 operator /(Lanes4x2 left, Lanes4x2 right) => new() { a = left.a / right.a, b = left.b / right.b };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 MultiplyAdd(Lanes4x2 left, Lanes4x2 right, Lanes4x2 addend) => new() { a = Vector256.FusedMultiplyAdd(left.a, right.a, addend.a), b = Vector256.FusedMultiplyAdd(left.b, right.b, addend.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 MultiplySubtract(Lanes4x2 left, Lanes4x2 right, Lanes4x2 from) => new() { a = Vector256.FusedMultiplyAdd(-left.a, right.a, from.a), b = Vector256.FusedMultiplyAdd(-left.b, right.b, from.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 Sqrt(Lanes4x2 value) => new() { a = Vector256.Sqrt(value.a), b = Vector256.Sqrt(value.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 Ceiling(Lanes4x2 value) => new() { a = Vector256.Ceiling(value.a), b = Vector256.Ceiling(value.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 operator <(Lanes4x2 left, Lanes4x2 right) => new() { a = Vector256.LessThan(left.a, right.a), b = Vector256.LessThan(left.b, right.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 operator >(Lanes4x2 left, Lanes4x2 right) => new() { a = Vector256.GreaterThan(left.a, right.a), b = Vector256.GreaterThan(left.b, right.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 operator <=(Lanes4x2 left, Lanes4x2 right) => new() { a = Vector256.LessThanOrEqual(left.a, right.a), b = Vector256.LessThanOrEqual(left.b, right.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 operator >=(Lanes4x2 left, Lanes4x2 right) => new() { a = Vector256.GreaterThanOrEqual(left.a, right.a), b = Vector256.GreaterThanOrEqual(left.b, right.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 Equal(Lanes4x2 left, Lanes4x2 right) => new() { a = Vector256.Equals(left.a, right.a), b = Vector256.Equals(left.b, right.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 operator &(Lanes4x2 left, Lanes4x2 right) => new() { a = left.a & right.a, b = left.b & right.b };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 operator |(Lanes4x2 left, Lanes4x2 right) => new() { a = left.a | right.a, b = left.b | right.b };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 Xor(Lanes4x2 first, Lanes4x2 second, Lanes4x2 third) =>
        new() { a = first.a ^ second.a ^ third.a, b = first.b ^ second.b ^ third.b };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 Without(Lanes4x2 value, Lanes4x2 mask) => new() { a = Vector256.AndNot(value.a, mask.a), b = Vector256.AndNot(value.b, mask.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 Select(Lanes4x2 mask, Lanes4x2 yes, Lanes4x2 no)
    {
        if (Avx.IsSupported)
            return new() { a = Avx.BlendVariable(no.a, yes.a, mask.a), b = Avx.BlendVariable(no.b, yes.b, mask.b) };
        return new() { a = Vector256.ConditionalSelect(mask.a, yes.a, no.a), b = Vector256.ConditionalSelect(mask.b, yes.b, no.b) };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 Min(Lanes4x2 left, Lanes4x2 right)
    {
        if (Avx.IsSupported)
            return new() { a = Avx.Min(left.a, right.a), b = Avx.Min(left.b, right.b) };
        return Select(left < right, left, right);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 Max(Lanes4x2 left, Lanes4x2 right)
    {
        if (Avx.IsSupported)
            return new() { a = Avx.Max(left.a, right.a), b = Avx.Max(left.b, right.b) };
        return Select(left > right, left, right);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Lanes4x2 mask) =>
        (uint)Vector256.ExtractMostSignificantBits(mask.a) | (uint)Vector256.ExtractMostSignificantBits(mask.b) << 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint BitsOfLess(Lanes4x2 left, Lanes4x2 right) =>
        (uint)Vector256.LessThan(left.a, right.a).ExtractMostSignificantBits() | (uint)Vector256.LessThan(left.b, right.b).ExtractMostSignificantBits() << 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint BitsOfAtMost(Lanes4x2 left, Lanes4x2 right) =>
        (uint)Vector256.LessThanOrEqual(left.a, right.a).ExtractMostSignificantBits() | (uint)Vector256.LessThanOrEqual(left.b, right.b).ExtractMostSignificantBits() << 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 SelectLess(Lanes4x2 left, Lanes4x2 right, Lanes4x2 yes, Lanes4x2 no) => new() { a = Vector256.ConditionalSelect(Vector256.LessThan(left.a, right.a), yes.a, no.a), b = Vector256.ConditionalSelect(Vector256.LessThan(left.b, right.b), yes.b, no.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 SelectEqual(Lanes4x2 left, Lanes4x2 right, Lanes4x2 yes, Lanes4x2 no) => new() { a = Vector256.ConditionalSelect(Vector256.Equals(left.a, right.a), yes.a, no.a), b = Vector256.ConditionalSelect(Vector256.Equals(left.b, right.b), yes.b, no.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 AddBits(Lanes4x2 left, Lanes4x2 right) => new() { a = (left.a.AsUInt64() + right.a.AsUInt64()).AsDouble(), b = (left.b.AsUInt64() + right.b.AsUInt64()).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 SubtractBits(Lanes4x2 left, Lanes4x2 right) => new() { a = (left.a.AsUInt64() - right.a.AsUInt64()).AsDouble(), b = (left.b.AsUInt64() - right.b.AsUInt64()).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 ShiftLeft(Lanes4x2 value, int count) => new() { a = (value.a.AsUInt64() << count).AsDouble(), b = (value.b.AsUInt64() << count).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 ShiftRight(Lanes4x2 value, int count) => new() { a = (value.a.AsUInt64() >>> count).AsDouble(), b = (value.b.AsUInt64() >>> count).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4x2 MultiplyWords(Lanes4x2 left, Lanes4x2 right)
    {
        if (Avx2.IsSupported)
            return new() { a = Avx2.Multiply(left.a.AsUInt32(), right.a.AsUInt32()).AsDouble(), b = Avx2.Multiply(left.b.AsUInt32(), right.b.AsUInt32()).AsDouble() };
        return new() { a = Portable(left.a.AsUInt64(), right.a.AsUInt64()), b = Portable(left.b.AsUInt64(), right.b.AsUInt64()) };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes4x2 value) => Vector256.Sum(value.a + value.b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes4x2 Lookup(double* table, Lanes4x2 index) => new() { a = Lanes4.Lookup(table, index.a), b = Lanes4.Lookup(table, index.b) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreByLane(Lanes4x2 first, Lanes4x2 second, Lanes4x2 third, Lanes4x2 fourth, double* target)
    {
        Lanes4.StoreByLane(first.a, second.a, third.a, fourth.a, target);
        Lanes4.StoreByLane(first.b, second.b, third.b, fourth.b, target + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<double> Portable(Vector256<ulong> left, Vector256<ulong> right)
    {
        var words = Vector256.Create((ulong)uint.MaxValue);
        return ((left & words) * (right & words)).AsDouble();
    }
}
