using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;

namespace Portfolio.Analysis.Valuing;

/// <summary>Value for money, as clients read it.</summary>
public static class ValueAnswer
{
    static readonly (Outcome, int)[] Cost = [(Outcome.Cost, 1)];
    static readonly (Outcome, int)[] Benefits = [(Outcome.CashBenefit, 1), (Outcome.HealthBenefit, 1)];

    /// <summary>The answer that statistics give.</summary>
    public static ValueForMoney Of(ValueStatistics statistics) => new()
    {
        Npv = Sum(statistics, [.. Benefits, (Outcome.Cost, -1)]),
        CashBenefit = Sum(statistics, (Outcome.CashBenefit, 1)),
        HealthBenefit = Sum(statistics, (Outcome.HealthBenefit, 1)),
        Cost = Sum(statistics, Cost),
        BenefitCostRatio = Over(statistics, Benefits, Cost),
        CostPerLiveSite = Over(statistics, Cost, [(Outcome.Live, 1)]),
        CostPerPerson = Over(statistics, Cost, [(Outcome.Patients, 1)]),
        CostPerQaly = Over(statistics, Cost, [(Outcome.Qalys, 1)]),
    };

    static Effect Sum(ValueStatistics statistics, params ReadOnlySpan<(Outcome, int)> terms)
    {
        var mean = statistics.Sum(terms);
        return Effects.Of(statistics.Count, mean.Value, Math.Sqrt(Math.Max(0, mean.Variance)));
    }

    static Effect? Over(ValueStatistics statistics, (Outcome, int)[] of, (Outcome, int)[] by) =>
        Quotient.Of(statistics.Sum(of), statistics.Sum(by), statistics.Covariance(of, by)) is { } quotient
            ? Effects.Of(statistics.Count, quotient.Value, quotient.StandardError, quotient.Low, quotient.High)
            : null;
}
