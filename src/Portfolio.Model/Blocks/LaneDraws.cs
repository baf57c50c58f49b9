using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Blocks;

/// <summary>Random words for several addresses at once.</summary>
static class LaneDraws
{
    /// <summary>The four words at each lane's counter: <see cref="Philox"/> over lanes. Counters stand in the lower halves; so do the words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static (T Word0, T Word1, T Word2, T Word3) Words<T>(T c0, T c1, T c2, T c3, ulong seed)
        where T : unmanaged, ILanes<T>
    {
        var (key0, key1) = ((uint)seed, (uint)(seed >> 32));
        var first = T.OfBits(Philox.FirstMultiplier);
        var second = T.OfBits(Philox.SecondMultiplier);
        for (var round = 0; round < Philox.Rounds; round += 2)
        {
            // Two rounds at a time, to and fro between names, as a vector that is copied from one to the other would go through memory.
            // The upper halves hold what is left of products; a multiplication looks at the lower ones only.
            var d1 = T.MultiplyWords(c2, second);
            var d3 = T.MultiplyWords(c0, first);
            var d0 = T.Xor(T.ShiftRight(d1, 32), c1, T.OfBits(key0));
            var d2 = T.Xor(T.ShiftRight(d3, 32), c3, T.OfBits(key1));
            key0 += Philox.FirstWeyl;
            key1 += Philox.SecondWeyl;
            c1 = T.MultiplyWords(d2, second);
            c3 = T.MultiplyWords(d0, first);
            c0 = T.Xor(T.ShiftRight(c1, 32), d1, T.OfBits(key0));
            c2 = T.Xor(T.ShiftRight(c3, 32), d3, T.OfBits(key1));
            key0 += Philox.FirstWeyl;
            key1 += Philox.SecondWeyl;
        }

        var words = T.OfBits(uint.MaxValue);
        return (c0 & words, c1 & words, c2 & words, c3 & words);
    }

    /// <summary>Four consecutive draws of each replication: those of block <paramref name="number"/> of a stream, from replication <paramref name="first"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static (T Word0, T Word1, T Word2, T Word3) OfReplications<T>(ulong seed, RandomStream stream, uint entity, uint number, uint first)
        where T : unmanaged, ILanes<T> =>
        Words(T.OfBits(number), T.OfBits((uint)stream), T.OfBits(entity), T.AddBits(T.OfBits(first), T.Indices), seed);

    /// <summary>Consecutive blocks of draws of one replication, from block <paramref name="number"/> of a stream on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static (T Word0, T Word1, T Word2, T Word3) OfBlocks<T>(ulong seed, RandomStream stream, uint entity, uint number, uint replication)
        where T : unmanaged, ILanes<T> =>
        Words(T.AddBits(T.OfBits(number), T.Indices), T.OfBits((uint)stream), T.OfBits(entity), T.OfBits(replication), seed);

    /// <summary>The middle of each word's 2⁻³²-wide interval.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Uniform<T>(T word)
        where T : unmanaged, ILanes<T> =>
        (((word | T.OfBits(0x4330000000000000)) - T.Of(4503599627370496.0)) + T.Of(0.5)) * T.Of(1.0 / 4294967296.0);

    /// <summary>Exponential with mean 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Exponential<T>(T word)
        where T : unmanaged, ILanes<T> => T.Of(0) - Elementary.Log(Uniform(word));
}
