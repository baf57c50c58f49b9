using System.Runtime.CompilerServices;

namespace Portfolio.Model.Randomness;

/// <summary>The counter-based generator Philox4x32-10: four random words for every address, in any order.</summary>
/// <remarks>
/// Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11; known answers from Random123.
/// </remarks>
public static class Philox
{
    internal const uint FirstMultiplier = 0xD2511F53;
    internal const uint SecondMultiplier = 0xCD9E8D57;
    internal const uint FirstWeyl = 0x9E3779B9;
    internal const uint SecondWeyl = 0xBB67AE85;
    internal const int Rounds = 10;

    /// <summary>The four words at a counter under a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Words At(Words counter, uint key0, uint key1)
    {
        var (c0, c1, c2, c3) = counter;
        for (var round = 0; round < Rounds; round++)
        {
            var first = (ulong)FirstMultiplier * c0;
            var second = (ulong)SecondMultiplier * c2;
            (c0, c1, c2, c3) = ((uint)(second >> 32) ^ c1 ^ key0, (uint)second, (uint)(first >> 32) ^ c3 ^ key1, (uint)first);
            key0 += FirstWeyl;
            key1 += SecondWeyl;
        }

        return new Words(c0, c1, c2, c3);
    }

    /// <summary>The middle of the word's 2⁻³²-wide interval: never 0, never 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToUniform(uint word) => (word + 0.5) * (1.0 / 4294967296.0);
}

/// <summary>Four 32-bit words: a counter, or what the generator makes of one.</summary>
public readonly record struct Words(uint Word0, uint Word1, uint Word2, uint Word3)
{
    /// <summary>Word <paramref name="index"/> modulo 4.</summary>
    public uint this[int index] => (index & 3) switch { 0 => Word0, 1 => Word1, 2 => Word2, _ => Word3 };
}
