using Portfolio.Model.Distributions;
using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Funding;

/// <summary>Step 5, claims, and what an award's ceiling leaves of them.</summary>
public class ClaimTests
{
    [Theory]
    [InlineData("discovery", 15_000), InlineData("development", 30_000), InlineData("validation", 45_000), InlineData("approval", 25_000)]
    public void Need_InDelivery_IsStageCostTimesOverrunPlusInvolvement(string stage, double cost)
    {
        var future = Some.Future([$"id: a, stage: {stage}, delivery: {{overrun: 1.5}}, alignment: {{involvementCostPerMonth: 100}}"]);
        Assert.Equal(cost * 1.5 + 100, future.Steps(1).Initiatives[0].Need);
    }

    [Fact]
    public void Need_OverrunDrawn_IsAtStreamEightAnewInEachReplication()
    {
        var overrun = "delivery: {overrun: {lognormal: {mean: 2, cv: 0.5}, per: portfolio}}";
        var model = Some.Portfolio([$"id: a, {overrun}"], "replicationsPerDraw: 1000");
        foreach (var replication in (int[])[0, 1, 999])
        {
            var uniform = Some.Draws("a", replication).Uniform(RandomStream.Overrun, 0);
            Assert.Equal(
                15_000 * Lognormal.FromMean(2, 0.5).Quantile(uniform), new PortfolioFuture(model, replication).Steps(1).Initiatives[0].Need, 1e-6);
        }
    }

    [Fact]
    public void Need_Supported_CountsTheSitesThatContractAndImplement()
    {
        var future = Some.Future(["id: a, stage: adoption, sites: {eligible: 99, contracting: [2, 3], implementing: 4, live: 7}"]);
        Assert.Equal(40_000 + 9 * 3_000, future.Steps(1).Initiatives[0].Need);
    }

    [Theory]
    [InlineData("", 2, 2), InlineData(", monthsInAdoption: 1", 2, 1), InlineData(", startMonth: 2020-06", 2, 4), InlineData("", 0, 0)]
    public void Need_AfterSupportMonths_IsNothing(string more, int supportMonths, int lastWith)
    {
        var future = Some.Future([$"id: a, stage: adoption, sites: {{eligible: 99}}, funding: {{supportMonths: {supportMonths}}}{more}"]);
        var needs = future.EachMonth().Take(6).Select(month => month.Initiatives[0].Need > 0).ToList();
        Assert.Equal(lastWith, needs.LastIndexOf(true) + 1);
        Assert.False(future.Initiatives[0].Supported);
    }

    [Fact]
    public void Need_AfterApproval_IsSupportedForAllItsMonthsFromTheNextOn()
    {
        var future = Some.Future(["id: a, stage: approval, progress: 0.99, adoption: {p: 0, pushRate: 0}, funding: {supportMonths: 2}"]);
        Assert.Equal([25_000, 40_000, 40_000, 0], future.EachMonth().Take(4).Select(month => month.Initiatives[0].Need));
    }

    [Fact]
    public void Received_AwardCeiling_EndsTheMoneyAndCountsWhatWasReceivedBefore()
    {
        var future = Some.Future(["id: a, received: 10000, sites: {eligible: 99}, funding: {awardCeiling: 35000}"]);
        var months = future.EachMonth().Take(3).Select(month => (month.Initiatives[0].Received, month.Initiatives[0].Funded)).ToList();
        Assert.Equal([(15_000, 1), (10_000, 10_000 / 15_000.0), (0, 0)], months);
    }

    [Fact]
    public void Received_CeilingBelowWhatItHad_IsNothing() =>
        Assert.Equal(
            0, Some.Future(["id: a, received: 50000, sites: {eligible: 99}, funding: {awardCeiling: 35000}"]).Steps(1).Initiatives[0].Received);

    [Fact]
    public void Need_NotStartedOrStopped_IsNothing()
    {
        var future = Some.Future(
            ["id: a, startMonth: 2020-05", "id: b"], events: ["stopInitiative: {initiative: b, month: 2020-05}"]);
        var needs = future.EachMonth().Take(2).Select(month => (month.Initiatives[0].Need, month.Initiatives[1].Need)).ToList();
        Assert.Equal([(0, 15_000), (15_000, 0)], needs);
        Assert.Equal(1, future.Initiatives[1].Funded);
    }

    [Fact]
    public void OwnReceived_LeversFrameworkAndScenario_AreClaimedToo()
    {
        var future = Some.Future(
            ["id: a"],
            "levers.regulation.plannedSpendPerMonth: 300, levers.community.plannedSpendPerMonth: 20, framework.plannedSpendPerMonth: 4000",
            scenario: "costPerMonth: 50000");
        var programme = future.Steps(1).Programme;
        Assert.Equal((54_320, 69_320, 69_320), (programme.OwnReceived, programme.Need, programme.Received));
    }

    [Fact]
    public void OwnReceived_EveryScenarioOfTheChain_ClaimsItsCost()
    {
        var model = Some.Model(
            """
            portfolio:
              {id: some, start: 2020-04, months: 3, budget: {carry: 100000}, initiatives: [{id: a, stage: adoption, sites: {eligible: 9}}]}
            scenarios: [{id: base, costPerMonth: 30}, {id: above, extends: base, costPerMonth: 4}]
            """,
            "above");
        Assert.Equal(34, new PortfolioFuture(model, 0).Steps(1).Programme.OwnReceived);
    }
}
