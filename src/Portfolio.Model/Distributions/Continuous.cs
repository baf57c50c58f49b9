using Portfolio.Model.Lanes;

namespace Portfolio.Model.Distributions;

/// <summary>Uniform on [low, high].</summary>
public sealed record Uniform(double From, double To) : Distribution
{
    /// <inheritdoc/>
    public override double Quantile(double probability) => From + probability * (To - From);

    /// <inheritdoc/>
    public override double Probability(double value) => To == From ? (value >= To ? 1 : 0) : Math.Clamp((value - From) / (To - From), 0, 1);

    /// <inheritdoc/>
    public override double Mean => 0.5 * (From + To);

    /// <inheritdoc/>
    public override double Low => From;

    /// <inheritdoc/>
    public override double High => To;
}

/// <summary>Triangular from low over mode to high.</summary>
public sealed record Triangular(double From, double Mode, double To) : Distribution
{
    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        var width = To - From;
        return probability * width < Mode - From
            ? From + Math.Sqrt(probability * width * (Mode - From))
            : To - Math.Sqrt((1 - probability) * width * (To - Mode));
    }

    /// <inheritdoc/>
    public override double Probability(double value)
    {
        if (value <= From)
            return 0;
        if (value >= To)
            return 1;
        var width = To - From;
        return value < Mode
            ? (value - From) * (value - From) / (width * (Mode - From))
            : 1 - (To - value) * (To - value) / (width * (To - Mode));
    }

    /// <inheritdoc/>
    public override double Mean => (From + Mode + To) / 3;

    /// <inheritdoc/>
    public override double Low => From;

    /// <inheritdoc/>
    public override double High => To;
}

/// <summary>Normal.</summary>
public sealed record Normal(double Centre, double Deviation) : Distribution
{
    /// <inheritdoc/>
    public override double Quantile(double probability) =>
        Deviation == 0 ? Centre : Centre + Deviation * StandardNormal.Quantile(probability);

    /// <inheritdoc/>
    public override double Probability(double value) =>
        Deviation == 0 ? (value >= Centre ? 1 : 0) : StandardNormal.Probability((value - Centre) / Deviation);

    /// <inheritdoc/>
    public override double Mean => Centre;

    /// <inheritdoc/>
    public override double Low => Deviation == 0 ? Centre : double.NegativeInfinity;

    /// <inheritdoc/>
    public override double High => Deviation == 0 ? Centre : double.PositiveInfinity;
}

/// <summary>Lognormal: its logarithm is normal with mean <paramref name="LogMedian"/> and standard deviation <paramref name="Sigma"/>.</summary>
public sealed record Lognormal(double LogMedian, double Sigma) : Distribution
{
    /// <summary>By mean and coefficient of variation: σ² = ln(1 + c²), location ln μ − σ²/2.</summary>
    public static Lognormal FromMean(double mean, double variation)
    {
        var variance = Spread.Variance(variation);
        return new Lognormal(Scalar.Log(mean) - variance / 2, Math.Sqrt(variance));
    }

    /// <summary>By median and standard deviation of the logarithm.</summary>
    public static Lognormal FromMedian(double median, double sigma) => new(Scalar.Log(median), sigma);

    /// <inheritdoc/>
    public override double Quantile(double probability) => Scalar.Exp(LogMedian + Sigma * StandardNormal.Quantile(probability));

    /// <inheritdoc/>
    public override double Probability(double value) => value <= 0
        ? 0
        : Sigma == 0
            ? (Scalar.Log(value) >= LogMedian ? 1 : 0)
            : StandardNormal.Probability((Scalar.Log(value) - LogMedian) / Sigma);

    /// <inheritdoc/>
    public override double Mean => Scalar.Exp(LogMedian + Sigma * Sigma / 2);

    /// <inheritdoc/>
    public override double Low => Sigma == 0 ? Scalar.Exp(LogMedian) : double.NegativeInfinity;

    /// <inheritdoc/>
    public override double High => Sigma == 0 ? Scalar.Exp(LogMedian) : double.PositiveInfinity;
}

/// <summary>Beta on [<paramref name="From"/>, <paramref name="To"/>].</summary>
public sealed record BetaDistribution(double Alpha, double Beta, double From = 0, double To = 1) : Distribution
{
    readonly double logScale = SpecialFunctions.LogGamma(Alpha + Beta) - SpecialFunctions.LogGamma(Alpha) - SpecialFunctions.LogGamma(Beta);

    /// <summary>PERT: mean (low + 4 mode + high) / 6.</summary>
    public static BetaDistribution Pert(double low, double mode, double high) =>
        new(1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low), low, high);

    /// <inheritdoc/>
    public override double Quantile(double probability) => From + (To - From) * (probability <= 0
        ? 0
        : probability >= 1 ? 1 : SpecialFunctions.Invert(At, probability, 0, 1, Guess(probability)));

    /// <inheritdoc/>
    public override double Probability(double value) => At((value - From) / (To - From)).Share;

    /// <inheritdoc/>
    public override double Mean => From + (To - From) * Alpha / (Alpha + Beta);

    /// <inheritdoc/>
    public override double Low => From;

    /// <inheritdoc/>
    public override double High => To;

    /// <summary>The share below a place on [0, 1], and the density there; both by the same term, which is dear.</summary>
    (double Share, double Density) At(double x)
    {
        if (x <= 0)
            return (0, 0);
        if (x >= 1)
            return (1, 0);
        var term = SpecialFunctions.BetaTerm(Alpha, Beta, x, logScale);
        return (SpecialFunctions.BetaRegularised(Alpha, Beta, x, term), term / (x * (1 - x)));
    }

    /// <summary>A first guess: lognormal odds with the mean and variance of the beta's.</summary>
    double Guess(double probability)
    {
        var spread = Math.Sqrt(1 / Alpha + 1 / Beta);
        var odds = Alpha / Beta * Scalar.Exp(spread * StandardNormal.Quantile(probability));
        return odds / (1 + odds);
    }
}

/// <summary>Gamma by shape and mean.</summary>
public sealed record GammaDistribution(double Shape, double Average) : Distribution
{
    readonly double logScale = SpecialFunctions.LogGamma(Shape);

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        if (probability <= 0)
            return 0;
        if (probability >= 1)
            return double.PositiveInfinity;
        var high = Shape + 1;
        while (At(high).Share < probability)
            high *= 2;

        // Wilson and Hilferty's cube of a normal is a good first guess.
        var cube = 1 - 1 / (9 * Shape) + StandardNormal.Quantile(probability) / (3 * Math.Sqrt(Shape));
        return Average / Shape * SpecialFunctions.Invert(At, probability, 0, high, Shape * cube * cube * cube);
    }

    /// <inheritdoc/>
    public override double Probability(double value) => At(value * Shape / Average).Share;

    /// <inheritdoc/>
    public override double Mean => Average;

    /// <inheritdoc/>
    public override double Low => double.NegativeInfinity;

    /// <inheritdoc/>
    public override double High => double.PositiveInfinity;

    /// <summary>The share below a place of the gamma whose mean is its shape, and the density there; both by the same term, which is dear.</summary>
    (double Share, double Density) At(double x)
    {
        if (x <= 0)
            return (0, 0);
        var term = SpecialFunctions.GammaTerm(Shape, x, logScale);
        return (SpecialFunctions.GammaLower(Shape, x, term), term / x);
    }
}

/// <summary>Pareto bounded at a cap.</summary>
public sealed record BoundedPareto(double Minimum, double Alpha, double Cap) : Distribution
{
    /// <summary>The share of the Pareto without a bound that lies beyond the cap.</summary>
    readonly double beyond = Scalar.Power(Minimum / Cap, Alpha);

    /// <inheritdoc/>
    public override double Quantile(double probability) => Minimum * Scalar.Power(1 - probability * (1 - beyond), -1 / Alpha);

    /// <inheritdoc/>
    public override double Probability(double value) =>
        value <= Minimum ? 0 : value >= Cap ? 1 : (1 - Scalar.Power(Minimum / value, Alpha)) / (1 - beyond);

    /// <inheritdoc/>
    public override double Mean => Math.Abs(Alpha - 1) < 1e-9
        ? Minimum * Scalar.Log(Cap / Minimum) / (1 - Minimum / Cap)
        : Minimum * Alpha / (Alpha - 1) * (1 - Scalar.Power(Minimum / Cap, Alpha - 1)) / (1 - beyond);

    /// <inheritdoc/>
    public override double Low => Minimum;

    /// <inheritdoc/>
    public override double High => Cap;
}
