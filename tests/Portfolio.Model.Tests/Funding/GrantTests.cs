using Portfolio.Model.Events;
using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Funding;

/// <summary>Step 6, what grants add to the money of a single claimant, or take back from it.</summary>
public class GrantTests
{
    const double Close = 1e-12;

    /// <summary>In discovery, which needs 15,000 a month; its award is used up.</summary>
    const string BeyondCeiling = "id: a, received: 50000, sites: {eligible: 99}, funding: {awardCeiling: 35000}";

    static readonly string[] Anything = ["id: a, stage: adoption, funding: {supportMonths: 0}"];

    public static TheoryData<Lever> Levers => [.. Enum.GetValues<Lever>()];

    [Theory]
    [InlineData("to: 2020-08, amount: 60000", new double[] { 15_000, 15_000, 15_000, 15_000, 0 })]
    [InlineData("to: 2020-08, amount: 30000", new double[] { 7_500, 7_500, 7_500, 7_500, 0 })]
    [InlineData("from: 2020-05, to: 2020-06, amount: 40000", new double[] { 0, 15_000, 15_000, 10_000, 0 })]
    [InlineData("to: 2020-08, amount: -60000", new double[] { 0, 0, 0, 0, 0 })]
    public void Received_InitiativeBeyondItsCeiling_IsExactlyThePurse(string grant, double[] expected)
    {
        var future = Some.Future([BeyondCeiling], events: [$"grant: {{claimant: a, {grant}}}"]);
        var months = future.EachMonth().Take(5).Select(month => (month.Initiatives[0].Received, month.Initiatives[0].Funded)).ToList();
        Assert.Equal(expected.Select(received => (received, received / 15_000)), months);
        Assert.Equal(50_000 + expected.Sum(), future.Initiatives[0].ReceivedSoFar);
    }

    [Fact]
    public void Received_GrantBelowTheCeiling_UsesItUp()
    {
        var future = Some.Future(
            ["id: a, sites: {eligible: 99}, funding: {awardCeiling: 20000}"], Some.Budget(10_000), ["grant: {claimant: a, to: 2020-05, amount: 5000}"]);
        Assert.Equal([15_000, 5_000, 0], Received(future, 3));
    }

    [Theory]
    [InlineData("to: 2020-05, amount: -20000", new double[] { 0, 10_000, 15_000 }, new double[] { 15_000, 5_000, 0 })]
    [InlineData("to: 2020-07, amount: -6000", new double[] { 13_000, 13_000, 13_000 }, new double[] { 2_000, 2_000, 2_000 })]
    public void Received_GrantBelowZero_IsExactlySoMuchLess(string grant, double[] received, double[] takenBack)
    {
        var future = Some.Future(["id: a"], Some.Budget(20_000), [$"grant: {{claimant: a, {grant}}}"]);
        var months = future.EachMonth().Take(3).Select(month => (month.Initiatives[0].Received, month.Programme.TakenBack, month.Programme.Carried)).ToList();
        Assert.Equal(received, months.Select(month => month.Received));
        Assert.Equal(takenBack, months.Select(month => month.TakenBack));
        Assert.Equal([5_000, 10_000, 15_000], months.Select(month => month.Carried));
    }

    [Fact]
    public void Received_ScarceMoney_IsToppedUpToTheNeed()
    {
        var future = Some.Future(["id: a", "id: b"], Some.Budget(15_000), ["grant: {claimant: b, to: 2020-05, amount: 10000}"]);
        var months = future.EachMonth().Take(3).Select(month => (month.Initiatives[0].Received, month.Initiatives[1].Received)).ToList();
        Assert.Equal([(7_500, 15_000), (7_500, 10_000), (7_500, 7_500)], months);
    }

    [Fact]
    public void Received_SeveralGrants_AddUpInOnePurse()
    {
        var future = Some.Future(
            [BeyondCeiling], events: ["grant: {claimant: a, to: 2020-06, amount: 8000}", "grant: {claimant: a, from: 2020-05, to: 2020-07, amount: -6000}"]);
        Assert.Equal([4_000, 1_000, 0], Received(future, 3));
        Assert.Equal(-3_000, future.Initiatives[0].Purse);
    }

    [Fact]
    public void Received_GrantToAGroup_IsSharedEqually()
    {
        var future = Some.Future(["id: g, count: 3"], Some.Budget(0), ["grant: {claimant: g, to: 2020-05, amount: 900}"]).Steps(1);
        Assert.All(future.Initiatives, initiative => Assert.Equal(300, initiative.Received));
    }

    [Fact]
    public void Received_NotStarted_TheGrantWaits()
    {
        var future = Some.Future([$"{BeyondCeiling}, startMonth: 2020-06"], events: ["grant: {claimant: a, to: 2020-05, amount: 20000}"]);
        Assert.Equal([0, 0, 15_000, 5_000, 0], Received(future, 5));
    }

    [Fact]
    public void Received_EndOfTheHorizon_IsPartOfTheSpanOnly()
    {
        var future = Some.Future([$"{BeyondCeiling}, startMonth: 2029-12"], events: ["grant: {claimant: a, from: 2030-01, to: 2031-01, amount: 900}"]);
        Assert.Equal([0, 300, 300, 300], Received(future, 120).TakeLast(4));
    }

    /// <summary>Two years: the first event has its five months, the second the three that the span leaves it.</summary>
    [Fact]
    public void OwnReceived_DrawnGrant_IsSpreadOverTheMonthsOfEachSpan()
    {
        var future = Some.Future(
            Anything, events: ["grant: {claimant: regulation, to: 2021-07, amount: 600}, yearlyProbability: 1, months: 5"]);
        var expected = Enumerable.Range(0, 120).Select(month => month < 5 ? 120.0 : month is >= 12 and < 15 ? 200 : 0);
        Assert.Equal(expected, future.EachMonth().Select(each => each.Programme.OwnReceived));
    }

    [Theory, MemberData(nameof(Levers))]
    public void Levers_GrantWithoutPlannedSpend_FollowTheStocksRecursion(Lever lever)
    {
        var name = lever.ToString().ToLowerInvariant();
        var future = Some.Future(
            Anything, $"levers.{name}: {{start: 0.2, plannedSpendPerMonth: 0, fullSpendPerMonth: 400, gain: 0.1, decay: 0.05}}",
            [$"grant: {{claimant: {name}, to: 2020-08, amount: 400}}"]);
        var stock = 0.2;
        foreach (var month in future.EachMonth().Take(12))
        {
            var spent = month.Month <= 4 ? 100 : 0;
            stock += 0.1 * (spent / 400.0) * (1 - stock) - 0.05 * stock;
            Assert.Equal(stock, month.Programme.Levers[lever], Close);
            Assert.Equal((spent, spent), (month.Programme.Received, month.Programme.Need));
        }
    }

    [Fact]
    public void Framework_GrantAndPlannedSpend_AddUp()
    {
        var future = Some.Future(
            Anything, "framework: {strength: 0.2, plannedSpendPerMonth: 300, fullSpendPerMonth: 1000, gain: 0.1, decay: 0.05}",
            ["grant: {claimant: framework, to: 2020-05, amount: 200}"]);
        Assert.Equal(0.2 + 0.1 * 0.5 * 0.8 - 0.05 * 0.2, future.Steps(1).Programme.Framework, Close);
        Assert.Equal((500, 500), (future.Programme.OwnReceived, future.Programme.Need));
        Assert.Equal(300, future.Steps(1).Programme.OwnReceived);
    }

    [Fact]
    public void OwnReceived_GrantBelowZero_IsTakenBackAsFarAsItIsAllocatedAndLowersTheFundedShare()
    {
        var future = Some.Future(Anything, "levers.regulation.plannedSpendPerMonth: 300", ["grant: {claimant: regulation, to: 2020-05, amount: -500}"]);
        var months = future.EachMonth().Take(3).Select(month => (month.Programme.OwnReceived, month.Programme.Need, month.Programme.TakenBack)).ToList();
        Assert.Equal([(0, 300, 300), (100, 300, 200), (300, 300, 0)], months);
        Assert.Equal(0, future.Programme.GrantsOf(Claimant.Regulation));
    }

    [Fact]
    public void OwnReceived_ScarceMoney_LeavesTheGrantWhole()
    {
        var future = Some.Future(
            Anything, $"levers.regulation.plannedSpendPerMonth: 300, {Some.Budget(150)}", ["grant: {claimant: regulation, to: 2020-05, amount: 500}"]).Steps(1);
        Assert.Equal((650, 800), (future.Programme.OwnReceived, future.Programme.Need));
    }

    [Fact]
    public void Budget_GrantToThePortfolio_ComesAfterSettlementAndFactors()
    {
        const string cut = "budget: {factor: 0.5}", grant = "grant: {claimant: portfolio, from: 2020-05, to: 2020-08, amount: 90}";
        var set = $"budget.settlementCv: 0.5, {Some.Budget(100)}";
        var without = Budgets(set, cut);
        Assert.Equal([without[0], without[1] + 30, without[2] + 30, without[3] + 30, without[4]], Budgets(set, grant, cut));
    }

    [Fact]
    public void Budget_MoreTakenThanThereIs_IsNothing() =>
        Assert.Equal([40, 0, 0, 100, 100], Budgets(
            Some.Budget(100), "grant: {claimant: portfolio, to: 2020-07, amount: -180}", "grant: {claimant: portfolio, from: 2020-05, to: 2020-07, amount: -99}"));

    [Fact]
    public void Npv_Grants_AreCosts()
    {
        const string set = "levers.regulation: {gain: 0, start: 0}";
        var (without, with) = (Some.Future(Anything, set), Some.Future(Anything, set, ["grant: {claimant: regulation, to: 2020-06, amount: 200}"]));
        Assert.Equal(without.Steps(12).Npv - 100 * (with.Discount(0) + with.Discount(1)), with.Steps(12).Npv, 1e-6);
    }

    static List<double> Received(PortfolioFuture future, int months) =>
        [.. future.EachMonth().Take(months).Select(month => month.Initiatives[0].Received)];

    static List<double> Budgets(string set, params string[] events) =>
        [.. Some.Future(Anything, set, events).EachMonth().Take(5).Select(month => month.Programme.Budget)];
}
