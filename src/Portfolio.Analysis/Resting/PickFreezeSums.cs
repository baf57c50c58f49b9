using System.Numerics;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Resting;

/// <summary>
/// Sums of an outcome under every set of kept sources, and of its products with the outcome as it is: whole numbers, so that merging
/// has no order. The covariance of the two estimates what the kept sources bring by themselves, Var E[Y | S].
/// </summary>
/// <remarks>
/// Sobol', "Sensitivity estimates for nonlinear mathematical models", Math. Modelling and Comput. Experiment 1 (1993). The sample covariance is
/// (Var Y + Var Y′)/2 − Var(Y − Y′)/2, so neither side counts for more.
/// </remarks>
/// <param name="sets">Sets of sources, the empty one left out; the last is that of all, the outcome as it is.</param>
sealed class PickFreezeSums(int sets)
{
    readonly Int128[] sums = new Int128[sets];
    readonly Int128[] products = new Int128[sets];

    /// <summary>Replications added.</summary>
    public int Count { get; private set; }

    /// <summary>Moments of the outcome as it is.</summary>
    public Moments Whole => new(Count, sums[^1], products[^1]);

    /// <summary>Adds a replication: the outcome under every set, in whole units below 2⁵³ in size.</summary>
    public void Add(ReadOnlySpan<long> outcomes)
    {
        Count++;
        for (var set = 0; set < sets; set++)
        {
            sums[set] += outcomes[set];
            products[set] += Math.BigMul(outcomes[set], outcomes[^1]);
        }
    }

    /// <summary>Adds other replications.</summary>
    public void Add(PickFreezeSums other) => Add(other, 1);

    /// <summary>These replications but some of them.</summary>
    public PickFreezeSums Without(PickFreezeSums some)
    {
        var rest = new PickFreezeSums(sets);
        rest.Add(this, 1);
        rest.Add(some, -1);
        return rest;
    }

    /// <summary>The variance that each set of sources brings by itself, in squared units, from the empty set's 0 to the whole; not-a-number below two replications.</summary>
    public double[] ClosedVariances() => [0, .. Enumerable.Range(0, sets).Select(Covariance)];

    /// <summary>Writes everything; what is empty takes a byte.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(Count);
        for (var set = 0; set < (Count == 0 ? 0 : sets); set++)
        {
            writer.Write(sums[set]);
            writer.Write(products[set]);
        }
    }

    /// <summary>Adds what was written.</summary>
    public void Read(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        Count += count;
        for (var set = 0; set < (count == 0 ? 0 : sets); set++)
        {
            sums[set] += reader.ReadWide();
            products[set] += reader.ReadWide();
        }
    }

    void Add(PickFreezeSums other, int sign)
    {
        Count += sign * other.Count;
        for (var set = 0; set < sets; set++)
        {
            sums[set] += sign * other.sums[set];
            products[set] += sign * other.products[set];
        }
    }

    double Covariance(int set) => Count < 2
        ? double.NaN
        : (double)(Count * (BigInteger)products[set] - (BigInteger)sums[set] * sums[^1]) / ((double)Count * (Count - 1));
}
