using Portfolio.Model.Randomness;

namespace Portfolio.Model.Sampling;

/// <summary>
/// Latin hypercubes, one after the other: of each thousand draws, one lies in each thousandth of every parameter's distribution,
/// in an order of its own, and at random within it.
/// </summary>
/// <remarks>
/// McKay, Beckman and Conover, "A comparison of three methods for selecting values of input variables", Technometrics 21 (1979). The order is
/// a permutation that is computed at any place without the others: a Feistel network over 1,024 places, walked on until it falls
/// below a thousand.
/// </remarks>
public sealed class LatinHypercube(ulong seed) : SamplingPlan
{
    /// <summary>Draws of a hypercube.</summary>
    public const int Size = 1000;

    const int HalfBits = 5;
    const uint Half = (1u << HalfBits) - 1;
    const int Rounds = 8;

    /// <inheritdoc/>
    public override double Uniform(int dimension, ulong path, uint draw)
    {
        var key = Key(seed, RandomStream.Hypercube, path, draw / Size);
        return (Place(draw % Size, key) + Draws.Parameter(seed, path, draw)) / Size;
    }

    /// <inheritdoc/>
    public override SamplingPlan Independent(ulong seed) => new LatinHypercube(seed);

    /// <summary>Where a key puts a number below a thousand: each at a place of its own.</summary>
    internal static uint Place(uint number, Words key)
    {
        do
            number = Shuffle(number, key);
        while (number >= Size);
        return number;
    }

    static uint Shuffle(uint number, Words key)
    {
        var (left, right) = (number >> HalfBits, number & Half);
        for (var round = 0; round < Rounds; round++)
            (left, right) = (right, left ^ (Mix(right + (key[round] >> (round / 4 * HalfBits)) + (uint)(round << HalfBits), key[round + 1]) & Half));
        return (left << HalfBits) | right;
    }

    static uint Mix(uint value, uint key)
    {
        value = (value ^ key) * 0x9E3779B1;
        value = (value ^ (value >> 15)) * 0x85EBCA77;
        return value ^ (value >> 13);
    }
}
