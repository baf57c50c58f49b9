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

    /// <summary>Of four numbers of 16 bits each choice: which of their bytes go where, so that the chosen ones come first.</summary>
    static ReadOnlySpan<ulong> ChosenFirst =>
    [
        0, 0x0100, 0x0302, 0x0302_0100, 0x0504, 0x0504_0100, 0x0504_0302, 0x0504_0302_0100,
        0x0706, 0x0706_0100, 0x0706_0302, 0x0706_0302_0100, 0x0706_0504, 0x0706_0504_0100, 0x0706_0504_0302, 0x0706_0504_0302_0100,
    ];

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

        var set = chosen.ExtractMostSignificantBits();
        to = AppendFour(to, numbers, set & 15);
        return AppendFour(to, Vector128.Shuffle(numbers.AsInt64(), Vector128.Create(1L, 0)).AsInt16(), set >> 4 & 15);
    }

    /// <summary>The largest of all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static int Largest(Vector128<short> value)
    {
        var ofFour = Vector128.Max(value, Vector128.Shuffle(value, Vector128.Create((short)4, 5, 6, 7, 4, 5, 6, 7)));
        var ofTwo = Vector128.Max(ofFour, Vector128.Shuffle(ofFour, Vector128.Create((short)2, 3, 2, 3, 2, 3, 2, 3)));
        return Math.Max(ofTwo[0], ofTwo[1]);
    }

    /// <summary>Writes some of four numbers one behind the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static short* AppendFour(short* to, Vector128<short> numbers, uint chosen)
    {
        *(long*)to = Vector128.ShuffleNative(numbers.AsByte(), Vector128.CreateScalarUnsafe(ChosenFirst[(int)chosen]).AsByte()).AsInt64().ToScalar();
        return to + BitOperations.PopCount(chosen);
    }
}
