using System.Numerics;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis;

/// <summary>Sums of some whole numbers seen together and of their products: exact, so that merging has no order.</summary>
/// <param name="size">Numbers seen together.</param>
public sealed class CrossMoments(int size)
{
    readonly Int128[] sums = new Int128[size];
    readonly Int128[] products = new Int128[size * (size + 1) / 2];

    /// <summary>How often they were seen.</summary>
    public int Count { get; private set; }

    /// <summary>Mean of a number; not-a-number without any.</summary>
    public double Mean(int index) => Count == 0 ? double.NaN : (double)sums[index] / Count;

    /// <summary>Unbiased covariance of two numbers' means: that of the numbers over <see cref="Count"/>. Not-a-number below two.</summary>
    public double CovarianceOfMeans(int one, int other) => Count < 2
        ? double.NaN
        : (double)(Count * (BigInteger)products[Place(one, other)] - (BigInteger)sums[one] * sums[other]) / ((double)Count * Count * (Count - 1));

    /// <summary>Unbiased variance of the difference of two numbers' means, from the exact sum and sum of squares of their differences. Not-a-number below two.</summary>
    public double VarianceOfMeanDifference(int one, int other)
    {
        if (Count < 2)
            return double.NaN;
        var sum = (BigInteger)sums[one] - sums[other];
        var squares = (BigInteger)products[Place(one, one)] + products[Place(other, other)] - 2 * (BigInteger)products[Place(one, other)];
        return (double)(Count * squares - sum * sum) / ((double)Count * Count * (Count - 1));
    }

    /// <summary>Adds numbers seen together, each below 2⁵³ in size.</summary>
    public void Add(ReadOnlySpan<long> values)
    {
        Count++;
        for (var i = 0; i < size; i++)
        {
            sums[i] += values[i];
            for (var j = 0; j <= i; j++)
                products[Place(i, j)] += Math.BigMul(values[i], values[j]);
        }
    }

    /// <summary>Writes everything.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(Count);
        foreach (var sum in sums)
            writer.Write(sum);
        foreach (var product in products)
            writer.Write(product);
    }

    /// <summary>Adds what was written.</summary>
    public void Read(BinaryReader reader)
    {
        Count += reader.Read7BitEncodedInt();
        foreach (ref var sum in sums.AsSpan())
            sum += reader.ReadWide();
        foreach (ref var product in products.AsSpan())
            product += reader.ReadWide();
    }

    static int Place(int one, int other) => one >= other ? one * (one + 1) / 2 + other : other * (other + 1) / 2 + one;
}
