namespace Portfolio.Model.Sampling;

/// <summary>Correlation matrices: symmetric, 1 on the diagonal, and positive definite if anything is to be correlated like that.</summary>
public static class CorrelationMatrix
{
    const double LeastEigenvalue = 1e-4;
    const int MostRounds = 500;
    const int MostSweeps = 100;

    /// <summary>The correlation of normals whose ranks correlate by r: <c>2·sin(πr/6)</c>.</summary>
    public static double OfRank(double rank) => 2 * SmallAngle.Sine(Math.PI * rank / 6);

    /// <summary>The correlation of ranks of normals that correlate by ρ.</summary>
    public static double ToRank(double correlation) => 6 / Math.PI * SmallAngle.OfSine(correlation / 2);

    /// <summary>The lower triangular matrix of which this is the square (Cholesky); none where it is not positive definite.</summary>
    public static double[,]? Factor(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var factor = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = matrix[i, j];
                for (var k = 0; k < j; k++)
                    rest -= factor[i, k] * factor[j, k];
                if (i == j && rest <= 1e-10)
                    return null;
                factor[i, j] = i == j ? Math.Sqrt(rest) : rest / factor[j, j];
            }
        }

        return factor;
    }

    /// <summary>The nearest correlation matrix with no eigenvalue below 0.0001, in the sum of squared differences.</summary>
    /// <remarks>Higham, "Computing the nearest correlation matrix", IMA J. Numer. Anal. 22 (2002): alternating projections with Dykstra's correction.</remarks>
    public static double[,] Nearest(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var current = (double[,])matrix.Clone();
        var correction = new double[n, n];
        for (var round = 0; round < MostRounds; round++)
        {
            var shifted = Combine(current, correction, -1);
            var positive = LiftEigenvalues(shifted);
            correction = Combine(positive, shifted, -1);
            var change = 0.0;
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    var next = i == j ? 1 : positive[i, j];
                    change = Math.Max(change, Math.Abs(next - current[i, j]));
                    current[i, j] = next;
                }
            }

            if (change < 1e-9)
                break;
        }

        return current;
    }

    static double[,] Combine(double[,] left, double[,] right, double factor)
    {
        var sum = (double[,])left.Clone();
        for (var i = 0; i < sum.GetLength(0); i++)
        {
            for (var j = 0; j < sum.GetLength(1); j++)
                sum[i, j] += factor * right[i, j];
        }

        return sum;
    }

    /// <summary>The nearest symmetric matrix with no eigenvalue below the least.</summary>
    static double[,] LiftEigenvalues(double[,] matrix)
    {
        var (values, vectors) = Eigen(matrix);
        var n = values.Length;
        var lifted = new double[n, n];
        for (var k = 0; k < n; k++)
        {
            var value = Math.Max(values[k], LeastEigenvalue);
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                    lifted[i, j] += value * vectors[i, k] * vectors[j, k];
            }
        }

        return lifted;
    }

    /// <summary>Eigenvalues and, in columns, eigenvectors of a symmetric matrix, by Jacobi's rotations.</summary>
    internal static (double[] Values, double[,] Vectors) Eigen(double[,] symmetric)
    {
        var n = symmetric.GetLength(0);
        var a = (double[,])symmetric.Clone();
        var vectors = new double[n, n];
        for (var i = 0; i < n; i++)
            vectors[i, i] = 1;
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var rest = 0.0;
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++)
                {
                    rest += a[p, q] * a[p, q];
                    Rotate(a, vectors, p, q);
                }
            }

            if (rest < 1e-24)
                break;
        }

        return ([.. Enumerable.Range(0, n).Select(i => a[i, i])], vectors);
    }

    static void Rotate(double[,] a, double[,] vectors, int p, int q)
    {
        if (Math.Abs(a[p, q]) < 1e-300)
            return;
        var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        var n = a.GetLength(0);
        for (var k = 0; k < n; k++)
            (a[k, p], a[k, q]) = (c * a[k, p] - s * a[k, q], s * a[k, p] + c * a[k, q]);
        for (var k = 0; k < n; k++)
            (a[p, k], a[q, k]) = (c * a[p, k] - s * a[q, k], s * a[p, k] + c * a[q, k]);
        for (var k = 0; k < n; k++)
            (vectors[k, p], vectors[k, q]) = (c * vectors[k, p] - s * vectors[k, q], s * vectors[k, p] + c * vectors[k, q]);
    }
}
