using Portfolio.Model.Outcomes;
using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Outcomes;

/// <summary>Step 10, what sites cost and bring, and what it is worth today.</summary>
public class ValueTests
{
    const string Values =
        "siteBenefitPerYear: 60000, siteRunningCostPerYear: 24000, siteDeployCost: 7000, "
        + "siteQalysPerYear: 3, sitePatientsPerYear: 1200, realisedFloor: 0.4";

    const string Sites = "id: a, stage: adoption, sites: {eligible: 900, implementing: 300, live: 200}, value: {" + Values + "}";

    [Fact]
    public void LocalCost_OfAMonth_IsDeploymentsAndRunning()
    {
        var a = Some.Future([Sites + ", adoption: {abandonRate: 1}"]).Steps(1).Initiatives[0];
        var goLives = 300 - a.Implementing;
        Assert.True(goLives > 0 && a.Abandoned > 0);
        Assert.Equal(goLives * 7_000 + a.Live * 2_000, a.LocalCost);
    }

    [Fact]
    public void CashBenefit_OfAMonth_IsRealisedByCapabilityAndSpreadByQuality()
    {
        var a = Some.Future([Sites + ", quality: {benefitSpread: 0.6}"], "levers.capability.start: 0.5").Steps(1).Initiatives[0];
        var quality = Math.Exp(0.6 * Some.Draws("a").Normal(RandomStream.Quality, 0) - 0.18);
        Assert.Equal(a.Live * 5_000 * (0.4 + 0.6 * 0.5) * quality, a.CashBenefit, 1e-6);
    }

    [Fact]
    public void QalysAndPatients_OfAMonth_DependOnCapabilityOrNot()
    {
        var a = Some.Future([Sites], "levers.capability.start: 0.5").Steps(1).Initiatives[0];
        Assert.Equal(a.Live * 0.25 * 0.7, a.Qalys, 1e-9);
        Assert.Equal(a.Live * 100, a.Patients, 1e-9);
    }

    [Fact]
    public void Npv_OfMonths_DiscountsMoneyAndHealthFromTheMiddleOfEach()
    {
        var future = Some.Future(
            [Sites, "id: b"],
            "valuation: {discountRate: 0.05, healthDiscountRate: 0.02, qalyValue: 1000}, "
            + "levers.community.plannedSpendPerMonth: 11, framework.plannedSpendPerMonth: 13",
            scenario: "costPerMonth: 17");
        var expected = 0.0;
        foreach (var month in future.EachMonth().Take(30))
        {
            var years = (month.Month - 0.5) / 12;
            var (a, b) = (month.Initiatives[0], month.Initiatives[1]);
            expected += (a.CashBenefit - a.LocalCost - a.Received - b.Received - 41) / Math.Pow(1.05, years)
                + 1_000 * a.Qalys / Math.Pow(1.02, years);
            Assert.Equal(expected, month.Npv, 1e-6 * Math.Abs(expected));
        }
    }

    [Fact]
    public void Npv_OfAnInitiative_LeavesTheProgrammesOwnCostsOut()
    {
        var model = Some.Portfolio([Sites, "id: b"], "months: 24, levers.community.plannedSpendPerMonth: 11", scenario: "costPerMonth: 17");
        var table = new PlainKernel().Simulate(model, new ReplicationRange(3, 1), [], TestContext.Current.CancellationToken).Outcomes;
        var own = Enumerable.Range(0, 24).Sum(t => 28 * Math.Pow(1.035, -(t + 0.5) / 12));
        Assert.Equal(table[1, Outcome.Npv][0] + table[2, Outcome.Npv][0] - own, table[0, Outcome.Npv][0], 1e-3);
        Assert.Equal(new PortfolioFuture(model, 3).Steps(24).Npv, table[0, Outcome.Npv][0], 1e-3);
    }

    [Fact]
    public void Npv_LiveInDelivery_IsValuedToo() =>
        Assert.Equal(3 * 2_000, Some.Future(["id: a, sites: {eligible: 9, live: 3}, value: {" + Values + "}"]).Steps(1).Initiatives[0].LocalCost);

    [Fact]
    public void Flows_BeforeTheStart_AreNothing()
    {
        var a = Some.Future([Sites + ", startMonth: 2021-04"]).Steps(1).Initiatives[0];
        Assert.Equal((0, 0, 0, 0, 0, 200), (a.LocalCost, a.CashBenefit, a.Qalys, a.Patients, a.Received, a.Live));
    }

    [Fact]
    public void BenefitCostRatio_IsDiscountedBenefitsOverCosts_AndAbsentWithoutCosts()
    {
        var free = "funding: {supportMonths: 0}, adoption: {p: 0, q: 0}, value: {siteRunningCostPerYear: 0}";
        var model = Some.Portfolio(
            [$"id: a, stage: adoption, sites: {{eligible: 9, live: 4}}, {free}", Sites.Replace("id: a", "id: b", StringComparison.Ordinal)],
                "months: 1");
        var table = new PlainKernel().Simulate(model, new ReplicationRange(0, 1), [], TestContext.Current.CancellationToken).Outcomes;
        var b = new PortfolioFuture(model, 0).Steps(1).Initiatives[1];
        Assert.Equal(double.NaN, table[1, Outcome.BenefitCostRatio][0]);
        Assert.Equal(b.DiscountedBenefit / b.DiscountedCost, table[2, Outcome.BenefitCostRatio][0], 1e-12);
    }
}
