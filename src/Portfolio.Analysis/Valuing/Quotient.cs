using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Valuing;

/// <summary>A quotient of two means that were estimated from the same replications.</summary>
/// <remarks>Interval by Fieller's theorem (Fieller, "Some problems in interval estimation", 1954), which needs no normal quotient; standard error to first order.</remarks>
/// <param name="Value">The quotient.</param>
/// <param name="StandardError">Its Monte Carlo standard error.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Quotient(double Value, double StandardError, double Low, double High)
{
    /// <summary>A quotient; none where what it is divided by cannot be told from 0, so that its interval would have no ends.</summary>
    public static Quotient? Of(MeanOf of, MeanOf by, double covariance)
    {
        const double z = Normal95.Quantile;
        if (!(Math.Abs(by.Value) > z * Math.Sqrt(by.Variance)))
            return null;
        var ratio = of.Value / by.Value;
        var variance = of.Variance - 2 * ratio * covariance + ratio * ratio * by.Variance;
        var g = z * z * by.Variance / (by.Value * by.Value);
        var (shift, rest) = by.Variance > 0
            ? (g * covariance / by.Variance, g * (of.Variance - covariance * covariance / by.Variance))
            : (0, 0);
        var half = z / Math.Abs(by.Value) * Math.Sqrt(Math.Max(0, variance - rest));
        return new Quotient(ratio, Math.Sqrt(Math.Max(0, variance)) / Math.Abs(by.Value), (ratio - shift - half) / (1 - g), (ratio - shift + half) / (1 - g));
    }
}
