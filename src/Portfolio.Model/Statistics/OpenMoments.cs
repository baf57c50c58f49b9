namespace Portfolio.Model.Statistics;

/// <summary>
/// Count, sum and sum of squares of not too many numbers, in parts of 64 bits, which are much quicker to add to than <see cref="Moments"/>: of at most
/// 2¹⁷ numbers below 2⁴⁶ in size. Large numbers are squared in two halves, <c>(2²³·a + b)² = 2⁴⁶·a² + 2²⁴·ab + b²</c>.
/// </summary>
struct OpenMoments
{
    /// <summary>Numbers that may be added before the sums must be closed.</summary>
    public const int Most = 1 << 17;

    /// <summary>Numbers added.</summary>
    public int Count;

    /// <summary>Their sum.</summary>
    public long Sum;

    /// <summary>The sum of squares of upper halves, a².</summary>
    public long High;

    /// <summary>The sum of products of both halves, ab.</summary>
    public long Cross;

    /// <summary>The sum of squares of lower halves, b², or of whole numbers that are small.</summary>
    public long Low;

    /// <summary>The moments that they come to.</summary>
    public readonly Moments Closed => new(Count, Sum, ((Int128)High << 46) + ((Int128)Cross << 24) + Low);
}
