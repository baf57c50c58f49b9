using Portfolio.Contracts.V1;
using Portfolio.Model.Events;

namespace Portfolio.Actuals.Tests.Forecasting;

/// <summary>Definitions that start from what has happened.</summary>
public sealed class ForecastTests
{
    [Fact]
    public void Of_Month_IsTheFirstOfWhatIsLeft()
    {
        var model = new Plan().From("2021-04").Compiled.Model;
        Assert.Equal(("2021-04", 12), (model.Start.ToString(), model.Months));
        Assert.Equal(["late"], model.Targets.Select(target => target.Id));
    }

    [Fact]
    public void Of_SitesStageAndMoney_ArePutWhereTheyAre()
    {
        var plan = new Plan().With(
            "scan",
            Some.Entry("2020-06", entry => entry.SitesContracted = new SiteCount { Sites = 2 }),
            Some.Live("2020-09", 1),
            Some.Entry("2020-09", entry => entry.FundingReceived = new Money { Pounds = 500 }),
            Some.Evidence("2020-10", 0.7));
        var scan = plan.From("2021-04").Compiled.Resolved.Portfolio.Initiatives[0];
        Assert.Equal((0, 1, 2, 0), (scan.Sites.Contracting[0].Value, scan.Sites.Implementing.Value, scan.Sites.Live.Value, scan.Sites.Abandoned.Value));
        Assert.Equal((Stage.Adoption, 12, 500, 0.7), (scan.Stage, scan.MonthsInAdoption.Value, scan.Received.Value, scan.Evidence.Start.Value));
    }

    [Fact]
    public void Of_ProgressNobodyRated_IsTheTimeThatPassedAndSaysSo()
    {
        var (forecast, compiled) = new Plan().From("2020-09");
        Assert.Equal(0.25, compiled.Resolved.Portfolio.Initiatives[1].Progress.Value);
        Assert.Contains(forecast.Assumptions, each => each.Path == "initiatives.read.progress" && each.Text.Contains("5 months of the 20 planned for validation", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_StagePassed_BeginsTheNextOne()
    {
        var passed = Some.Entry("2020-12", entry => entry.StagePassed = new StagePassed { Stage = Stage.Validation });
        var rated = Some.Entry("2021-02", entry => entry.ProgressRating = new Rating { Share = 0.8 });
        var read = new Plan().With("read", passed, rated).From("2021-04").Compiled.Resolved.Portfolio.Initiatives[1];
        Assert.Equal((Stage.Approval, 0.8), (read.Stage, read.Progress.Value));
    }

    [Fact]
    public void Of_InitiativeStillToBegin_KeepsItsPlan()
    {
        var next = new Plan().From("2021-04").Compiled.Resolved.Portfolio.Initiatives[2];
        Assert.Equal(("2021-10", Stage.Discovery), (next.StartMonth, next.Stage));
    }

    [Fact]
    public void Of_CopyOfAGroup_HasAJournalOfItsOwn()
    {
        var initiatives = new Plan().With("twin-001", Some.Evidence("2020-10", 0.9)).From("2021-04").Compiled.Resolved.Portfolio.Initiatives;
        Assert.Equal([0.9, 0.1], initiatives.Where(each => each.Id.StartsWith("twin", StringComparison.Ordinal)).Select(each => each.Evidence.Start.Value));
    }

    [Fact]
    public void Of_Leader_HasBeenInPostSinceTheArrival()
    {
        var leadership = new Plan().With("", Some.Entry("2020-12", entry => entry.LeaderArrived = new Occurred())).From("2021-04").Compiled.Resolved.Portfolio.Leadership;
        Assert.Equal((false, 3), (leadership.StartsVacant, leadership.MonthsInPost.Value));
        Assert.True(new Plan().With("", Some.Entry("2020-12", entry => entry.LeaderLeft = new Occurred())).From("2021-04").Compiled.Resolved.Portfolio.Leadership.StartsVacant);
    }

    [Fact]
    public void Of_LeaderNobodySpokeOf_IsTakenToBeThereStill()
    {
        var (forecast, compiled) = new Plan().From("2021-04");
        Assert.Equal(12, compiled.Resolved.Portfolio.Leadership.MonthsInPost.Value);
        Assert.Contains(forecast.Assumptions, each => each.Path == "leadership.monthsInPost");
    }

    [Fact]
    public void Of_ProgrammeRatings_AreTheStocks()
    {
        var plan = new Plan().With(
            "",
            Some.Entry("2020-12", entry => entry.LeverRating = new LeverRating { Lever = LeverKind.Regulation, Share = 0.4 }),
            Some.Entry("2020-12", entry => entry.FrameworkRating = new Rating { Share = 0.5 }),
            Some.Entry("2021-03", entry => entry.Carried = new Money { Pounds = 7 }));
        var (forecast, compiled) = plan.From("2021-04");
        var portfolio = compiled.Resolved.Portfolio;
        Assert.Equal((0.4, 0.5, 7), (portfolio.Levers.Regulation.Start.Value, portfolio.Framework.Strength.Value, portfolio.Budget.Carry.Value));
        Assert.DoesNotContain(forecast.Assumptions, each => each.Path == "framework.strength");
        Assert.Contains(forecast.Assumptions, each => each.Path == "levers.capability.start");
    }

    [Fact]
    public void Of_Events_ThatLastGoOnAndThoseBehindAreOver()
    {
        var events = new Plan().From("2021-01").Compiled.Model.Events;
        Assert.Equal(["less", "leaves", "gift", "end"], events.Select(each => each.When.Id));
        Assert.Equal((0, 15), (events[0].When.From, events[0].When.To));
        Assert.Equal(7, events[1].When.From);
    }

    [Fact]
    public void Of_GrantUnderWay_BringsThePartThatIsLeft()
    {
        var gift = new Plan().From("2021-01").Forecast.Set.Scenarios[0].Events.Single(each => each.Id == "gift").Grant;
        Assert.Equal(("2021-01", 30_000), (gift.From, gift.Amount.Value));
    }

    [Fact]
    public void Of_PlannedStopNobodyRecorded_HoldsAndSaysSo()
    {
        var (forecast, compiled) = new Plan().From("2021-01");
        Assert.Equal(0, compiled.Model.Events.OfType<InitiativeStop>().Single().When.From);
        Assert.Contains(forecast.Assumptions, each => each.Path == "events.end" && each.Text.StartsWith("the stop was planned for 2020-07", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_InitiativeThatWasStopped_IsSoFromTheFirstMonth()
    {
        var stopped = Some.Entry("2020-12", entry => entry.Stopped = new Stopped { Reason = StopReason.Cancelled });
        var (forecast, compiled) = new Plan().With("read", stopped).From("2021-04");
        Assert.Equal("stopped-read", forecast.Set.Scenarios[0].Events[^1].Id);
        Assert.Equal(Stage.Validation, compiled.Resolved.Portfolio.Initiatives[1].Stage);
    }

    [Theory]
    [InlineData("2020-03")]
    [InlineData("2022-04")]
    public void Of_MonthOutsideThePlan_IsRefusedWithWhatIsAllowed(string month) =>
        Assert.Equal(["forecast.month: " + month + " lies outside the portfolio's months; allowed: 2020-04 to 2022-03"], new Plan().Try(month).Problems.Found.Select(each => $"{each.Path}: {each.Text}"));

    [Fact]
    public void Of_UncertainGrantUnderWay_IsRefusedAtItsPath()
    {
        var plan = new Plan();
        plan.Set.Scenarios[0].Events.Single(each => each.Id == "gift").Grant.Amount = new Number { Uniform = new Uniform { Low = 1, High = 2 } };
        Assert.Equal("events.gift.grant.amount", Assert.Single(plan.Try("2021-01", "cut").Problems.Found).Path);
    }
}
