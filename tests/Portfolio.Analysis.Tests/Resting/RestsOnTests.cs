using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Tests.Resting;

/// <summary>How much of an outcome's variance is chance, and how much rests on what is assumed.</summary>
public sealed class RestsOnTests
{
    const string Lively =
        """
        portfolio:
          id: some
          start: 2020-04
          months: 36
          defaultUncertainty: true
          budget: {annual: [{fiscalYear: 2020, amount: {uniform: {low: 1000000, high: 3000000}}}, {fiscalYear: 2021, amount: 2000000}, {fiscalYear: 2022, amount: 2000000}]}
          targets: [{id: few, sites: 6, by: 2022-12}, {id: none, sites: 1000, by: 2022-12}]
          initiatives:
          - {id: a, theme: one, stage: adoption, sites: {eligible: 12, live: 1}, adoption: {p: {uniform: {low: 0.05, high: 0.2}, grade: measured}}}
          - {id: b, theme: two, stage: validation, sites: {eligible: 20}}
        """;

    /// <summary>The variance of a uniform of width 1.</summary>
    const double Unit = 1.0 / 12;

    [Fact]
    public void Tell_Sources_AreChanceAndTheGradesThatOccur()
    {
        var told = Answer(Lively, 32).RestsOn;
        Assert.Equal(
            [("chance", 0), ("measured", 1), ("derived", 9), ("weak", 2), ("assumption", 2), ("ungraded", 1)],
            told.Sources.Select(source => (source.Source, source.Parameters)));
        Assert.Equal(["portfolio", "themes/one", "themes/two", "targets/few", "targets/none"], told.Outcomes.Select(outcome => outcome.Subject).Distinct());
        Assert.Equal(["live", "patients", "qalys", "npv", "received", "scaled"], told.Outcomes.Take(6).Select(outcome => outcome.Outcome).Order().OrderBy(Rank));
    }

    [Fact]
    public void Cases_OfSixSources_AreAllSetsButTheEmptyOne() => Assert.Equal(63, Inquiry(Lively).Cases);

    [Fact]
    public void Tell_Shares_AddUpToOne()
    {
        var told = Answer(Lively, 128);
        var shared = told.RestsOn.Outcomes.Where(outcome => outcome.Shares.Count > 0).ToList();
        Assert.InRange(shared.Count, 15, 20);
        Assert.All(shared, outcome => Assert.Equal(1, outcome.Shares.Sum(share => share.Value), 1e-9));
        Asked.HasOnlyFactsOf(told.Summary, told.RestsOn);
        Assert.InRange(told.Summary.Count, 2, 5);
    }

    [Fact]
    public void Tell_WithoutVariance_HasNoShares()
    {
        var never = Answer(Lively, 32).RestsOn.Outcomes.Single(outcome => outcome.Subject == "targets/none");
        Assert.Equal((0.0, 0.0), (never.Mean.Value, never.StandardDeviation));
        Assert.Empty(never.Shares);
    }

    [Fact]
    public void Tell_BeforeAnyReplication_HasNoShares()
    {
        var told = Inquiry(Lively).Nothing().Told();
        Assert.All(told.RestsOn.Outcomes, outcome => Assert.Equal((0, 0), (outcome.Mean.Count, outcome.Shares.Count)));
        Assert.Empty(told.Summary);
    }

    [Fact]
    public void Read_InAnyGrouping_GivesTheBytesOfAll()
    {
        var inquiry = Inquiry(Lively);
        var (one, two, three) = (inquiry.Found(5), inquiry.Found(20, 5), inquiry.Found(15, 25));
        var all = inquiry.Found(40).Bytes();
        Assert.Equal(all, inquiry.Together(one, two, three).Bytes());
        Assert.Equal(all, inquiry.Together(three, inquiry.Together(two, one)).Bytes());
    }

    [Fact]
    public void Tell_OfAPointModel_RestsOnChanceAlone()
    {
        var inquiry = Inquiry(Lively, point: true);
        var told = inquiry.Found(64).Told().RestsOn;
        Assert.Equal((1, "chance"), (inquiry.Cases, Assert.Single(told.Sources).Source));
        Assert.All(told.Outcomes.Where(outcome => outcome.StandardDeviation > 0), outcome => Assert.Equal((1.0, 0.0), (outcome.Shares[0].Value, outcome.Shares[0].StandardError)));
    }

    [Fact]
    public void Tell_OfTheBase_IsWhatTheScenarioComesTo()
    {
        var told = Answer(Lively, 64).RestsOn.Outcomes;
        var compared = Inquiries.Of(new Study { Seed = 1, Compare = new CompareQuestion { Scenarios = { "", "a" } } }, [Asked.Plan(Lively), Asked.Plan(Lively)]).Found(64).Told().Comparison;
        foreach (var outcome in told)
            Assert.Equal(compared.Outcomes.Single(each => (each.Subject, each.Outcome) == (outcome.Subject, outcome.Outcome)).Scenarios[0].Mean, outcome.Mean.Value);
    }

    [Fact]
    public void Tell_OneUncertainBudget_RestsOnItsGradeAlone() =>
        AssertShares(Spent("", Year(2020, 1e6, 3e6, "weak")), 1024, ("chance", 0), ("weak", 1));

    /// <summary>Widths of £1 m and £2 m: variances as 1 to 4.</summary>
    [Theory]
    [InlineData("random")]
    [InlineData("latinHypercube")]
    [InlineData("sobol")]
    public void Tell_TwoBudgets_AreSharedByTheirVariances(string sampling) =>
        AssertShares(
            Spent($"sampling: {sampling}, ", $"{Year(2020, 1e6, 2e6, "measured")}, {Year(2021, 1e6, 3e6, "assumption")}", 24), 2048, ("chance", 0), ("measured", 0.2), ("assumption", 0.8));

    /// <summary>A product of independent numbers X·Z: what they bring together, Var X·Var Z, is shared equally.</summary>
    [Theory]
    [InlineData("random")]
    [InlineData("latinHypercube")]
    [InlineData("sobol")]
    public void Tell_AProduct_SharesWhatIsTogetherEqually(string sampling)
    {
        var (budget, factor, together) = (4 * Unit * 0.25, 4 * Unit, 4 * Unit * Unit);
        var all = budget + factor + together;
        AssertShares(
            Spent($"sampling: {sampling}, ", Year(2020, 1e6, 3e6, "derived"), 12, "{uniform: {low: 0, high: 1}}"), 2048, ("chance", 0), ("derived", (budget + together / 2) / all), ("ungraded", (factor + together / 2) / all));
    }

    /// <summary>A year's settlement is a lognormal factor of mean 1 and the coefficient of variation 0.2.</summary>
    [Fact]
    public void Tell_SettlementAndBudget_SplitChanceFromTheParameter()
    {
        var (budget, settlement, together) = (4 * Unit, 4 * 0.04, 4 * Unit * 0.04);
        var all = budget + settlement + together;
        AssertShares(Spent("", Year(2020, 1e6, 3e6, "weak"), settlementCv: 0.2), 2048, ("chance", (settlement + together / 2) / all), ("weak", (budget + together / 2) / all));
    }

    /// <summary>
    /// Sixteen batches: the squared error in standard errors is t² with 15 degrees of freedom, of mean 1.15. Points that fill the space of
    /// base and redrawn uniforms evenly err less than the batches know.
    /// </summary>
    [Theory]
    [InlineData("random", 0, 0.4, 2.2)]
    [InlineData("random", 1, 0.4, 2.2)]
    [InlineData("latinHypercube", 0, 0.4, 2.2)]
    [InlineData("latinHypercube", 1, 0.4, 2.2)]
    [InlineData("sobol", 0, 0, 0.1)]
    [InlineData("sobol", 1, 0, 0.1)]
    public void Tell_OverSeeds_ErrsAsMuchAsItsErrorsSay(string sampling, int source, double least, double most)
    {
        var yaml = Spent($"sampling: {sampling}, ", $"{Year(2020, 1e6, 2e6, "measured")}, {Year(2021, 1e6, 3e6, "assumption")}", 24);
        var squares = Enumerable.Range(1, 30).Select(seed =>
        {
            var share = Shares(Inquiry(yaml, (ulong)seed).Found(512).Told().RestsOn)[source];
            return Math.Pow((share.Value - 0.2 * source) / share.StandardError, 2);
        });
        Assert.InRange(squares.Average(), least, most);
    }

    /// <summary>Of two that hang together completely, the first in the order of the definition has what they share: all.</summary>
    [Fact]
    public void Tell_CorrelatedGrades_GiveTheFirstWhatTheyShare()
    {
        var yaml = Spent(
            "correlations: [{between: [budget.annual.2020.amount, budget.annual.2021.amount], rank: 0.999}], ",
            $"{Year(2020, 1e6, 2e6, "assumption")}, {Year(2021, 1e6, 3e6, "measured")}",
            24);
        var shares = Shares(Inquiry(yaml).Found(512).Told().RestsOn);
        Assert.InRange(shares[1].Value, -0.1, 0.1);
        Assert.InRange(shares[2].Value, 0.9, 1.1);
    }

    [Fact]
    public void Tell_OneBatch_HasNoErrors()
    {
        var told = Answer(Spent("", Year(2020, 1e6, 3e6, "weak")), 16);
        Assert.All(Shares(told.RestsOn), share => Assert.Equal((double.NaN, false), (share.StandardError, share.Clear)));
    }

    [Fact]
    public void Tell_Summary_NamesChanceAssumptionsAndTheLargest()
    {
        var summary = Answer(Lively, 256).Summary.Select(sentence => sentence.Text).ToList();
        Assert.Equal(4, summary.Count);
        Assert.StartsWith("Under the plain portfolio the mean of live sites at the end is ", summary[0], StringComparison.Ordinal);
        Assert.Contains(" is chance, and ", summary[1], StringComparison.Ordinal);
        Assert.StartsWith("The largest source of the variance of net present value is ", summary[3], StringComparison.Ordinal);
    }

    /// <summary>A portfolio whose only initiative needs far more than there is and never gets on, so that it receives all that comes in.</summary>
    static string Spent(string more, string years, int months = 12, string factor = "1", double settlementCv = 0) =>
        $$"""
        portfolio:
          {id: some, start: 2020-04, months: {{months}}, {{more}}
          budget: {settlementCv: {{settlementCv.ToString(System.Globalization.CultureInfo.InvariantCulture)}}, annual: [{{years}}]},
          initiatives: [{id: a, sites: {eligible: 9}, delivery: {stageMonths: [240, 240, 240, 240], stageCostPerMonth: [1000000000, 1000000000, 1000000000, 1000000000], overrun: 1, patienceMonths: 600} }] }
        scenarios: [{id: s, events: [{id: cut, budget: {factor: {{factor}} } } ] }]
        """;

    static string Year(int year, double low, double high, string grade) =>
        FormattableString.Invariant($"{{fiscalYear: {year}, amount: {{uniform: {{low: {low:0}, high: {high:0}}}, grade: {grade}}}}}");

    /// <summary>Errors come from 16 batches, so a share is off as Student's t with 15 degrees of freedom is: of fifty, one beyond this bound in a hundred runs.</summary>
    const double Bound = 5;

    static void AssertShares(string yaml, int replications, params (string Source, double Share)[] expected)
    {
        var told = Inquiry(yaml, seed: 2).Found(replications).Told().RestsOn;
        Assert.Equal(expected.Select(each => each.Source), told.Sources.Select(source => source.Source));
        foreach (var (share, (source, wanted)) in Shares(told).Zip(expected))
        {
            Assert.True(share.StandardError < 0.05, $"{source}: an error of {share.StandardError} says little");
            Assert.True(Math.Abs(share.Value - wanted) <= Bound * share.StandardError, $"{source}: {share.Value} ± {share.StandardError} is not {wanted}");
        }
    }

    static IReadOnlyList<Effect> Shares(RestsOn told) => told.Outcomes.Single(outcome => (outcome.Subject, outcome.Outcome) == ("portfolio", "received")).Shares;

    static int Rank(string outcome) => Array.IndexOf(["live", "patients", "qalys", "npv", "received", "scaled"], outcome);

    static StudyAnswer Answer(string yaml, int replications) => Inquiry(yaml).Found(replications).Told();

    static Inquiry Inquiry(string yaml, ulong seed = 1, bool point = false)
    {
        var plan = Asked.Plan(yaml, yaml.Contains("scenarios:", StringComparison.Ordinal) ? "s" : "");
        return Inquiries.Of(new Study { Seed = seed, Point = point, RestsOn = new RestsOnQuestion() }, [plan]);
    }
}
