namespace Portfolio.Model.Distributions;

/// <summary>What an uncertain number is drawn from. Every draw is the inverse of the distribution function at one uniform number.</summary>
/// <remarks>Parameters are taken as valid: definitions are checked before they are compiled.</remarks>
public abstract record Distribution
{
    /// <summary>The value below which a share <paramref name="probability"/>, in (0, 1), lies.</summary>
    public abstract double Quantile(double probability);

    /// <summary>The share at or below a value.</summary>
    public abstract double Probability(double value);

    /// <summary>The mean.</summary>
    public abstract double Mean { get; }

    /// <summary>The smallest value that is taken; −∞ for a tail that has none, such as a lognormal's towards 0.</summary>
    public abstract double Low { get; }

    /// <summary>The largest value that is taken; ∞ for a tail that has none.</summary>
    public abstract double High { get; }
}

/// <summary>A distribution of which only a range is kept: the uniform is rescaled into the range's probabilities.</summary>
public sealed record Truncated(Distribution Of, double From, double To) : Distribution
{
    readonly double below = double.IsNegativeInfinity(From) ? 0 : Of is Discrete discrete ? discrete.ProbabilityBelow(From) : Of.Probability(From);
    readonly double upTo = double.IsPositiveInfinity(To) ? 1 : Of.Probability(To);

    /// <summary>The share of the distribution that is kept; must be above 0.</summary>
    public double Kept => upTo - below;

    /// <inheritdoc/>
    public override double Quantile(double probability) =>
        Math.Clamp(Of.Quantile(below + probability * (upTo - below)), From, To);

    /// <inheritdoc/>
    public override double Probability(double value) =>
        Math.Clamp((Of.Probability(value) - below) / (upTo - below), 0, 1);

    /// <summary>The mean of what is kept; for a smooth distribution by Gauss–Legendre quadrature of the quantile function on panels that narrow towards both ends.</summary>
    public override double Mean => Of is Discrete discrete ? discrete.MeanWithin(From, To) : QuantileMean.Of(Quantile);

    /// <inheritdoc/>
    public override double Low => Math.Max(From, Of.Low);

    /// <inheritdoc/>
    public override double High => Math.Min(To, Of.High);
}
