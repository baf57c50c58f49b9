using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Valuing;

/// <summary>What the portfolio brings and costs under a scenario, over the counterfactual on the same draws where there is one: what value for money is made of.</summary>
public sealed class ValueStatistics
{
    static readonly Outcome[] Kept = [Outcome.CashBenefit, Outcome.HealthBenefit, Outcome.Cost, Outcome.Live, Outcome.Patients, Outcome.Qalys];

    readonly CrossMoments sums = new(Kept.Length);

    /// <summary>Replications added.</summary>
    public int Count => sums.Count;

    /// <summary>Adds replications.</summary>
    /// <param name="outcomes">Under the scenario.</param>
    /// <param name="counterfactual">The same replications without the programme; null where values are gross.</param>
    public void Add(OutcomeTable outcomes, OutcomeTable? counterfactual)
    {
        var values = new long[Kept.Length];
        for (var row = 0; row < outcomes.Rows; row++)
        {
            for (var i = 0; i < Kept.Length; i++)
                values[i] = Units(outcomes, Kept[i], row) - (counterfactual is null ? 0 : Units(counterfactual, Kept[i], row));
            sums.Add(values);
        }
    }

    /// <summary>A sum of outcomes with given signs, such as benefits less costs, on the mean.</summary>
    public MeanOf Sum(params ReadOnlySpan<(Outcome Outcome, int Sign)> terms)
    {
        var (mean, variance) = (0.0, 0.0);
        foreach (var (outcome, sign) in terms)
        {
            mean += sign * Mean(outcome);
            foreach (var (other, otherSign) in terms)
                variance += sign * otherSign * Covariance(outcome, other);
        }

        return new MeanOf(mean, variance);
    }

    /// <summary>Covariance of the means of two sums.</summary>
    public double Covariance(ReadOnlySpan<(Outcome Outcome, int Sign)> one, ReadOnlySpan<(Outcome Outcome, int Sign)> other)
    {
        var covariance = 0.0;
        foreach (var (left, leftSign) in one)
        {
            foreach (var (right, rightSign) in other)
                covariance += leftSign * rightSign * Covariance(left, right);
        }

        return covariance;
    }

    /// <summary>Writes everything.</summary>
    public void Write(BinaryWriter writer) => sums.Write(writer);

    /// <summary>Adds what was written.</summary>
    public void Read(BinaryReader reader) => sums.Read(reader);

    double Mean(Outcome outcome) => sums.Mean(Place(outcome)) * Unit(outcome);

    double Covariance(Outcome one, Outcome other) => sums.CovarianceOfMeans(Place(one), Place(other)) * Unit(one) * Unit(other);

    static int Place(Outcome outcome) => Array.IndexOf(Kept, outcome);

    static double Unit(Outcome outcome) => Quantisation.Unit(outcome.Kind());

    static long Units(OutcomeTable table, Outcome outcome, int row) => Quantisation.ToUnits(outcome.Kind(), table[0, outcome][row]);
}

/// <summary>A mean with the variance of its estimate.</summary>
/// <param name="Value">The mean.</param>
/// <param name="Variance">Squared Monte Carlo standard error.</param>
public readonly record struct MeanOf(double Value, double Variance);
