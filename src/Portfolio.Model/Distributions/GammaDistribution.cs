using Portfolio.Model.Lanes;

namespace Portfolio.Model.Distributions;

/// <summary>Gamma by shape and mean.</summary>
/// <remarks>Quantiles are right to a few units of the fourteenth digit; those below 1e-300 of the mean are not told apart from it.</remarks>
public sealed record GammaDistribution(double Shape, double Average) : Distribution
{
    /// <summary>The logarithm below which a number is taken as 0.</summary>
    const double Furthest = -700;

    static readonly QuantileCurves Curves = new();

    readonly double logScale = SpecialFunctions.LogGamma(Shape);
    readonly QuantileCurve logarithm = Curves.Of((Shape, 0), () => Logarithm(Shape));

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        if (probability <= 0)
            return 0;
        return probability >= 1 ? double.PositiveInfinity : Average / Shape * Scalar.Exp(logarithm.At(StandardNormal.Quantile(probability)));
    }

    /// <inheritdoc/>
    public override double Probability(double value)
    {
        var x = value * Shape / Average;
        return x <= 0 ? 0 : SpecialFunctions.GammaLower(Shape, x, SpecialFunctions.GammaTerm(Shape, x, logScale));
    }

    /// <inheritdoc/>
    public override double Mean => Average;

    /// <inheritdoc/>
    public override double Low => double.NegativeInfinity;

    /// <inheritdoc/>
    public override double High => double.PositiveInfinity;

    /// <summary>The logarithm at a normal score of the gamma whose mean is its shape; above the median by the share that lies above, which keeps its digits.</summary>
    static Func<double, double> Logarithm(double shape)
    {
        var logScale = SpecialFunctions.LogGamma(shape);
        return score =>
        {
            var value = score <= 0 ? StandardNormal.Probability(score) : -StandardNormal.Probability(-score);
            return SpecialFunctions.Invert(logarithm => At(logarithm, score <= 0), value, Furthest, Above(shape), Guess(shape, score));
        };

        (double Share, double Slope) At(double logarithm, bool below)
        {
            var x = Scalar.Exp(logarithm);
            var term = SpecialFunctions.GammaTerm(shape, x, logScale);
            return (below ? SpecialFunctions.GammaLower(shape, x, term) : -SpecialFunctions.GammaUpper(shape, x, term), term);
        }
    }

    /// <summary>Beyond any normal score a double can have.</summary>
    static double Above(double shape) => Scalar.Log(shape + 50 * Math.Sqrt(shape) + 1000);

    /// <summary>Wilson and Hilferty's cube of a normal, or the lower tail's power where that fails.</summary>
    static double Guess(double shape, double score)
    {
        var cube = 1 - 1 / (9 * shape) + score / (3 * Math.Sqrt(shape));
        return cube > 0.1
            ? Scalar.Log(shape) + 3 * Scalar.Log(cube)
            : (Scalar.Log(StandardNormal.Probability(score)) + SpecialFunctions.LogGamma(shape + 1)) / shape;
    }
}
