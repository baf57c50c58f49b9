using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Portfolio.Model.Statistics;

/// <summary>What values put by are packed and unpacked with: the numbers of eight replications, in as many bits as they need.</summary>
static unsafe class EightLanes
{
    /// <summary>Replications side by side.</summary>
    public const int Count = 8;

    /// <summary>Added to a number below 2⁵¹ in size it rounds it to a whole one, of two the even one, which then stands in the lower bits.</summary>
    public const double Whole = 6755399441055744.0;

    const int FractionBits = 52;

    /// <summary>The exponent e of a size 2ᵉ·(1 + m); of sizes below 2⁻¹⁰²² it is any negative number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> Octave(Vector512<double> value)
    {
        if (Avx512F.IsSupported)
            return Avx512F.GetExponent(value);
        var exponent = (Vector512.Abs(value).AsUInt64() >>> FractionBits) | Vector512.Create(0x4330000000000000UL);
        return exponent.AsDouble() - Vector512.Create(4503599627370496.0 + 1023);
    }

    /// <summary>The fraction m of a size 2ᵉ·(1 + m).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<double> Fraction(Vector512<double> value)
    {
        var fraction = value.AsUInt64() & Vector512.Create((1UL << FractionBits) - 1);
        return (fraction | Vector512<double>.One.AsUInt64()).AsDouble() - Vector512<double>.One;
    }

    /// <summary>The lower 16 bits of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector128<short> To16Bits(Vector512<long> value)
    {
        if (Avx512F.IsSupported)
            return Avx512F.ConvertToVector128Int16(value);
        return To16Bits(To32Bits(value));
    }

    /// <summary>The lower 16 bits of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector128<short> To16Bits(Vector256<int> value)
    {
        if (Avx512F.VL.IsSupported)
            return Avx512F.VL.ConvertToVector128Int16(value);
        return Vector128.Narrow(value.GetLower(), value.GetUpper());
    }

    /// <summary>The lower 32 bits of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<int> To32Bits(Vector512<long> value)
    {
        if (Avx512F.IsSupported)
            return Avx512F.ConvertToVector256Int32(value);
        return Vector256.Narrow(value.GetLower(), value.GetUpper());
    }

    /// <summary>The numbers in 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<long> Widen(Vector128<short> value)
    {
        if (Avx512F.IsSupported)
            return Avx512F.ConvertToVector512Int64(value);
        var (lower, upper) = Vector128.Widen(value);
        return Widen(Vector256.Create(lower, upper));
    }

    /// <summary>The numbers in 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<long> Widen(Vector256<int> value)
    {
        if (Avx512F.IsSupported)
            return Avx512F.ConvertToVector512Int64(value);
        var (lower, upper) = Vector256.Widen(value);
        return Vector512.Create(lower, upper);
    }

    /// <summary>How many lanes of a mask are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static int CountOf(Vector128<short> mask) => BitOperations.PopCount(mask.ExtractMostSignificantBits());

    /// <summary>Writes some of eight numbers one behind the other; there must be room for all.</summary>
    /// <returns>Where the next goes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static short* Append(short* to, Vector128<short> numbers, Vector128<short> chosen)
    {
        if (Avx512Vbmi2.VL.IsSupported)
        {
            Avx512Vbmi2.VL.Compress(Vector128<short>.Zero, chosen, numbers).Store(to);
            return to + CountOf(chosen);
        }

        for (var left = chosen.ExtractMostSignificantBits(); left != 0; left &= left - 1)
            *to++ = numbers[BitOperations.TrailingZeroCount(left)];
        return to;
    }

    /// <summary>The largest of all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Largest(Vector128<short> value)
    {
        var largest = value[0];
        for (var lane = 1; lane < Count; lane++)
            largest = Math.Max(largest, value[lane]);
        return largest;
    }

    /// <summary>Asks for what will be read before long; it need not exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Fetch(void* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(address);
    }
}
