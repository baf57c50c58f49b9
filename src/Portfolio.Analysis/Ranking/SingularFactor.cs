namespace Portfolio.Analysis.Ranking;

/// <summary>What turns independent standard normals into normals of any covariance, singular ones too: their sum, each by its column.</summary>
/// <remarks>
/// Cholesky's factor with complete pivoting, stopped at the numerical rank: Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed. (2002), § 10.3.
/// It is that of the correlations, so that small variances beside large ones are not taken for rounding.
/// </remarks>
static class SingularFactor
{
    /// <summary>Between 1 and the next number: 2⁻⁵².</summary>
    const double Epsilon = 1.0 / (1L << 52);

    /// <summary>So much of a correlation may be left over by rounding, of the matrix itself or of its factor.</summary>
    const double Rounding = 1e-6;

    /// <summary>As many columns as the rank.</summary>
    /// <exception cref="ArgumentException">The matrix is not positive semidefinite by more than rounding explains.</exception>
    public static double[][] Of(double[,] covariance)
    {
        var n = covariance.GetLength(0);
        var rest = Correlations(covariance);
        var columns = new List<double[]>();
        for (var pivot = Largest(rest); rest[pivot, pivot] > n * Epsilon; pivot = Largest(rest))
            columns.Add(TakeOut(rest, pivot));
        CheckRest(rest);
        foreach (var column in columns)
        {
            for (var i = 0; i < n; i++)
                column[i] *= Math.Sqrt(covariance[i, i]);
        }

        return [.. columns];
    }

    static double[,] Correlations(double[,] covariance)
    {
        var n = covariance.GetLength(0);
        var correlations = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if (covariance[i, i] > 0 && covariance[j, j] > 0)
                    correlations[i, j] = i == j ? 1 : covariance[i, j] / (Math.Sqrt(covariance[i, i]) * Math.Sqrt(covariance[j, j]));
            }
        }

        return correlations;
    }

    static int Largest(double[,] matrix)
    {
        var largest = 0;
        for (var i = 1; i < matrix.GetLength(0); i++)
            largest = matrix[i, i] > matrix[largest, largest] ? i : largest;
        return largest;
    }

    /// <summary>The column of a pivot, and what it explains taken from the rest.</summary>
    static double[] TakeOut(double[,] rest, int pivot)
    {
        var column = new double[rest.GetLength(0)];
        var root = Math.Sqrt(rest[pivot, pivot]);
        for (var i = 0; i < column.Length; i++)
            column[i] = rest[i, pivot] / root;
        for (var i = 0; i < column.Length; i++)
        {
            for (var j = 0; j < column.Length; j++)
                rest[i, j] = i == pivot || j == pivot ? 0 : rest[i, j] - column[i] * column[j];
        }

        return column;
    }

    static void CheckRest(double[,] rest)
    {
        foreach (var left in rest)
        {
            if (Math.Abs(left) > Rounding)
                throw new ArgumentException($"the covariance matrix is not positive semidefinite: {left} of a correlation is left over");
        }
    }
}
