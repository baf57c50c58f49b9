namespace Portfolio.Analysis.Explaining;

/// <summary>A sum of weighted numbers as exact as one of twice the precision, so that what is large and cancels leaves the small difference whole.</summary>
/// <remarks>Ogita, Rump and Oishi, "Accurate sum and dot product", SIAM J. Sci. Comput. 26 (2005), algorithm Dot2: the error of every product and every sum is kept.</remarks>
struct CompensatedSum
{
    double sum;
    double errors;

    /// <summary>The sum, rounded once.</summary>
    public readonly double Value => sum + errors;

    /// <summary>Adds a number so many times.</summary>
    public void Add(double weight, double number)
    {
        var product = weight * number;
        var next = sum + product;
        var added = next - sum;
        errors += Math.FusedMultiplyAdd(weight, number, -product) + (sum - (next - added)) + (product - added);
        sum = next;
    }
}
