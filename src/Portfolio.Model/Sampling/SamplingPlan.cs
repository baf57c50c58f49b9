using Portfolio.Model.Randomness;

namespace Portfolio.Model.Sampling;

/// <summary>
/// How the uniforms of uncertain parameters are spread over their draws. Every one has an address, the parameter and the index of
/// the draw, so that blocks and shards need no order and a longer run begins with the shorter one.
/// </summary>
public abstract class SamplingPlan
{
    /// <summary>A uniform on (0, 1).</summary>
    /// <param name="dimension">Place of the parameter among the uncertain ones.</param>
    /// <param name="path">The 64-bit hash of its path.</param>
    /// <param name="draw">Index of the draw.</param>
    public abstract double Uniform(int dimension, ulong path, uint draw);

    /// <summary>A plan of the same kind whose uniforms are independent of this one's, also over the draws of one seed.</summary>
    /// <param name="seed">Another seed.</param>
    public abstract SamplingPlan Independent(ulong seed);

    /// <summary>Random words that belong to a parameter and a plan.</summary>
    private protected static Words Key(ulong seed, RandomStream stream, ulong path, uint number) =>
        Philox.At(new Words((uint)(path >> 32), (uint)stream, (uint)path, number), (uint)seed, (uint)(seed >> 32));
}

/// <summary>Independent draws.</summary>
public sealed class RandomPlan(ulong seed) : SamplingPlan
{
    /// <inheritdoc/>
    public override double Uniform(int dimension, ulong path, uint draw) => Draws.Parameter(seed, path, draw);

    /// <inheritdoc/>
    public override SamplingPlan Independent(ulong seed) => new RandomPlan(seed);
}
