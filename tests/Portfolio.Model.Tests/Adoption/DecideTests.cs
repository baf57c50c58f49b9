using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Adoption;

/// <summary>Step 9, sites decide: how many do in the first month follows from the draws and from the yearly rate.</summary>
public class DecideTests
{
    /// <summary>At reference, supported and fully funded: p = 0.01 and a push of 0.16 a year.</summary>
    const string Fresh = "id: a, stage: adoption, sites: {eligible: 10000}";

    /// <summary>3,500 of 10,000 sites are committed, 6,000 are undecided; nobody is pushed.</summary>
    const string Spread =
        "id: a, stage: adoption, funding: {supportMonths: 0}, "
        + "sites: {eligible: 10000, live: 2000, contracting: 1000, implementing: 500, abandoned: 500}";

    const double Bass = 0.01 + 0.45 * 0.35;

    [Theory]
    [InlineData("", 0.01 + 0.16)]
    [InlineData(", funding: {supportMonths: 0}", 0.01)]
    [InlineData(", adoption: {p: 0.2, pushRate: 0}", 0.2)]
    [InlineData(", alignment: {start: 0.35}", 0.17 * 0.5)]
    [InlineData(", evidence: {start: 0.1}", 0.17 * (0.3 + 0.7 * 0.1) / (0.3 + 0.7 * 0.6))]
    [InlineData(", evidence: {start: 0.1}, adoption: {evidenceFloor: 1}", 0.17)]
    [InlineData(", evidence: {start: 0.1}, adoption: {evidenceFloor: 0}", 0.17 / 6)]
    public void Decided_OfFreshSites_FollowsTheRate(string more, double yearly) => AssertDecided(Some.Future([Fresh + more]), yearly);

    [Theory]
    [InlineData("", Bass)]
    [InlineData(", adoption: {q: 0.9}", 0.01 + 0.9 * 0.35)]
    public void Decided_OfSpreadSites_FollowsTheCommitted(string more, double yearly) => AssertDecided(Some.Future([Spread + more]), yearly);

    [Fact]
    public void Decided_SitesThatDiffer_SlowsByTheUndecidedShare() =>
        AssertDecided(Some.Future([Spread + ", adoption: {siteVariance: 0.5}"]), Bass * Math.Sqrt(0.6));

    [Fact]
    public void Decided_HalfFunded_IsPushedByHalf() => AssertDecided(Some.Future([Fresh], Some.Budget(20_000)), 0.01 + 0.16 * 0.5);

    [Fact]
    public void Decided_LessSteady_SlowsByThePower() =>
        AssertDecided(
            Some.Future(
                [Fresh + ", adoption: {stabilityPower: 2}"], "framework.strength: 0, leadership.startsVacant: true, reference.stability: 0.8"),
            0.17 * Math.Pow(0.65 / 0.8, 2));

    [Fact]
    public void Decided_OfGoodQuality_IsMore()
    {
        var future = Some.Future([Fresh + ", quality: {decideSpread: 0.8}"]);
        AssertDecided(future, 0.17 * Math.Exp(0.8 * Some.Draws("a").Normal(RandomStream.Quality, 0) - 0.32));
    }

    [Fact]
    public void Decided_WithCommunity_LearnsMoreFromSites() =>
        AssertDecided(Some.Future([Spread], "levers.community.start: 0.5"), 0.01 + 0.45 * (1 + 0.4 * 0.5) * 0.35);

    /// <summary>ȳ is the mean of the others of the family that have started, stopped ones too.</summary>
    [Fact]
    public void Decided_WithFamily_LearnsFromItsOthers()
    {
        string[] others =
        [
            "id: b, family: f, stage: adoption, sites: {eligible: 10, live: 4, contracting: [1, 1], implementing: 1}",
            "id: stopped, family: f, sites: {eligible: 10, live: 1}",
            "id: later, family: f, startMonth: 2025-04, sites: {eligible: 10, live: 9}",
            "id: other, family: g, stage: adoption, sites: {eligible: 10, live: 9}",
            "id: alone, stage: adoption, sites: {eligible: 10, live: 9}",
        ];
        var future = Some.Future(
            [Spread + ", family: f", .. others], "levers.community.start: 0.5", ["stopInitiative: {initiative: stopped, month: 2020-04}"]);
        AssertDecided(future, 0.01 + 0.45 * 1.2 * (0.35 + 0.3 * 0.5 * (0.7 + 0.1) / 2));
    }

    [Fact]
    public void Decided_OnlyOneOfItsFamily_LearnsFromItselfAlone() =>
        AssertDecided(Some.Future([Spread + ", family: f"], "levers.community.start: 0.5"), 0.01 + 0.45 * 1.2 * 0.35);

    [Theory]
    [InlineData(0.5), InlineData(0), InlineData(2)]
    public void Decided_OpennessEvent_Multiplies(double factor)
    {
        AssertDecided(Some.Future([Fresh], events: [$"openness: {{factor: {factor}}}"]), 0.17 * factor);
        AssertDecided(Some.Future([Fresh, "id: b"], events: [$"openness: {{initiatives: [b], factor: {factor}}}"]), 0.17);
        AssertDecided(
            Some.Future([Fresh], events: ["openness: {factor: 0.5}", $"openness: {{initiatives: [a], factor: {factor}}}"]), 0.17 * 0.5 * factor);
    }

    [Fact]
    public void Decided_OpennessFrozen_StopsFromUntilBefore()
    {
        var future = Some.Future([Fresh], events: ["openness: {from: 2020-06, to: 2020-08, factor: 0}"]);
        var undecided = future.EachMonth().Take(5).Select(month => month.Initiatives[0].Undecided).ToList();
        Assert.Equal([true, false, false, true], undecided.Zip(undecided.Skip(1)).Select(pair => pair.First > pair.Second));
    }

    [Fact]
    public void Decided_Incident_ClosesItsOwnAndItsFamilysSites()
    {
        string[] family = [Fresh + ", family: f", "id: b, family: f, safety: {familyOpenness: 0.6}", "id: c, family: f, stage: adoption"];
        string[] incidents = [.. ((string[])["a", "b", "c"]).Select(id => $"incident: {{initiative: {id}, month: 2020-04}}")];
        AssertDecided(Some.Future(family, events: [incidents[0]]), 0.17 * 0.25);
        AssertDecided(Some.Future(family, events: [incidents[1]]), 0.17 * 0.6);
        AssertDecided(Some.Future(family, events: incidents), 0.17 * 0.25 * 0.6 * 0.7);
    }

    [Fact]
    public void Decided_IncidentOfAnother_DoesNotMatterOutsideItsFamily() =>
        AssertDecided(
            Some.Future([Fresh + ", family: f", "id: b, family: g, stage: adoption"], events: ["incident: {initiative: b, month: 2020-04}"]), 0.17);

    [Fact]
    public void Undecided_SecondMonth_GoesOnInTheChannelsOwnTime()
    {
        var future = Some.Future([Fresh], "defaults.adoption.q: 0").Steps(1);
        var left = future.Initiatives[0].Undecided;
        var time = (10_000 + left) * (1 - Math.Exp(-0.17 / 12));
        Assert.Equal(10_000 - Some.Draws("a").Fired(RandomStream.Decide, time), future.Steps(1).Initiatives[0].Undecided);
    }

    static void AssertDecided(PortfolioFuture future, double yearlyRate)
    {
        var before = future.Initiatives[0].Undecided;
        var expected = Some.Draws("a").Fired(RandomStream.Decide, before * (1 - Math.Exp(-yearlyRate / 12)));
        Assert.Equal(expected, before - future.Steps(1).Initiatives[0].Undecided);
    }
}
