using Portfolio.Model.Distributions;

namespace Portfolio.Model.Sampling;

/// <summary>Correlates the uniforms of some parameters as a Gaussian copula does: through normals, which a matrix mixes.</summary>
public sealed class Copula
{
    const double Least = 1.0 / 8589934592.0;

    readonly int[] members;
    readonly double[,] factor;

    /// <summary>A copula.</summary>
    /// <param name="members">Places of the parameters among the uncertain ones.</param>
    /// <param name="correlations">Their correlation matrix; positive definite.</param>
    public Copula(int[] members, double[,] correlations)
    {
        this.members = members;
        factor = CorrelationMatrix.Factor(correlations) ?? throw new ArgumentException("not positive definite", nameof(correlations));
    }

    /// <summary>Correlates the uniforms of a draw. The first parameter keeps its own.</summary>
    public void Apply(Span<double> uniforms)
    {
        var normals = new double[members.Length];
        for (var i = 0; i < members.Length; i++)
            normals[i] = StandardNormal.Quantile(uniforms[members[i]]);
        for (var i = 1; i < members.Length; i++)
        {
            var mixed = 0.0;
            for (var k = 0; k <= i; k++)
                mixed += factor[i, k] * normals[k];
            uniforms[members[i]] = Math.Clamp(StandardNormal.Probability(mixed), Least, 1 - Least);
        }
    }
}
