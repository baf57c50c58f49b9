using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Funding;

/// <summary>Step 13, levers and framework, and the events that change what is spent on them.</summary>
public class StocksTests
{
    const double Close = 1e-12;

    static readonly string[] Anything = ["id: a, stage: adoption, funding: {supportMonths: 0}"];

    public static TheoryData<Lever> Levers => [.. Enum.GetValues<Lever>()];

    [Theory, MemberData(nameof(Levers))]
    public void Levers_Spending_BuildsTheOneItIsSpentOn(Lever lever)
    {
        var name = lever.ToString().ToLowerInvariant();
        var future = Some.Future(
            Anything, $"levers.{name}: {{start: 0.2, plannedSpendPerMonth: 100, fullSpendPerMonth: 400, gain: 0.1, decay: 0.05}}").Steps(1);
        foreach (var each in Enum.GetValues<Lever>())
            Assert.Equal(each == lever ? 0.2 + 0.1 * 0.25 * 0.8 - 0.05 * 0.2 : 0, future.Programme.Levers[each], Close);
    }

    [Fact]
    public void Framework_Stewardship_BuildsIt()
    {
        var future = Some.Future(Anything, "framework: {strength: 0.2, plannedSpendPerMonth: 300, fullSpendPerMonth: 100, gain: 0.1, decay: 0.05}")
            .Steps(1);
        Assert.Equal(0.2 + 0.1 * 2 * 0.8 - 0.05 * 0.2, future.Programme.Framework, Close);
    }

    [Fact]
    public void Levers_ScarceMoney_BuildAsFarAsItReaches()
    {
        var future = Some.Future(
            Anything, $"levers.community: {{start: 0, plannedSpendPerMonth: 400, fullSpendPerMonth: 400, gain: 0.1, decay: 0}}, {Some.Budget(100)}");
        Assert.Equal(0.1 * 0.25, future.Steps(1).Programme.Levers[Lever.Community], Close);
    }

    [Fact]
    public void Levers_OfAMonth_AreUsedAsTheyWereBefore()
    {
        var future = Some.Future(["id: a"], "levers.community: {start: 0, plannedSpendPerMonth: 400, fullSpendPerMonth: 400, gain: 0.1, decay: 0}");
        Assert.Equal(1.0 / 9, future.Steps(1).Initiatives[0].Progress, Close);
        Assert.Equal((2 + 0.3 * 0.1) / 9, future.Steps(1).Initiatives[0].Progress, Close);
    }

    [Fact]
    public void OwnReceived_LeverEvents_LastAmountThenEveryFactor()
    {
        var spends = Spends(
            "lever: {lever: regulation, from: 2020-06, factor: 3}",
            "lever: {lever: regulation, from: 2020-05, to: 2020-08, plannedSpendPerMonth: 700}",
            "lever: {lever: regulation, from: 2020-07, to: 2020-09, factor: 0.5}",
            "lever: {lever: regulation, from: 2020-07, plannedSpendPerMonth: 50}");
        Assert.Equal([100, 700, 2100, 75, 75, 150], spends.Take(6));
    }

    [Fact]
    public void OwnReceived_AmountOfADrawnNumber_IsOneForTheWholeSpan()
    {
        var spends = Spends("lever: {lever: regulation, from: 2020-05, plannedSpendPerMonth: {uniform: {low: 10, high: 20}}}");
        Assert.Equal(100, spends[0]);
        Assert.InRange(spends[1], 10, 20);
        Assert.All(spends[1..], spend => Assert.Equal(spends[1], spend));
    }

    static List<double> Spends(params string[] events)
    {
        PortfolioFuture future = Some.Future(Anything, "levers.regulation.plannedSpendPerMonth: 100", events);
        return [.. future.EachMonth().Select(month => month.Programme.OwnReceived)];
    }
}
