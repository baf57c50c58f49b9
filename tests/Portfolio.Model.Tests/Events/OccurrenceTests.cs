using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Events;

/// <summary>Section 4: uncertain events, and events that start and stop initiatives.</summary>
public class OccurrenceTests
{
    static readonly string[] Anything = ["id: a"];

    [Fact]
    public void Span_Yearly_LastsTwelveMonthsFromTheFirstOfEachYearDrawn() =>
        AssertBudgets("id: cut, budget: {factor: 0.5}, yearlyProbability: 0.4", "", (year, month) => year * 12 <= month && month < year * 12 + 12);

    [Fact]
    public void Span_YearlyWithMonths_LastsThem() =>
        AssertBudgets("id: cut, budget: {factor: 0.5}, yearlyProbability: 0.4, months: 5", "", (year, month) =>
            year * 12 <= month && month < year * 12 + 5);

    [Fact]
    public void Span_LongerThanAYear_Multiplies() =>
        AssertBudgets("id: cut, budget: {factor: 0.5}, yearlyProbability: 0.4, months: 20", "", (year, month) =>
            year * 12 <= month && month < year * 12 + 20);

    [Fact]
    public void Span_YearlyWithinASpan_StartsInItsFirstMonthAndEndsWithIt() =>
        AssertBudgets(
            "id: cut, budget: {from: 2021-08, to: 2024-06, factor: 0.5}, yearlyProbability: 0.6", "",
            (year, month) => year is >= 1 and <= 4 && Math.Max(16, year * 12) <= month && month < Math.Min(50, Math.Max(16, year * 12) + 12));

    /// <summary>The year the start lies in has index 0, and its event comes with the first month of the horizon.</summary>
    [Fact]
    public void Span_StartWithinAFiscalYear_CountsThatYearAsZero() =>
        AssertBudgets(
            "id: cut, budget: {factor: 0.5}, yearlyProbability: 0.6, months: 3", "start: 2020-11, months: 41",
            (year, month) => Math.Max(0, year * 12 - 7) <= month && month < Math.Max(0, year * 12 - 7) + 3);

    [Fact]
    public void Month_Yearly_IsTheFirstOfEachYearDrawn()
    {
        var model = Some.Portfolio(Anything, "defaults.leadership.vacancyMonths: 1, defaults.leadership.vacancyCv: 0",
            ["id: sponsor, leaderDeparts: {posts: [a]}, yearlyProbability: 0.3"]);
        for (var replication = 0; replication < 20; replication++)
        {
            var vacant = new PortfolioFuture(model, replication).EachMonth().Select(month => !month.Initiatives[0].LeaderInPost).ToList();
            Assert.Equal(Enumerable.Range(0, 120).Select(month => month % 12 == 1 && Drawn("sponsor", month / 12, replication, 0.3)), vacant);
        }
    }

    [Fact]
    public void YearlyProbability_ZeroAndOne_IsNeverAndAlways()
    {
        Assert.All(Budgets(["budget: {factor: 0.5}, yearlyProbability: 0"], 0), budget => Assert.Equal(Some.Ample, budget));
        Assert.All(Budgets(["budget: {factor: 0.5}, yearlyProbability: 1"], 0), budget => Assert.Equal(Some.Ample / 2, budget));
    }

    [Theory]
    [InlineData("2020-09", 5), InlineData("2020-04", 0)]
    public void StartInitiative_Event_ReplacesTheStartMonth(string month, int expected)
    {
        var future = Some.Future(["id: a, startMonth: 2020-07"], events: [$"startInitiative: {{initiative: a, month: {month}}}"]);
        Assert.Equal(expected, future.EachMonth().TakeWhile(each => !each.Initiatives[0].Active).Count());
        Assert.Equal(1.0 / 9, future.Initiatives[0].Progress, 1e-12);
    }

    [Fact]
    public void StartInitiative_Yearly_IsInTheFirstYearDrawn()
    {
        var model = Some.Portfolio(["id: a, startMonth: 2022-01"], events: ["id: begin, startInitiative: {initiative: a}, yearlyProbability: 0.3"]);
        for (var replication = 0; replication < 20; replication++)
        {
            var first = Enumerable.Range(0, 10).FirstOrDefault(year => Drawn("begin", year, replication, 0.3), -1);
            var idle = new PortfolioFuture(model, replication).EachMonth().TakeWhile(month => !month.Initiatives[0].Active).Count();
            Assert.Equal(first < 0 ? 21 : 12 * first, idle);
        }
    }

    [Fact]
    public void Events_InOneMonth_TakeEffectInTheirOrder()
    {
        const string stop = "stopInitiative: {initiative: a, month: 2020-04}", commit = "commitSites: {initiative: a, month: 2020-04, count: 4}";
        Assert.Equal(4, Some.Future(["id: a"], events: [commit, stop]).Steps(1).Initiatives[0].Contracting);
        Assert.Equal(0, Some.Future(["id: a"], events: [stop, commit]).Steps(1).Initiatives[0].Contracting);
    }

    [Theory]
    [InlineData(""), InlineData(", startMonth: 2021-04"), InlineData(", stage: adoption, startMonth: 2021-04")]
    public void StopInitiative_NotStartedOrInDelivery_Cancels(string more)
    {
        var future = Some.Future([$"id: a{more}"], events: ["stopInitiative: {initiative: a, month: 2020-06}"]).Steps(2);
        Assert.NotEqual(Stage.Stopped, future.Initiatives[0].Stage);
        var a = future.Steps(1).Initiatives[0];
        Assert.Equal((Stage.Stopped, StopReason.Cancelled, false), (a.Stage, a.StopReason, a.Active));
        Assert.Equal(Stage.Stopped, future.Steps(20).Initiatives[0].Stage);
    }

    [Fact]
    public void StopInitiative_InAdoption_EndsCentralSupportAndSitesGoOnAlone()
    {
        const string initiative = "id: a, stage: adoption, sites: {eligible: 20000, implementing: 50}, adoption: {p: 0, q: 0}";
        var future = Some.Future([initiative], events: ["stopInitiative: {initiative: a, month: 2020-06}"]).Steps(2);
        var (undecided, live) = (future.Initiatives[0].Undecided, future.Initiatives[0].Live);
        Assert.True(undecided < 20_000 - 50 && future.Initiatives[0].Supported);
        var a = future.Steps(6).Initiatives[0];
        Assert.Equal((Stage.Adoption, false, 0, undecided), (a.Stage, a.Supported, a.Need, a.Undecided));
        Assert.True(a.Live > live && a.Team < 1);
    }

    [Fact]
    public void StopInitiative_AlreadyStopped_KeepsItsReason()
    {
        var future = Some.Future(["id: a, starvedMonths: 11"], "budget.annual: []", ["stopInitiative: {initiative: a, month: 2020-06}"]);
        Assert.Equal(StopReason.Unfunded, future.Steps(4).Initiatives[0].StopReason);
    }

    [Fact]
    public void Events_ReplacedOrRemoved_DoNotHappen()
    {
        const string scenarios =
            """
            portfolio:
              {id: some, start: 2020-04, months: 3, budget: {settlementCv: 0, annual: [{fiscalYear: 2020, amount: 1200}]},
               initiatives: [{id: a, sites: {eligible: 9}}]}
            scenarios:
              - {id: base, events: [{id: one, budget: {factor: 0.5}}, {id: two, budget: {factor: 0.1}}]}
              - {id: above, extends: base, remove: [two], events: [{id: one, budget: {factor: 0.7}}]}
            """;
        Assert.Equal(5, new PortfolioFuture(Some.Model(scenarios, "base"), 0).Steps(1).Programme.Budget, 1e-12);
        Assert.Equal(70, new PortfolioFuture(Some.Model(scenarios, "above"), 0).Steps(1).Programme.Budget, 1e-12);
        Assert.Equal(100, new PortfolioFuture(Some.Model(scenarios), 0).Steps(1).Programme.Budget, 1e-12);
    }

    /// <summary>Halved for each year that is drawn and holds in a month.</summary>
    static void AssertBudgets(string happening, string set, Func<int, int, bool> holds)
    {
        for (var replication = 0; replication < 20; replication++)
        {
            var budgets = Budgets([happening], replication, set).ToList();
            var expected = Enumerable.Range(0, budgets.Count)
                .Select(month =>
                    Enumerable.Range(0, 11).Count(year =>
                        holds(year, month) && Drawn("cut", year, replication, happening.Contains("0.4") ? 0.4 : 0.6)))
                .Select(times => Some.Ample * Math.Pow(0.5, times));
            Assert.Equal(expected, budgets);
        }
    }

    static IEnumerable<double> Budgets(string[] events, int replication, string set = "") =>
        Some.Future(Anything, set, events, replication: replication).EachMonth().Select(month => month.Programme.Budget);

    static bool Drawn(string id, int year, int replication, double probability) =>
        new Draws(Some.Seed, Fnv1a.Hash32(id), (uint)replication).Uniform(RandomStream.Event, year) < probability;
}
