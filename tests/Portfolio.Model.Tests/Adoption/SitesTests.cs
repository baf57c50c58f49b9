using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Adoption;

/// <summary>Step 9, sites contract, go live and abandon, and the events that change it.</summary>
public class SitesTests
{
    const string Contracting = "id: a, stage: adoption, sites: {eligible: 10000, contracting: [0, 0, 5000]}";

    const string Implementing = "id: a, stage: adoption, sites: {eligible: 10000, implementing: 5000}";

    const string Live = "id: a, stage: adoption, sites: {eligible: 10000, live: 5000}";

    [Theory]
    [InlineData("", 3 / 11.5)]
    [InlineData("adoption: {contractMonths: 6}", 0.5)]
    [InlineData("adoption: {contractMonths: 0.5}", 1)]
    public void Contracted_InAMonth_FollowsTheMeanTime(string more, double share) =>
        AssertFired(Some.Future([$"{Contracting}, {more}"]), RandomStream.Contract + 2, 5_000 * share, a => a.Implementing);

    [Fact]
    public void Contracted_WithRegulation_IsFaster() =>
        AssertFired(Some.Future([Contracting], "levers.regulation.start: 0.5"), RandomStream.Contract + 2, 5_000 * 3 * 1.3 / 11.5, a =>
            a.Implementing);

    [Theory]
    [InlineData(0), InlineData(0.4), InlineData(1.5)]
    public void Contracted_ProcurementEvent_Multiplies(double factor) =>
        AssertFired(Some.Future([Contracting], events: [$"procurement: {{factor: {factor}}}"]), RandomStream.Contract + 2, 5_000 * 3 * factor / 11.5,
            a => a.Implementing);

    [Fact]
    public void Contracted_OneStage_IsAPlainWait() =>
        AssertFired(
            Some.Future(["id: a, stage: adoption, sites: {eligible: 10000, contracting: 5000}, adoption: {contractStages: 1}"]),
            RandomStream.Contract, 5_000 / 11.5, a => a.Implementing);

    /// <summary>Sites walk one sub-stage a month at most, so that none arrives before it has passed all four.</summary>
    [Fact]
    public void Contracted_FourSubStages_WalksOneAfterTheOther()
    {
        var future = Some.Future(
            ["id: a, stage: adoption, sites: {eligible: 1000, contracting: 1000}, adoption: {contractStages: 4, contractMonths: 4}"]);
        var arrived = future.EachMonth().Take(4).Select(month => month.Initiatives[0].Implementing).ToList();
        Assert.Equal([0, 0, 0], arrived[..3]);
        Assert.True(arrived[3] > 0);
    }

    [Fact]
    public void ContractingTime_OverManySites_IsErlangWithTheMeanNamed()
    {
        var future = Some.Future(
            ["id: a, stage: adoption, sites: {eligible: 50000, contracting: 50000}, adoption: {contractMonths: 12, contractStages: 3}"]);
        var left = future.EachMonth().Take(60).Select(month => (double)month.Initiatives[0].Contracting / 50_000).ToList();

        // A sub-stage of geometric time with mean 4; three of them.
        var mean = 1 + left.Sum();
        var square = 1 + left.Select((share, i) => (2 * (i + 1) + 1) * share).Sum();
        Assert.Equal(12, mean, 0.1);
        Assert.Equal(3 * 4 * (4 - 1), square - mean * mean, 1.0);
    }

    [Theory]
    [InlineData("", 1 / 11.6)]
    [InlineData(", team: 0.2", (0.5 + 0.5 * 0.32) / 11.6)]
    [InlineData(", team: 0.2, adoption: {teamFloor: 0.1}", (0.1 + 0.9 * 0.32) / 11.6)]
    [InlineData(", adoption: {implementMonths: 0.4}", 1)]
    public void WentLive_InAMonth_FollowsTheMeanTimeAndTheTeam(string more, double share) =>
        AssertFired(Some.Future([Implementing + more]), RandomStream.GoLive, 5_000 * share, a => a.Live);

    [Theory]
    [InlineData("sites: {eligible: 90, implementing: 50}, adoption: {implementMonths: 0.4}", RandomStream.GoLive)]
    [InlineData("sites: {eligible: 90, contracting: [0, 0, 50]}, adoption: {contractMonths: 0.4}", RandomStream.Contract + 2)]
    public void Moved_FasterThanAMonth_IsAllOfThemAtMost(string sites, RandomStream stream)
    {
        var model = Some.Portfolio([$"id: a, stage: adoption, {sites}"]);
        for (var replication = 0; replication < 10; replication++)
        {
            var a = new PortfolioFuture(model, replication).Steps(1).Initiatives[0];
            var moved = stream == RandomStream.GoLive ? a.Live : a.Implementing;
            Assert.Equal(Math.Min(50, Some.Draws("a", replication).Fired(stream, 50)), moved);
        }
    }

    [Fact]
    public void WentLive_WithInfrastructureAndImplementation_IsFaster() =>
        AssertFired(
            Some.Future([Implementing], "levers.infrastructure.start: 0.4, levers.implementation.start: 0.6"),
            RandomStream.GoLive, 5_000 * (1 + 0.5 * 0.4 + 0.5 * 0.6) / 11.6, a => a.Live);

    [Fact]
    public void WentLive_BeyondCapacity_SharesItAmongTheActive()
    {
        string[] initiatives =
        [
            Implementing, "id: b, stage: adoption, sites: {eligible: 3000, implementing: 2000}",
                "id: delivers, sites: {eligible: 3000, implementing: 1000}",
            "id: stopped, sites: {eligible: 3000, implementing: 3000}",
                "id: later, startMonth: 2021-04, stage: adoption, sites: {eligible: 3000, implementing: 3000}",
        ];
        var future = Some.Future(initiatives, "implementingCapacity: 2000", ["stopInitiative: {initiative: stopped, month: 2020-04}"]);
        AssertFired(future, RandomStream.GoLive, 5_000 * 0.25 / 11.6, a => a.Live);
    }

    [Fact]
    public void WentLive_WithinCapacity_IsNotSlower() =>
        AssertFired(Some.Future([Implementing], "implementingCapacity: 5000"), RandomStream.GoLive, 5_000 / 11.6, a => a.Live);

    [Theory]
    [InlineData("", 0.05)]
    [InlineData(", adoption: {abandonRate: 0.5}", 0.5)]
    [InlineData(", alignment: {start: 0.4}", 0.05 * (1 + 2 * 0.3))]
    [InlineData(", alignment: {start: 1}, adoption: {alignmentAbandon: 10}", 0)]
    [InlineData(", funding: {supportMonths: 0}", 0.05)]
    [InlineData(", funding: {supportMonths: 0}, value: {siteRunningCostPerYear: 60000}", 0.05)]
    [InlineData(", funding: {supportMonths: 0}, value: {siteRunningCostPerYear: 60001}", 0.05 * 5)]
    [InlineData(", value: {siteRunningCostPerYear: 60001}", 0.05)]
    public void Abandoned_InAMonth_FollowsTheRate(string more, double yearly) => AssertAbandoned(Some.Future([Live + more]), yearly);

    [Fact]
    public void Abandoned_LessSteady_Rises() =>
        AssertAbandoned(
            Some.Future([Live + ", adoption: {stabilityAbandon: 3}"], "framework.strength: 0, leadership.startsVacant: true"), 0.05 * (1 + 3 * 0.35));

    [Fact]
    public void Abandoned_WithImplementationHelp_Falls() => AssertAbandoned(Some.Future([Live], "levers.implementation.start: 0.5"), 0.05 / 1.5);

    [Fact]
    public void Abandoned_WhileAnIncidentLasts_Rises() =>
        AssertAbandoned(Some.Future([Live], events: ["incident: {initiative: a, month: 2020-04}"]), 0.05 * 3);

    [Fact]
    public void Abandoned_OfGoodQuality_IsLess() =>
        AssertAbandoned(
            Some.Future([Live + ", quality: {abandonSpread: 0.7}"]), 0.05 * Math.Exp(-0.7 * Some.Draws("a").Normal(RandomStream.Quality, 0) - 0.245));

    /// <summary>Benefit with capability K = 0.6 is 120,000 · (0.5 + 0.5 · 0.6) times what quality makes of it.</summary>
    [Theory]
    [InlineData(-1, 1), InlineData(1, 5)]
    public void Abandoned_AfterSupport_FallsOffTheCliffWhereTheBenefitDoesNotCoverTheCost(double pounds, double factor)
    {
        var benefit = 120_000 * 0.8 * Math.Exp(0.5 * Some.Draws("a").Normal(RandomStream.Quality, 0) - 0.125);
        var future = Some.Future(
            [$"{Live}, quality: {{benefitSpread: 0.5}}, funding: {{supportMonths: 0}}, value: {{siteRunningCostPerYear: {benefit + pounds}}}"],
                "levers.capability.start: 0.6");
        AssertAbandoned(future, 0.05 * factor);
    }

    [Fact]
    public void Abandoned_WhenSupportEnds_FallsOffTheCliffFromThatMonth()
    {
        const string cliff = "adoption: {cliffFactor: 10, abandonRate: 0.5}, value: {siteRunningCostPerYear: 90000}, funding: {supportMonths: 3}";
        var live = Some.Future([$"{Live}, {cliff}"]).EachMonth().Take(4).Select(month => (double)month.Initiatives[0].Live).ToList();
        Assert.Equal(Math.Exp(-0.5 / 12), live[2] / live[1], 0.01);
        Assert.Equal(Math.Exp(-5.0 / 12), live[3] / live[2], 0.02);
    }

    [Theory]
    [InlineData("stage: adoption, sites: {eligible: 10, live: 2}", 5, 5)]
    [InlineData("stage: discovery, sites: {eligible: 10, live: 2}", 5, 5)]
    [InlineData("stage: discovery, sites: {eligible: 10, live: 2}", 50, 8)]
    [InlineData("startMonth: 2021-04, sites: {eligible: 10, live: 2}", 5, 0)]
    public void Contracting_SitesCommitted_EnterTheFirstSubStage(string initiative, int count, int entered)
    {
        var future = Some.Future(
            [$"id: a, {initiative}, adoption: {{p: 0, q: 0, pushRate: 0, abandonRate: 0}}"],
                events: [$"commitSites: {{initiative: a, month: 2020-04, count: {count}}}"]);
        var a = future.Steps(1).Initiatives[0];
        Assert.Equal((entered, 8 - entered), (a.Contracting, a.Undecided));
    }

    [Fact]
    public void Contracting_SitesCommittedInAdoption_ContractFromThatMonth()
    {
        var future = Some.Future(
            ["id: a, stage: adoption, sites: {eligible: 5000}, adoption: {p: 0, q: 0, pushRate: 0, contractStages: 1, contractMonths: 5}"],
            events: ["commitSites: {initiative: a, month: 2020-04, count: 3000}", "commitSites: {initiative: a, month: 2020-04, count: 1000}"]);
        AssertFired(future, RandomStream.Contract, 4_000 / 5.0, a => a.Implementing);
    }

    [Fact]
    public void Contracting_SitesCommittedAfterAStop_DoesNothing()
    {
        var future = Some.Future(
            ["id: a, sites: {eligible: 10}"],
                events: ["stopInitiative: {initiative: a, month: 2020-05}", "commitSites: {initiative: a, month: 2020-06, count: 5}"]);
        Assert.Equal(10, future.Steps(5).Initiatives[0].Undecided);
    }

    [Fact]
    public void Sites_InDelivery_DoNotMoveByThemselves()
    {
        var a = Some.Future(["id: a, sites: {eligible: 1000, contracting: [100, 100, 100], implementing: 100, live: 100, abandoned: 100}"])
            .Steps(8).Initiatives[0];
        Assert.Equal((400, 300, 100, 100, 100), (a.Undecided, a.Contracting, a.Implementing, a.Live, a.Abandoned));
    }

    [Fact]
    public void Evidence_OfUse_GrowsWithTheLiveShareOfTheMonthsStart()
    {
        var a = Some.Future(
            ["id: a, stage: adoption, sites: {eligible: 10000, live: 4000, implementing: 5000}, evidence: {start: 0.3, liveGain: 0.1}"])
                .Steps(1).Initiatives[0];
        Assert.Equal(0.3 + 0.1 * 0.4 * 0.7, a.Evidence, 1e-12);
    }

    static void AssertAbandoned(PortfolioFuture future, double yearlyRate) =>
        AssertFired(future, RandomStream.Abandon, 5_000 * (1 - Math.Exp(-yearlyRate / 12)), a => a.Abandoned);

    static void AssertFired(PortfolioFuture future, RandomStream stream, double mean, Func<InitiativeFuture, int> where) =>
        Assert.Equal(Math.Min(5_000, Some.Draws("a").Fired(stream, mean)), where(future.Steps(1).Initiatives[0]));
}
