using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Delivery;

/// <summary>Step 8, what is starved stops.</summary>
public class PatienceTests
{
    const string NoMoney = "budget.annual: []";

    [Theory]
    [InlineData("", 12), InlineData(", delivery: {patienceMonths: 5}", 5), InlineData(", starvedMonths: 4", 8)]
    public void Stage_WithoutMoney_StopsUnfundedAfterExactlyItsPatience(string more, int months)
    {
        var future = Some.Future([$"id: a{more}"], NoMoney).Steps(months - 1);
        Assert.Equal(Stage.Discovery, future.Initiatives[0].Stage);
        var stopped = future.Steps(1).Initiatives[0];
        Assert.Equal((Stage.Stopped, StopReason.Unfunded), (stopped.Stage, stopped.StopReason));
    }

    [Theory]
    [InlineData(0.24, Stage.Stopped), InlineData(0.25, Stage.Discovery)]
    public void Stage_FundedAtTheBar_IsNotStarved(double share, Stage stage)
    {
        // 15,000 a month are needed.
        var future = Some.Future(["id: a, delivery: {patienceMonths: 2, lossRate: 0}"], Some.Budget(15_000 * share));
        Assert.Equal(stage, future.Steps(3).Initiatives[0].Stage);
    }

    [Fact]
    public void Stage_OneFundedMonthBetween_CountsAnew()
    {
        var future = Some.Future(["id: a"], "budget.annual: [], budget.monthly: [{month: 2020-12, amount: 15000}]").Steps(20);
        Assert.Equal(Stage.Discovery, future.Initiatives[0].Stage);
        Assert.Equal(Stage.Stopped, future.Steps(1).Initiatives[0].Stage);
    }

    [Fact]
    public void Stage_Blocked_IsNotStarved()
    {
        var future = Some.Future(
            ["id: a, starvedMonths: 11, dependsOn: [{initiative: b, reached: adoption}]", "id: b, delivery: {starvedBelow: 0}"], NoMoney);
        Assert.Equal(Stage.Discovery, future.Steps(30).Initiatives[0].Stage);
    }

    [Theory]
    [InlineData("delivery: {starvedBelow: 0}")]
    [InlineData("delivery: {stageCostPerMonth: {discovery: 0, development: 0, validation: 0, approval: 0}}")]
    [InlineData("stage: adoption")]
    public void Stage_NothingToStarve_GoesOn(string more) =>
        Assert.NotEqual(Stage.Stopped, Some.Future([$"id: a, {more}"], NoMoney).Steps(60).Initiatives[0].Stage);

    [Fact]
    public void Progress_InTheMonthItStopsUnfunded_StaysAsItWas()
    {
        var future = Some.Future(["id: a, progress: 0.5, starvedMonths: 11, sites: {eligible: 9, live: 3}, evidence: {liveGain: 0.5}"], NoMoney)
            .Steps(1);
        var stopped = future.Initiatives[0];
        Assert.Equal((0.5, 0.6, 0, 0), (stopped.Progress, stopped.Evidence, stopped.LocalCost, stopped.CashBenefit));
    }

    [Fact]
    public void Stage_Stopped_FreezesEverything()
    {
        var future = Some.Future(["id: a, progress: 0.5, starvedMonths: 11, sites: {eligible: 9, live: 3}"], NoMoney).Steps(1);
        var before = Frozen(future.Initiatives[0]);
        Assert.Equal(before, Frozen(future.Steps(40).Initiatives[0]));
    }

    static (double, double, double, double, int, bool) Frozen(InitiativeFuture a) =>
        (a.Progress, a.Team, a.Evidence, a.Alignment, a.Live, a.LeaderInPost);
}
