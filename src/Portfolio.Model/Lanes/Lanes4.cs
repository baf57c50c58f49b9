using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Portfolio.Model.Lanes;

/// <summary>Four replications side by side, in 256 bits.</summary>
public struct Lanes4 : ILanes<Lanes4>
{
    // Set by initialisers, as a constructor would be one more call to inline for every operation. No initialiser holds a condition, even one that
    // the runtime knows: it would keep the lanes in memory.
    Vector256<double> v;

    /// <inheritdoc/>
    public static int Count => Vector256<double>.Count;

    /// <inheritdoc/>
    public static Lanes4 Indices => new() { v = Vector256<ulong>.Indices.AsDouble() };

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
    public static Lanes4 MultiplySubtract(Lanes4 left, Lanes4 right, Lanes4 from) => new() { v = Vector256.FusedMultiplyAdd(-left.v, right.v, from.v) };

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
    public static Lanes4 Xor(Lanes4 first, Lanes4 second, Lanes4 third) => new() { v = first.v ^ second.v ^ third.v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Without(Lanes4 value, Lanes4 mask) => new() { v = Vector256.AndNot(value.v, mask.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Select(Lanes4 mask, Lanes4 yes, Lanes4 no)
    {
        if (Avx.IsSupported)
            return new() { v = Avx.BlendVariable(no.v, yes.v, mask.v) };
        return new() { v = Vector256.ConditionalSelect(mask.v, yes.v, no.v) };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Min(Lanes4 left, Lanes4 right)
    {
        if (Avx.IsSupported)
            return new() { v = Avx.Min(left.v, right.v) };
        return Select(left < right, left, right);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Max(Lanes4 left, Lanes4 right)
    {
        if (Avx.IsSupported)
            return new() { v = Avx.Max(left.v, right.v) };
        return Select(left > right, left, right);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Lanes4 mask) => (uint)Vector256.ExtractMostSignificantBits(mask.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint BitsOfLess(Lanes4 left, Lanes4 right) => (uint)Vector256.LessThan(left.v, right.v).ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint BitsOfAtMost(Lanes4 left, Lanes4 right) => (uint)Vector256.LessThanOrEqual(left.v, right.v).ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 SelectLess(Lanes4 left, Lanes4 right, Lanes4 yes, Lanes4 no) => new() { v = Vector256.ConditionalSelect(Vector256.LessThan(left.v, right.v), yes.v, no.v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 SelectEqual(Lanes4 left, Lanes4 right, Lanes4 yes, Lanes4 no) => new() { v = Vector256.ConditionalSelect(Vector256.Equals(left.v, right.v), yes.v, no.v) };

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
    public static Lanes4 MultiplyWords(Lanes4 left, Lanes4 right)
    {
        if (Avx2.IsSupported)
            return new() { v = Avx2.Multiply(left.v.AsUInt32(), right.v.AsUInt32()).AsDouble() };
        return new() { v = Portable(left.v.AsUInt64(), right.v.AsUInt64()) };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes4 value) => Vector256.Sum(value.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes4 Lookup(double* table, Lanes4 index) => new() { v = Lookup(table, index.v) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe Vector256<double> Lookup(double* table, Vector256<double> index)
    {
        var at = index.AsInt64() & Vector256.Create(15L);
        return Avx2.IsSupported
            ? Avx2.GatherVector256(table, at, sizeof(double))
            : Vector256.Create(table[at[0]], table[at[1]], table[at[2]], table[at[3]]);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreByLane(Lanes4 first, Lanes4 second, Lanes4 third, Lanes4 fourth, double* target) =>
        StoreByLane(first.v, second.v, third.v, fourth.v, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void StoreByLane(Vector256<double> first, Vector256<double> second, Vector256<double> third, Vector256<double> fourth, double* target)
    {
        if (Avx.IsSupported)
        {
            var (evenLow, oddLow) = (Avx.UnpackLow(first, second), Avx.UnpackHigh(first, second));
            var (evenHigh, oddHigh) = (Avx.UnpackLow(third, fourth), Avx.UnpackHigh(third, fourth));
            Avx.Permute2x128(evenLow, evenHigh, 0x20).Store(target);
            Avx.Permute2x128(oddLow, oddHigh, 0x20).Store(target + 4);
            Avx.Permute2x128(evenLow, evenHigh, 0x31).Store(target + 8);
            Avx.Permute2x128(oddLow, oddHigh, 0x31).Store(target + 12);
            return;
        }

        for (var lane = 0; lane < Count; lane++)
            Vector256.Create(first[lane], second[lane], third[lane], fourth[lane]).Store(target + 4 * lane);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<double> Portable(Vector256<ulong> left, Vector256<ulong> right)
    {
        var words = Vector256.Create((ulong)uint.MaxValue);
        return ((left & words) * (right & words)).AsDouble();
    }
}
