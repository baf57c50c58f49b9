using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Adoption;

/// <summary>Step 12, incidents: while one lasts nobody decides here, so that the months it lasts can be seen.</summary>
public class IncidentTests
{
    /// <summary>Live sites neither come nor go: 0.3 · (1 − E)/0.4 · 1/(1 + K_reg) incidents a month are expected.</summary>
    const string Watched =
        "id: a, stage: adoption, sites: {eligible: 20000, live: 10}, adoption: {p: 0.1, q: 0, abandonRate: 0, contractMonths: 120}, "
        + "safety: {incidentRate: 0.9, incidentMonths: 4, incidentOpenness: 0, incidentAbandon: 1}";

    static readonly string[] NobodyContracts = ["procurement: {factor: 0}"];

    [Theory]
    [InlineData("", 0.3)]
    [InlineData("initiatives.a.evidence.start: 0.2", 0.6)]
    [InlineData("levers.regulation: {start: 0.5, decay: 0}", 0.2)]
    [InlineData("levers.regulation: {start: 0.5, decay: 0}, initiatives.a.safety.regulationSafety: 2", 0.15)]
    [InlineData("initiatives.a.safety.incidentRate: 0", 0)]
    public void Incidents_OverTheMonths_FollowTheirChannel(string set, double mean)
    {
        var expected = Lasting(Some.Draws("a"), mean, incidentMonths: 4);
        Assert.Equal(expected, Closed(Some.Future([Watched], set, NobodyContracts)));
        Assert.Equal(mean > 0, expected.Contains(true));
    }

    /// <summary>Nobody is live at the start, nearly everybody at the end of the first month.</summary>
    [Fact]
    public void Incidents_OfAMonth_ComeFromTheSitesLiveAtItsStart()
    {
        const string rush = "initiatives.a.sites: {implementing: 900, live: 0}, initiatives.a.adoption.implementMonths: 1";
        Assert.Equal([false, false, true], Closed(Some.Future([Watched], rush)).Take(3));
    }

    /// <summary>So many incidents are expected that one fires before use has halved what is unknown, and none after.</summary>
    [Fact]
    public void Incidents_OfAMonth_ComeFromTheEvidenceOfItsStart()
    {
        var rate = 1.5 * Some.Draws("a").Exponential(RandomStream.Incident, 0) * 12 / 10_000;
        var learning = $"initiatives.a.sites.live: 10000, initiatives.a.safety.incidentRate: {rate}, initiatives.a.evidence: {{start: 0, liveGain: 1}}";
        Assert.Equal([false, true], Closed(Some.Future([Watched], learning, NobodyContracts)).Take(2));
    }

    [Fact]
    public void Incident_Event_LastsFromItsMonthOn() =>
        Assert.Equal([2, 3, 4, 5], MonthsClosed("initiatives.a.safety.incidentRate: 0", "incident: {initiative: a, month: 2020-06}"));

    [Fact]
    public void Incident_SecondEventWhileOneLasts_ProlongsIt() =>
        Assert.Equal(
            [2, 3, 4, 5, 6, 7],
            MonthsClosed(
                "initiatives.a.safety.incidentRate: 0", "incident: {initiative: a, month: 2020-06}", "incident: {initiative: a, month: 2020-08}"));

    [Fact]
    public void Incident_BeforeTheStart_DoesNothing() =>
        Assert.Equal([0, 1, 2],
            MonthsClosed("initiatives.a.safety.incidentRate: 0, initiatives.a.startMonth: 2020-07", "incident: {initiative: a, month: 2020-06}"));

    [Fact]
    public void Incident_OfOneThatIsStopped_IsOver()
    {
        string[] initiatives = [
            "id: a, family: f, stage: adoption, sites: {eligible: 20000}, adoption: {p: 0.1}", "id: b, family: f, safety: {familyOpenness: 0}"];
        var future = Some.Future(
            initiatives, events: ["incident: {initiative: b, month: 2020-04}", "stopInitiative: {initiative: b, month: 2020-06}"]);
        Assert.Equal([true, true, false, false], Closed(future).Take(4));
    }

    [Fact]
    public void Incident_OfOneThatStopsUnfunded_IsOverThatMonth()
    {
        string[] initiatives = ["id: a, family: f, stage: adoption, sites: {eligible: 20000}, adoption: {p: 0.1}",
            "id: b, family: f, starvedMonths: 10, safety: {familyOpenness: 0}"];
        var future = Some.Future(initiatives, "budget.annual: []", ["incident: {initiative: b, month: 2020-04}"]);
        Assert.Equal([true, false, false], Closed(future).Take(3));
    }

    /// <summary>Whether nobody decided in a month.</summary>
    static List<bool> Closed(PortfolioFuture future)
    {
        var before = future.Initiatives[0].Undecided;
        var closed = new List<bool>();
        foreach (var month in future.EachMonth().Take(40))
        {
            closed.Add(month.Initiatives[0].Undecided == before);
            before = month.Initiatives[0].Undecided;
        }

        return closed;
    }

    static IEnumerable<int> MonthsClosed(string set, params string[] events) =>
        Closed(Some.Future([Watched], set, events)).Select((closed, month) => (closed, month)).Where(each => each.closed).Select(each => each.month);

    /// <summary>The months in which an incident lasts, where so many fire on average.</summary>
    static List<bool> Lasting(Draws draws, double mean, int incidentMonths)
    {
        var lasts = new List<bool>();
        var left = 0;
        for (var month = 0; month < 40; month++)
        {
            lasts.Add(left > 0);
            var fires = draws.Fired(RandomStream.Incident, mean * (month + 1)) > draws.Fired(RandomStream.Incident, mean * month);
            left = left > 0 ? left - 1 : fires ? incidentMonths : 0;
        }

        return lasts;
    }
}
