using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Portfolio.Model.Lanes;

/// <summary>Four replications side by side, in 256 bits.</summary>
public struct Lanes4 : ILanes<Lanes4>
{
    // Set by initialisers, as a constructor would be one more call to inline for every operation.
    Vector256<double> v;

    /// <inheritdoc/>
    public static int Count => Vector256<double>.Count;

    /// <inheritdoc/>
    public static Lanes4 Indices => new() { v = Vector256.Create(0UL, 1UL, 2UL, 3UL).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Of(double value) => new() { v = Vector256.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 OfBits(ulong bits) => new() { v = Vector256.Create(bits).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator +(Lanes4 left, Lanes4 right) => new() { v = left.v + right.v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator -(Lanes4 left, Lanes4 right) => new() { v = left.v - right.v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator *(Lanes4 left, Lanes4 right) => new() { v = left.v * right.v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator /(Lanes4 left, Lanes4 right) => new() { v = left.v / right.v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 MultiplyAdd(Lanes4 left, Lanes4 right, Lanes4 addend) =>
        new() { v = Vector256.FusedMultiplyAdd(left.v, right.v, addend.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Sqrt(Lanes4 value) => new() { v = Vector256.Sqrt(value.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Ceiling(Lanes4 value) => new() { v = Vector256.Ceiling(value.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator <(Lanes4 left, Lanes4 right) => new() { v = Vector256.LessThan(left.v, right.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator >(Lanes4 left, Lanes4 right) => new() { v = Vector256.GreaterThan(left.v, right.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator <=(Lanes4 left, Lanes4 right) => new() { v = Vector256.LessThanOrEqual(left.v, right.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator >=(Lanes4 left, Lanes4 right) => new() { v = Vector256.GreaterThanOrEqual(left.v, right.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Equal(Lanes4 left, Lanes4 right) => new() { v = Vector256.Equals(left.v, right.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator &(Lanes4 left, Lanes4 right) => new() { v = left.v & right.v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator |(Lanes4 left, Lanes4 right) => new() { v = left.v | right.v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator ^(Lanes4 left, Lanes4 right) => new() { v = left.v ^ right.v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Select(Lanes4 mask, Lanes4 yes, Lanes4 no) => new() { v = Vector256.ConditionalSelect(mask.v, yes.v, no.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Lanes4 mask) => (uint)Vector256.ExtractMostSignificantBits(mask.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 AddBits(Lanes4 left, Lanes4 right) => new() { v = (left.v.AsUInt64() + right.v.AsUInt64()).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 SubtractBits(Lanes4 left, Lanes4 right) => new() { v = (left.v.AsUInt64() - right.v.AsUInt64()).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 ShiftLeft(Lanes4 value, int count) => new() { v = (value.v.AsUInt64() << count).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 ShiftRight(Lanes4 value, int count) => new() { v = (value.v.AsUInt64() >>> count).AsDouble() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 MultiplyWords(Lanes4 left, Lanes4 right) =>
        new() { v = Avx2.IsSupported ? Avx2.Multiply(left.v.AsUInt32(), right.v.AsUInt32()).AsDouble() : Portable(left.v.AsUInt64(), right.v.AsUInt64()) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes4 value) => Vector256.Sum(value.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreWhole(Lanes4 value, int* target)
    {
        if (Avx.IsSupported)
        {
            Avx.ConvertToVector128Int32(value.v).Store(target);
            return;
        }

        for (var lane = 0; lane < Count; lane++)
            target[lane] = (int)value.v[lane];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<double> Portable(Vector256<ulong> left, Vector256<ulong> right)
    {
        var words = Vector256.Create((ulong)uint.MaxValue);
        return ((left & words) * (right & words)).AsDouble();
    }
}
