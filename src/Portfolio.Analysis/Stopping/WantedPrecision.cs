using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Stopping;

/// <summary>One outcome that has to be known well enough.</summary>
/// <param name="place">The outcome.</param>
/// <param name="precision">How well.</param>
sealed class WantedPrecision(OutcomePlace place, Precision precision)
{
    /// <summary>How wide the interval is over how wide it may be: 1 or less is enough. Infinite where too few values are defined to know.</summary>
    public double Excess(OutcomeStatistics statistics)
    {
        var outcome = statistics[place.Column];
        return outcome.Count < Looks.First ? double.PositiveInfinity : Excess(outcome);
    }

    /// <summary>Replications that would be enough, by a sample of fewer than any rule looks at: intervals narrow with the square root.</summary>
    public double Needed(OutcomeStatistics sample)
    {
        var excess = Excess(sample[place.Column]);
        return sample.Replications * excess * excess;
    }

    double Excess(OutcomeSummary outcome)
    {
        if (outcome.Count < 2)
            return double.PositiveInfinity;
        var (estimate, half) = Interval(outcome);
        if (half == 0)
            return 0;
        var allowed = precision.HalfWidthCase == Precision.HalfWidthOneofCase.Absolute ? precision.Absolute : precision.Relative * Math.Abs(estimate);
        return half / allowed;
    }

    /// <summary>The estimate and half the width of its 95 % interval, as results report them.</summary>
    (double Estimate, double HalfWidth) Interval(OutcomeSummary outcome)
    {
        if (precision.HasQuantile)
        {
            var (low, value, high) = outcome.QuantileInterval(precision.Quantile);
            var (resolution, isRelative) = outcome.Resolution;
            return (value, 0.5 * (high - low) + resolution * (isRelative ? Math.Abs(value) : 1));
        }

        if (!place.IsChance)
            return (outcome.Mean, Normal95.Quantile * outcome.StandardError);
        var (least, most) = Wilson.Interval(outcome.Mean, outcome.EffectiveCount);
        return (outcome.Mean, 0.5 * (most - least));
    }
}
