using System.Numerics;
using System.Runtime.CompilerServices;

namespace Portfolio.Model.Statistics;

/// <summary>Count, sum and sum of squares of whole numbers: exact, so that merging is associative and commutative to the last bit.</summary>
/// <param name="Count">Numbers added.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="SumOfSquares">The sum of their squares.</param>
public readonly record struct Moments(int Count, Int128 Sum, Int128 SumOfSquares)
{
    /// <summary>With one more number; its size must stay below 2⁵³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Moments With(long value) => new(Count + 1, Sum + value, SumOfSquares + Math.BigMul(value, value));

    /// <summary>The moments of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Moments operator +(Moments left, Moments right) =>
        new(left.Count + right.Count, left.Sum + right.Sum, left.SumOfSquares + right.SumOfSquares);

    /// <summary>The mean; not-a-number without a value.</summary>
    public double Mean => Count == 0 ? double.NaN : (double)Sum / Count;

    /// <summary>Unbiased variance; not-a-number below two values.</summary>
    public double Variance => Count < 2
        ? double.NaN
        : (double)(Count * (BigInteger)SumOfSquares - (BigInteger)Sum * Sum) / ((double)Count * (Count - 1));

    /// <summary>Monte Carlo standard error of the mean; not-a-number below two values.</summary>
    public double StandardError => Math.Sqrt(Variance / Count);
}
