using System.IO.Compression;
using System.Numerics;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Sampling;

/// <summary>Sobol' sequences, scrambled: draws that fill the space of all parameters evenly, each by itself uniform.</summary>
/// <remarks>
/// Direction numbers: Joe and Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30 (2008),
/// their set of criterion 6 in 21,201 dimensions, kept in joe-kuo-6.gz as degree, coefficients and initial numbers of each but the first. Scrambling is Owen's,
/// nested and uniform, by the hash of Laine and Karras with the constants of Burley, "Practical hash-based Owen scrambling", JCGT 9 (2020).
/// </remarks>
public sealed class Sobol : SamplingPlan
{
    /// <summary>Most parameters it can sample.</summary>
    public const int MostDimensions = 21_201;

    const int Bits = 32;

    readonly ulong seed;
    readonly int dimensions;
    readonly int skipped;
    readonly uint[] directions;

    /// <summary>A sequence in some dimensions, no more than <see cref="MostDimensions"/>.</summary>
    public Sobol(ulong seed, int dimensions)
        : this(seed, dimensions, 0)
    {
    }

    Sobol(ulong seed, int dimensions, int skipped)
    {
        (this.seed, this.dimensions, this.skipped) = (seed, dimensions, skipped);
        directions = Directions(skipped + dimensions)[(skipped * Bits)..];
    }

    /// <inheritdoc/>
    public override double Uniform(int dimension, ulong path, uint draw) =>
        Philox.ToUniform(Scramble(Point(dimension, draw), Key(seed, RandomStream.Scramble, path, 0)[0]));

    /// <summary>The dimensions of the sequence that follow; Latin hypercubes where it has not so many.</summary>
    /// <remarks>
    /// Another scramble of the same dimensions would not do: from draw to draw both would change halves, quarters and so on together, so
    /// that within one seed they are correlated however many draws there are.
    /// </remarks>
    public override SamplingPlan Independent(ulong seed) => skipped + 2 * dimensions <= MostDimensions
        ? new Sobol(seed, dimensions, skipped + dimensions)
        : new LatinHypercube(seed);

    /// <summary>A coordinate of a point before it is scrambled, as a binary fraction of 32 bits.</summary>
    internal uint Point(int dimension, uint index)
    {
        var word = 0u;
        for (; index != 0; index &= index - 1)
            word ^= directions[dimension * Bits + BitOperations.TrailingZeroCount(index)];
        return word;
    }

    /// <summary>Flips each bit by a hash of those above it.</summary>
    static uint Scramble(uint word, uint key)
    {
        word = Reverse(word) + key;
        word ^= word * 0x6C50B47C;
        word ^= word * 0xB82F1E52;
        word ^= word * 0xC7AFE638;
        word ^= word * 0x8D22F6E6;
        return Reverse(word);
    }

    static uint Reverse(uint word)
    {
        word = ((word >> 1) & 0x55555555) | ((word & 0x55555555) << 1);
        word = ((word >> 2) & 0x33333333) | ((word & 0x33333333) << 2);
        word = ((word >> 4) & 0x0F0F0F0F) | ((word & 0x0F0F0F0F) << 4);
        return System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word);
    }

    static uint[] Directions(int dimensions)
    {
        var numbers = new uint[dimensions * Bits];
        for (var bit = 0; bit < Math.Min(1, dimensions) * Bits; bit++)
            numbers[bit] = 1u << (Bits - 1 - bit);
        using var table = typeof(Sobol).Assembly.GetManifestResourceStream("Portfolio.Model.Sampling.joe-kuo-6.gz")!;
        using var reader = new BinaryReader(new BufferedStream(new GZipStream(table, CompressionMode.Decompress)));
        for (var dimension = 1; dimension < dimensions; dimension++)
            Fill(numbers.AsSpan(dimension * Bits, Bits), reader);
        return numbers;
    }

    /// <summary>The direction numbers of a dimension, from those of its primitive polynomial.</summary>
    static void Fill(Span<uint> numbers, BinaryReader reader)
    {
        var degree = reader.Read7BitEncodedInt();
        var coefficients = (uint)reader.Read7BitEncodedInt();
        for (var i = 0; i < degree; i++)
            numbers[i] = (uint)reader.Read7BitEncodedInt() << (Bits - 1 - i);
        for (var i = degree; i < Bits; i++)
        {
            numbers[i] = numbers[i - degree] ^ (numbers[i - degree] >> degree);
            for (var k = 1; k < degree; k++)
            {
                if ((coefficients >> (degree - 1 - k) & 1) != 0)
                    numbers[i] ^= numbers[i - k];
            }
        }
    }
}
