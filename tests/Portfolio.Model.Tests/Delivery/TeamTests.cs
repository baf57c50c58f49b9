using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Delivery;

/// <summary>Step 7, the team.</summary>
public class TeamTests
{
    [Fact]
    public void Team_BetterFunded_GrowsAtTheHireRate() =>
        Assert.Equal([0.32, 0.422], Teams("id: a, team: 0.2", "", 2));

    [Fact]
    public void Team_WorseFunded_ShrinksAtTheLossRate() =>
        Assert.Equal([0.82, 0.694], Teams("id: a", Some.Budget(6_000), 2));

    [Fact]
    public void Team_SupportedInAdoption_FollowsTheMoneyToo() =>
        Assert.Equal([0.275], Teams("id: a, stage: adoption, team: 0.2, delivery: {hireRate: 0.25}", Some.Budget(20_000), 1));

    [Fact]
    public void Team_AfterSupport_Dwindles() =>
        Assert.Equal([1, 0.6, 0.36], Teams("id: a, stage: adoption, delivery: {lossRate: 0.4}, funding: {supportMonths: 1}", "", 3));

    [Fact]
    public void Team_Blocked_StaysAsItIs() =>
        Assert.Equal([0.2], Teams("id: a, team: 0.2, dependsOn: [{initiative: b, reached: adoption}]", "", 1));

    [Fact]
    public void Team_BeforeTheStart_StaysAsItIs() => Assert.Equal([0.2, 0.32], Teams("id: a, team: 0.2, startMonth: 2020-05", "", 2));

    [Fact]
    public void Team_InTheMonthItStopsUnfunded_HasShrunk()
    {
        var future = Some.Future(["id: a, starvedMonths: 11"], "budget.annual: []").Steps(2);
        Assert.Equal((Stage.Stopped, 0.7), (future.Initiatives[0].Stage, future.Initiatives[0].Team));
    }

    static double[] Teams(string initiative, string set, int months)
    {
        PortfolioFuture future = Some.Future([initiative, "id: b, delivery: {stageCostPerMonth: {discovery: 0}}"], set);
        return [.. future.EachMonth().Take(months).Select(month => Math.Round(month.Initiatives[0].Team, 12))];
    }
}
