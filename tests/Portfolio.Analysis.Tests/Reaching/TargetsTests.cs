using Portfolio.Contracts.V1;
using Portfolio.Model;
using Portfolio.Model.Blocks;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Tests.Reaching;

/// <summary>By when targets are met, and by which scenario most cheaply.</summary>
public sealed class TargetsTests
{
    const string Yaml =
        """
        portfolio:
          id: some
          start: 2020-04
          months: 48
          seed: 3
          budget: {annual: [{fiscalYear: 2020, amount: 3000000}, {fiscalYear: 2021, amount: 3000000}, {fiscalYear: 2022, amount: 3000000}, {fiscalYear: 2023, amount: 3000000}]}
          targets: [{id: few, sites: 3, by: 2022-03}, {id: many, initiative: b, sites: 8, by: 2023-12}, {id: none, sites: 1000, by: 2023-12}]
          initiatives:
          - {id: a, stage: adoption, sites: {eligible: 12, live: 1}, adoption: {p: 0.1}}
          - {id: b, stage: adoption, sites: {eligible: 20}}
        scenarios:
        - {id: cut, events: [{id: less, budget: {factor: 0.2}}]}
        - {id: more, set: {defaults.adoption.p: 0.3}}
        """;

    /// <summary>Three months from 2020-04, of which the target names the second.</summary>
    const string Hand = "portfolio: {id: some, start: 2020-04, months: 3, initiatives: [{id: a, sites: {eligible: 9}}], targets: [{id: t, sites: 5, by: 2020-05}]}";

    const string WithoutTarget = "portfolio: {id: some, start: 2020-04, months: 3, initiatives: [{id: a, sites: {eligible: 9}}]}";

    const double Never = double.NaN;

    static readonly string[] Scenarios = ["", "cut", "more"];

    [Fact]
    public void Read_InAnyGrouping_GivesTheBytesOfAll()
    {
        var inquiry = Inquiry(0.8, [.. Scenarios.Select(id => Asked.Plan(Yaml, id))]);
        var (one, two, three) = (inquiry.Found(7), inquiry.Found(20, 7), inquiry.Found(37, 27));
        var all = inquiry.Found(64).Bytes();
        Assert.Equal(all, inquiry.Together(one, two, three).Bytes());
        Assert.Equal(all, inquiry.Together(three, inquiry.Together(two, one)).Bytes());
        Assert.Equal(64, inquiry.Together(three, two, one).Replications);
    }

    [Fact]
    public void Tell_OfMonths_RisesFromMonthToMonthAndFallsNever()
    {
        var told = Inquiry(0.8, [.. Scenarios.Select(id => Asked.Plan(Yaml, id))]).Found(200).Told();
        foreach (var scenario in told.Targets.Targets.SelectMany(target => target.Scenarios))
        {
            Assert.Equal(48, scenario.ByMonth.Count);
            Assert.Equal(scenario.ByMonth.Order(), scenario.ByMonth);
            Assert.All([scenario.Half, scenario.FourFifths], month => Assert.True(Place(month.Earliest) <= Place(month.Month) && Place(month.Month) <= Place(month.Latest)));
            Assert.True(Place(scenario.Half.Month) <= Place(scenario.FourFifths.Month));
        }

        Asked.HasOnlyFactsOf(told.Summary, told.Targets);
        Assert.Equal(3, told.Summary.Count);
    }

    [Fact]
    public void Tell_Met_IsWhatTheReplicationsSay()
    {
        var plan = Asked.Plan(Yaml, "cut");
        var told = Inquiry(0.8, plan).Found(100).Told().Targets;
        var model = new PlannedScenarios([plan], 3, false).Model(0);
        var outcomes = new VectorKernel().Simulate(model, new ReplicationRange(0, 100), SeriesValues.Of(model, [], 100), TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 3).Select(i => outcomes.Target(i).Average()), told.Targets.Select(target => target.Scenarios[0].Met.Value));
        Assert.Equal(outcomes[0, Outcome.Received].Average(), told.Costs[0].Value, 1.0);
        Assert.Equal(["2022-03", "2023-12", "2023-12"], told.Targets.Select(target => target.By));
    }

    [Fact]
    public void Tell_KnownMonths_FindsTheFirstWithHalfAndFourFifths()
    {
        var scenario = Hands(0.8, [Repeat(0, 2), Repeat(1, 4), Repeat(2, 2), Repeat(Never, 2)]).Targets[0].Scenarios[0];
        Assert.Equal([0.2, 0.6, 0.8], scenario.ByMonth);
        Assert.Equal(("2020-05", "2020-06"), (scenario.Half.Month, scenario.FourFifths.Month));
        var (low, high) = Wilson.Interval(0.6, 10);
        Assert.Equal(new Proportion { Value = 0.6, Low = low, High = high, Trials = 10 }, scenario.Met);
    }

    /// <summary>Of ten: 2 have a Wilson interval up to 0.51, 6 from 0.31 to 0.83, 8 from 0.49 to 0.94, 10 from 0.72.</summary>
    [Fact]
    public void Tell_KnownMonths_HasTheIntervalsOfTheShares()
    {
        var scenario = Hands(0.8, [Repeat(0, 2), Repeat(1, 4), Repeat(2, 2), Repeat(Never, 2)]).Targets[0].Scenarios[0];
        Assert.Equal(("2020-04", ""), (scenario.Half.Earliest, scenario.Half.Latest));
        Assert.Equal(("2020-05", ""), (scenario.FourFifths.Earliest, scenario.FourFifths.Latest));
        var all = Hands(0.8, [Repeat(1, 6), Repeat(2, 4)]).Targets[0].Scenarios[0];
        Assert.Equal(("2020-05", "2020-06"), (all.Half.Month, all.Half.Latest));
    }

    [Fact]
    public void Tell_NeverReached_HasNoMonths()
    {
        var told = Hands(0.8, [Repeat(Never, 10)]).Targets[0];
        Assert.Equal((new TargetMonth(), new TargetMonth()), (told.Scenarios[0].Half, told.Scenarios[0].FourFifths));
        Assert.Equal((0.0, false, false), (told.Scenarios[0].Met.Value, told.HasCheapest, told.Clear));
    }

    [Fact]
    public void Tell_BeforeAnyReplication_SaysNothing()
    {
        var told = Inquiry(0.8, Asked.Plan(Hand)).Nothing().Told();
        Assert.Equal((0, 0L, false), (told.Replications, told.Targets.Targets[0].Scenarios[0].Met.Trials, told.Targets.Targets[0].HasCheapest));
        Assert.Empty(told.Summary);
    }

    [Fact]
    public void Tell_ScenarioWithoutTheTarget_IsNoneOfNoTrials()
    {
        var inquiry = Inquiry(0.8, Asked.Plan(Hand), Asked.Plan(WithoutTarget));
        var told = inquiry.Found(4, kernel: new ToldKernel((model, table) => { if (model.Targets.Count > 0) table.TargetReached(0).AsSpan().Clear(); })).Told().Targets.Targets[0];
        Assert.Equal((double.NaN, 0.0, 1.0, 0L), (told.Scenarios[1].Met.Value, told.Scenarios[1].Met.Low, told.Scenarios[1].Met.High, told.Scenarios[1].Met.Trials));
        Assert.Empty(told.Scenarios[1].ByMonth);
        Assert.Equal(0, told.Cheapest);
    }

    [Theory]
    [InlineData(0.95, 0, true)]
    [InlineData(0.85, 1, false)]
    [InlineData(0.8, 1, true)]
    [InlineData(0.5, 1, true)]
    public void Tell_Cheapest_IsTheFirstOfTheCheapestThatAreProbableEnough(double probability, int cheapest, bool clear)
    {
        var shares = new[] { 100, 90, 90, 20 };
        var costs = new[] { 9.0, 5, 5, 1 };
        var plans = Enumerable.Range(0, 4).Select(i => Asked.Plan(Hand.Replace("id: some", $"id: s{i}, scaledShare: 0.{i + 1}", StringComparison.Ordinal))).ToArray();
        var told = Inquiry(probability, plans).Found(100, kernel: new ToldKernel((model, table) =>
        {
            var i = (int)Math.Round(model.Parameters.Fixed.Portfolio.ScaledShare * 10) - 1;
            for (var row = 0; row < 100; row++)
                (table.TargetReached(0)[row], table[0, Outcome.Received][row]) = (row < shares[i] ? 1 : Never, costs[i]);
        })).Told();
        Assert.Equal((cheapest, clear), (told.Targets.Targets[0].Cheapest, told.Targets.Targets[0].Clear));
        Assert.Equal(costs, told.Targets.Costs.Select(cost => cost.Value));
    }

    [Fact]
    public void Tell_Summary_SaysWhoMeetsItAndWhatIsCheapest()
    {
        var inquiry = Inquiry(0.6, Asked.Plan(Hand));
        var kernel = new ToldKernel((_, table) =>
        {
            for (var row = 0; row < table.Rows; row++)
                (table.TargetReached(0)[row], table[0, Outcome.Received][row]) = (row % 5 == 0 ? Never : row % 5 < 2 ? 0 : 1, 2e6);
        });
        var told = inquiry.Found(10, kernel: kernel).Told();
        Assert.Equal(
            "“t” is met by 2020-05 in 80 % of replications under the plain portfolio (95 % interval 49 % to 94.3 %, N = 10); half of them or more do so by 2020-05 (80 %); "
            + "the cheapest that reaches the wanted 60 % is the plain portfolio with £2 million received, though its interval reaches below it.",
            Assert.Single(told.Summary).Text);
        Asked.HasOnlyFactsOf(told.Summary, told.Targets);
    }

    static TargetsMet Hands(double probability, double[][] reached)
    {
        double[] all = [.. reached.SelectMany(each => each)];
        return Inquiry(probability, Asked.Plan(Hand)).Found(all.Length, kernel: new ToldKernel((_, table) => all.CopyTo(table.TargetReached(0), 0))).Told().Targets;
    }

    static double[] Repeat(double month, int times) => [.. Enumerable.Repeat(month, times)];

    static int Place(string month) => month.Length == 0 ? int.MaxValue : Month.Parse(month) - Month.Of(2020, 4);

    static Inquiry Inquiry(double probability, params RunPlan[] plans) =>
        Inquiries.Of(new Study { Seed = 3, Targets = new TargetsQuestion { Probability = probability } }, plans);
}
