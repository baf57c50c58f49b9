using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Portfolio.Model.Blocks;

/// <summary>Lists which bits of a word are set, without a branch for each: how many there are is nothing a processor could foresee.</summary>
static unsafe class SetBits
{
    /// <summary>Room that a list needs behind its end.</summary>
    public const int Surplus = 64;

    /// <summary>Numbers written at once.</summary>
    const int AtOnce = 16;

    /// <summary>Bits found at once where no instruction finds them all.</summary>
    const int Unrolled = 8;

    /// <summary>Each byte of eight takes the same byte of a word that stands in every eight.</summary>
    static Vector512<byte> ByteOfBit
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            0x0000000000000000, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303,
            0x0404040404040404, 0x0505050505050505, 0x0606060606060606, 0x0707070707070707).AsByte();
    }

    /// <summary>Lists the set bits of a word.</summary>
    /// <param name="end">End of the list.</param>
    /// <param name="bits">The word.</param>
    /// <param name="first">What its lowest bit stands for; each further one stands for one more.</param>
    /// <returns>End of the longer list; what is behind it is written over by the next word's.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static int* List(int* end, ulong bits, int first)
    {
        var number = BitOperations.PopCount(bits);
        var longer = end + number;
        if (Avx512Vbmi2.IsSupported)
        {
            var indices = Indices(bits);
            (Avx512F.ConvertToVector512Int32(indices.GetLower().GetLower()) + Vector512.Create(first)).Store(end);
            if (number > AtOnce)
                ListRest(end, indices, first);
            return longer;
        }

        do
        {
            end[0] = first + Take(ref bits);
            end[1] = first + Take(ref bits);
            end[2] = first + Take(ref bits);
            end[3] = first + Take(ref bits);
            end[4] = first + Take(ref bits);
            end[5] = first + Take(ref bits);
            end[6] = first + Take(ref bits);
            end[7] = first + Take(ref bits);
            end += Unrolled;
        }
        while (end < longer);
        return longer;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static Vector512<byte> Indices(ulong bits)
    {
        var spread = Avx512BW.Shuffle(Vector512.Create(bits).AsByte(), ByteOfBit);
        var own = Vector512.Create(0x8040201008040201).AsByte();
        return Avx512Vbmi2.Compress(Vector512<byte>.Zero, Vector512.Equals(spread & own, own), Vector512<byte>.Indices);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void ListRest(int* end, Vector512<byte> indices, int first)
    {
        var from = Vector512.Create(first);
        (Avx512F.ConvertToVector512Int32(indices.GetLower().GetUpper()) + from).Store(end + AtOnce);
        (Avx512F.ConvertToVector512Int32(indices.GetUpper().GetLower()) + from).Store(end + 2 * AtOnce);
        (Avx512F.ConvertToVector512Int32(indices.GetUpper().GetUpper()) + from).Store(end + 3 * AtOnce);
    }

    /// <summary>Takes the lowest set bit out of a word that has one.</summary>
    /// <returns>Which it was.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static int Take(ref ulong bits)
    {
        var lowest = BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        return lowest;
    }
}
