using Portfolio.Actuals.Beliefs;
using Portfolio.Actuals.Tests.Ledgers;
using Portfolio.Contracts.V1;
using Month = Portfolio.Model.Month;

namespace Portfolio.Actuals.Tests.Beliefs;

/// <summary>Where a subject stands, of what is believed.</summary>
public sealed class BelievingTests
{
    const string Subject = "workspaces/default/portfolios/some/initiatives/scan";

    static readonly Beginning Planned = new() { Month = "2022-01", Stage = Stage.Validation, StageSince = "2022-01", Received = 100, Live = 1 };

    [Fact]
    public void At_NothingRecorded_IsTheBeginning()
    {
        var belief = At("2022-06");
        Assert.Equal((Stage.Validation, "2022-01", 1, 100.0), (belief.Stage, belief.StageSince, belief.Live, belief.Received));
        Assert.False(belief.HasLeaderInPost);
        Assert.Empty(belief.Doubts);
    }

    [Fact]
    public void At_SitesFlow_ThroughTheCompartments()
    {
        var belief = At("2022-06", Sites("2022-02", decided: 9), Sites("2022-03", contracted: 6), Sites("2022-05", live: 4), Sites("2022-06", abandoned: 1));
        Assert.Equal((3, 2, 4, 1), (belief.Contracting, belief.Implementing, belief.Live, belief.Abandoned));
        Assert.Equal(10, belief.Decided);
    }

    [Fact]
    public void At_MoreLiveThanContracted_DoubtsAndBelievesNone()
    {
        var belief = At("2022-06", Sites("2022-02", live: 2));
        Assert.Equal((0, 3), (belief.Implementing, belief.Live));
        Assert.Equal(["implementing: -2 sites, as more sites went live than had signed; 0 are believed"], belief.Doubts);
    }

    [Fact]
    public void At_BeforeTheBeginning_IsHistoryThatTheDefinitionCountsIn() => Assert.Equal(1, At("2022-06", Some.Live("2021-12", 5)).Live);

    [Fact]
    public void At_StagePassed_NextHoldsFromTheNextMonth()
    {
        var belief = At("2022-06", Passed("2022-04", Stage.Validation), Some.Entry("2022-05", entry => entry.Reworked = new Occurred()));
        Assert.Equal((Stage.Approval, "2022-06", 1), (belief.Stage, belief.StageSince, belief.Reworks));
    }

    [Fact]
    public void At_ProgressRatedBeforeTheStage_IsNoProgressInIt()
    {
        var rated = Some.Entry("2022-03", entry => entry.ProgressRating = new Rating { Share = 0.9 });
        Assert.Equal(0.9, At("2022-06", rated).Progress);
        Assert.False(At("2022-06", rated, Passed("2022-04", Stage.Validation)).HasProgress);
    }

    [Fact]
    public void At_StagePassedThatWasLeftBefore_IsDoubted()
    {
        var belief = At("2022-06", Passed("2022-04", Stage.Discovery));
        Assert.Equal(Stage.Validation, belief.Stage);
        Assert.Equal(["stagePassed in 2022-04: discovery was passed after it had been left; validation is believed"], belief.Doubts);
    }

    [Fact]
    public void At_LeaderLeavesAndArrivesInOneMonth_HandsOverAnOccupiedPost()
    {
        var belief = At("2022-06", Arrived("2022-02"), Arrived("2022-04"), Left("2022-04"));
        Assert.Equal((true, "2022-05"), (belief.LeaderInPost, belief.LeaderSince));
        Assert.Equal((false, "2022-06"), (At("2022-06", Arrived("2022-02"), Left("2022-05")).LeaderInPost, At("2022-06", Left("2022-05")).LeaderSince));
    }

    [Fact]
    public void At_SourcesDiffer_SaysWhoIsBelievedAndWhoIsNot() => Assert.Equal(
        ["sitesLive in 2022-03: register says 2 and is believed, survey says 3"], At("2022-06", Sites("2022-02", decided: 9), Sites("2022-02", contracted: 9), Some.Live("2022-03", 2), Some.Live("2022-03", 3, "survey")).Doubts);

    [Fact]
    public void Months_BeginningToLast_LeavesNoGapAndEndsWhereAtDoes()
    {
        var ledger = Journals.Of(Sites("2022-02", decided: 9), Sites("2022-03", contracted: 9), Some.Live("2022-05", 4));
        var months = Believing.Months(ledger, Subject, Planned, Month.Of(2022, 6)).Months;
        Assert.Equal(["2022-01", "2022-02", "2022-03", "2022-04", "2022-05", "2022-06"], months.Select(month => month.Month));
        Assert.Equal([0, 0, 0, 0, 4, 0], months.Select(month => month.WentLive));
        Assert.Equal([1, 1, 1, 1, 5, 5], months.Select(month => month.Live));
    }

    [Fact]
    public void Months_NoMonthNamed_EndsWithTheNewestThereIsNewsOf() =>
        Assert.Equal("2022-05", Believing.Months(Journals.Of(Some.Live("2022-05", 4)), Subject, Planned, null).Months[^1].Month);

    static Belief At(string month, params Entry[] entries) => Believing.At(Journals.Of(entries), Subject, Planned, Month.Parse(month));

    static Entry Passed(string month, Stage stage) => Some.Entry(month, entry => entry.StagePassed = new StagePassed { Stage = stage });

    static Entry Arrived(string month) => Some.Entry(month, entry => entry.LeaderArrived = new Occurred());

    static Entry Left(string month) => Some.Entry(month, entry => entry.LeaderLeft = new Occurred());

    static Entry Sites(string month, int decided = 0, int contracted = 0, int live = 0, int abandoned = 0) => Some.Entry(month, entry =>
    {
        if (decided > 0)
            entry.SitesDecided = new SiteCount { Sites = decided };
        else if (contracted > 0)
            entry.SitesContracted = new SiteCount { Sites = contracted };
        else if (live > 0)
            entry.SitesLive = new SiteCount { Sites = live };
        else
            entry.SitesAbandoned = new SiteCount { Sites = abandoned };
    });
}
