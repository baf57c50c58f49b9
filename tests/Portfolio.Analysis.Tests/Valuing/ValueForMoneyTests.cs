using Portfolio.Analysis.Valuing;
using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Tests.Valuing;

/// <summary>What a programme brings and costs, over what would happen without it.</summary>
public sealed class ValueForMoneyTests
{
    const string Yaml =
        """
        portfolio:
          id: some
          start: 2020-04
          months: 48
          counterfactual: nothing
          budget: {annual: [{fiscalYear: 2020, amount: 2000000}, {fiscalYear: 2021, amount: 2000000}]}
          initiatives:
            - {id: scan, stage: adoption, sites: {eligible: 60, live: 2}, adoption: {p: 0.1}}
        scenarios:
          - {id: nothing, events: [{id: none, budget: {factor: 0}}]}
          - {id: more, events: [{id: grant, grant: {claimant: scan, amount: 500000}}]}
        """;

    [Fact]
    public void Values_OverACounterfactual_AreThoseOfTheDifference()
    {
        var comparison = Compare("nothing", "", "more", "nothing");
        Assert.Equal("nothing", comparison.Counterfactual);
        Assert.Equal(2, comparison.Values.Count);
        var programme = comparison.Values[0];
        Assert.Equal(programme.CashBenefit.Value + programme.HealthBenefit.Value - programme.Cost.Value, programme.Npv.Value, 3);
        Assert.Equal((programme.CashBenefit.Value + programme.HealthBenefit.Value) / programme.Cost.Value, programme.BenefitCostRatio.Value, 9);
        Assert.True(programme.CostPerLiveSite.Low < programme.CostPerLiveSite.Value && programme.CostPerLiveSite.Value < programme.CostPerLiveSite.High);
        Assert.True(programme.CostPerPerson.Clear && programme.CostPerQaly.Clear);

        var gross = Compare("", "", "more");
        Assert.False(gross.HasCounterfactual);
        var npv = gross.Outcomes.Single(outcome => outcome is { Subject: "portfolio", Outcome: "npv" }).Scenarios[0];
        Assert.Equal(npv.Mean, gross.Values[0].Npv.Value, 1);
        Assert.Equal(npv.StandardError, gross.Values[0].Npv.StandardError, 1);
    }

    [Fact]
    public void Values_OfTheCounterfactualItself_AreNothing()
    {
        var itself = Compare("nothing", "nothing", "more").Values[0];
        Assert.Equal((0, 0), (itself.Npv.Value, itself.Npv.StandardError));
        Assert.Null(itself.BenefitCostRatio);
        Assert.Null(itself.CostPerLiveSite);
    }

    [Fact]
    public void Quotient_OfMeans_HasFiellersInterval()
    {
        var quotient = Assert.NotNull(Quotient.Of(new MeanOf(6, 0.04), new MeanOf(3, 0.01), 0.005));
        Assert.Equal(2, quotient.Value);
        Assert.Equal(Math.Sqrt(0.04 - 4 * 0.005 + 4 * 0.01) / 3, quotient.StandardError, 12);

        // Both ends solve (6 − 3x)² = z²·(0.04 − 2·0.005·x + 0.01·x²).
        Assert.All([quotient.Low, quotient.High], x => Assert.Equal(0, Math.Pow(6 - 3 * x, 2) - Math.Pow(1.959963984540054, 2) * (0.04 - 0.01 * x + 0.01 * x * x), 9));
        Assert.Null(Quotient.Of(new MeanOf(6, 0.04), new MeanOf(3, 4), 0));
        Assert.Equal(new Quotient(2, 0, 2, 2), Quotient.Of(new MeanOf(6, 0), new MeanOf(3, 0), 0));
    }

    static Comparison Compare(string counterfactual, params string[] plans)
    {
        var scenarios = plans.Take(2).Select(id => id.Length == 0 ? "" : $"workspaces/w/portfolios/some/scenarios/{id}");
        var question = new CompareQuestion { Scenarios = { scenarios }, Counterfactual = counterfactual.Length == 0 ? "" : $"workspaces/w/portfolios/some/scenarios/{counterfactual}" };
        return Asked.Answer(Asked.Of(Yaml, new Study { Compare = question }, plans), 256).Comparison;
    }
}
