using System.Runtime.CompilerServices;
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
    public override double Quantile(double probability) => At<Lanes1>(StandardNormal.Quantile(probability)).Value;

    /// <summary>The values where the logarithm lies some standard deviations above its mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    internal T At<T>(T normal)
        where T : unmanaged, ILanes<T> => Elementary.Exp(T.Of(LogMedian) + T.Of(Sigma) * normal);

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
