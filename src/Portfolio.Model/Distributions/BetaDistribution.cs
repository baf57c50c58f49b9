using Portfolio.Model.Lanes;

namespace Portfolio.Model.Distributions;

/// <summary>Beta on [<paramref name="From"/>, <paramref name="To"/>].</summary>
/// <remarks>Quantiles are right to a few units of the fourteenth digit; those below 1e-300 of the range are not told apart from it.</remarks>
public sealed record BetaDistribution(double Alpha, double Beta, double From = 0, double To = 1) : Distribution
{
    /// <summary>Log-odds beyond which a number below 1 is no longer told from 0 or 1.</summary>
    const double Furthest = 700;

    static readonly QuantileCurves Curves = new();

    readonly double logScale = SpecialFunctions.LogGamma(Alpha + Beta) - SpecialFunctions.LogGamma(Alpha) - SpecialFunctions.LogGamma(Beta);
    readonly QuantileCurve logOdds = Curves.Of((Alpha, Beta), () => LogOdds(Alpha, Beta));

    /// <summary>PERT: mean (low + 4 mode + high) / 6.</summary>
    public static BetaDistribution Pert(double low, double mode, double high) =>
        new(1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low), low, high);

    /// <inheritdoc/>
    public override double Quantile(double probability) => From + (To - From) * (probability <= 0
        ? 0
        : probability >= 1 ? 1 : Odds(logOdds.At(StandardNormal.Quantile(probability))));

    /// <inheritdoc/>
    public override double Probability(double value)
    {
        var x = (value - From) / (To - From);
        if (x <= 0 || x >= 1)
            return x <= 0 ? 0 : 1;
        return SpecialFunctions.BetaRegularised(Alpha, Beta, x, SpecialFunctions.BetaTerm(Alpha, Beta, x, logScale));
    }

    /// <inheritdoc/>
    public override double Mean => From + (To - From) * Alpha / (Alpha + Beta);

    /// <inheritdoc/>
    public override double Low => From;

    /// <inheritdoc/>
    public override double High => To;

    static double Odds(double logarithm) => 1 / (1 + Scalar.Exp(-logarithm));

    /// <summary>The log-odds at a normal score; the upper half mirrored, where a share just below 1 would lose its digits.</summary>
    static Func<double, double> LogOdds(double alpha, double beta)
    {
        var logScale = SpecialFunctions.LogGamma(alpha + beta) - SpecialFunctions.LogGamma(alpha) - SpecialFunctions.LogGamma(beta);
        return score => score <= 0 ? LogOdds(alpha, beta, logScale, score) : -LogOdds(beta, alpha, logScale, -score);
    }

    /// <summary>By Newton's steps on the log-odds, from those of a lognormal with the spread of the beta's.</summary>
    static double LogOdds(double alpha, double beta, double logScale, double score)
    {
        var guess = Scalar.Log(alpha / beta) + Math.Sqrt(1 / alpha + 1 / beta) * score;
        return SpecialFunctions.Invert(At, StandardNormal.Probability(score), -Furthest, Furthest, guess);

        (double Share, double Slope) At(double logarithm)
        {
            var x = Odds(logarithm);
            if (x >= 1)
                return (1, 0);
            var term = SpecialFunctions.BetaTerm(alpha, beta, x, logScale);
            return (SpecialFunctions.BetaRegularised(alpha, beta, x, term), term);
        }
    }
}
