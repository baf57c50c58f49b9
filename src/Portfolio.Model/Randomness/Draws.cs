using Portfolio.Model.Distributions;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Randomness;

/// <summary>The random numbers of one entity in one replication. A draw depends on what it is for, never on when or where it is made.</summary>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Entity">0 for the programme, else the 32-bit hash of an initiative's or event's id.</param>
/// <param name="Replication">Index of the replication.</param>
public readonly record struct Draws(ulong Seed, uint Entity, uint Replication)
{
    /// <summary>Four draws of a stream at once: those of a block of its counter.</summary>
    public Words Block(RandomStream stream, int block) =>
        Philox.At(new Words((uint)block, (uint)stream, Entity, Replication), (uint)Seed, (uint)(Seed >> 32));

    /// <summary>Uniform on (0, 1): draw <paramref name="number"/> of a stream.</summary>
    public double Uniform(RandomStream stream, int number) => Philox.ToUniform(Block(stream, number >> 2)[number]);

    /// <summary>Exponential with mean 1.</summary>
    public double Exponential(RandomStream stream, int number) => -Scalar.Log(Uniform(stream, number));

    /// <summary>Standard normal.</summary>
    public double Normal(RandomStream stream, int number) => StandardNormal.Quantile(Uniform(stream, number));

    /// <summary>Lognormal by mean and coefficient of variation; a coefficient of 0 is the mean itself.</summary>
    public double Lognormal(RandomStream stream, int number, double mean, double variation) =>
        mean * Spread.Of<Lanes1>(Spread.Sigma(variation), Normal(stream, number)).Value;

    /// <summary>The uniform of an uncertain parameter: its address is the 64-bit hash of its path and the index of the parameter draw.</summary>
    public static double Parameter(ulong seed, ulong path, uint draw)
    {
        var counter = new Words((uint)(path >> 32), (uint)RandomStream.Parameter, (uint)path, draw);
        return Philox.ToUniform(Philox.At(counter, (uint)seed, (uint)(seed >> 32))[0]);
    }
}
