using Portfolio.Contracts.V1;
using Portfolio.Model.Simulation;

namespace Portfolio.Analysis.Tests.Marginal;

/// <summary>What a little more or less money does.</summary>
public sealed class NextPoundTests
{
    const int Replications = 512;

    /// <summary>Two initiatives with little money between them, and a lever.</summary>
    const string Short =
        """
        portfolio:
          id: short
          start: 2020-04
          months: 36
          budget: {annual: [{fiscalYear: 2020, amount: 500000}, {fiscalYear: 2021, amount: 500000}, {fiscalYear: 2022, amount: 500000}], settlementCv: 0.1}
          levers: {implementation: {plannedSpendPerMonth: 20000}}
          targets: [{id: t, initiative: scan, sites: 12, by: 2022-12}]
          initiatives:
            - {id: scan, stage: adoption, sites: {eligible: 60, live: 2}, adoption: {p: 0.1}, funding: {supportCostPerMonth: 60000}}
            - {id: read, count: 2, stage: approval, sites: {eligible: 30}, delivery: {starvedBelow: 0}}
        """;

    [Fact]
    public void Claimants_OfAPortfolio_AreWhatWasWritten()
    {
        var found = Ask(Short, new NextPoundQuestion { Amount = 1e5, Months = 12 }, 16);
        Assert.Equal(
            ["initiatives/scan", "initiatives/read", "levers/capability", "levers/community", "levers/infrastructure", "levers/implementation", "levers/regulation", "framework", "years/2020", "years/2021", "years/2022"],
            found.Claimants.Select(claimant => claimant.Claimant));
        Assert.All(found.Claimants, claimant => Assert.Equal(["received", "live", "patients", "targets", "npv"], claimant.Effects.Select(effect => effect.Outcome)));
    }

    [Fact]
    public void Year_MoneyIsShort_EveryPoundIsReceived()
    {
        var found = Ask(Short, new NextPoundQuestion { Amount = 50_000, Months = 12, Claimants = { "years/2021" } }, 64);
        var received = found.Claimants[0].Effects[0];
        Assert.InRange(received.More.Value, 49_999.9, 50_000.1);
        Assert.InRange(received.Less.Value, -50_000.1, -49_999.9);
        Assert.False(received.Bends);
    }

    [Theory]
    [InlineData("initiatives/scan")]
    [InlineData("levers/implementation")]
    public void More_SmoothResponse_TwiceTheSumDoesTwiceAsMuch(string claimant)
    {
        var once = Effect(Ask(Short, Of(40_000, claimant), Replications), "npv");
        var twice = Effect(Ask(Short, Of(80_000, claimant), Replications), "npv");
        var error = 1.96 * Math.Sqrt(Square(twice.More.StandardError) + 4 * Square(once.More.StandardError));
        Assert.InRange(twice.More.Value - 2 * once.More.Value, -error, error);
    }

    [Fact]
    public void Effect_AtATierBoundary_BendsAndSaysSo()
    {
        // Levers come first and take all there is, to the pound: more money goes to the initiative, less is taken from the lever.
        var boundary = Ask(
            """
            portfolio:
              id: boundary
              start: 2020-04
              months: 24
              budget: {annual: [{fiscalYear: 2020, amount: 1200000}, {fiscalYear: 2021, amount: 1200000}], settlementCv: 0}
              allocation: {policy: leversFirst}
              levers: {implementation: {plannedSpendPerMonth: 100000}}
              initiatives:
                - {id: scan, stage: adoption, sites: {eligible: 100, live: 2}, funding: {supportCostPerMonth: 50000}}
            """,
            Of(300_000, "years/2020"),
            Replications);
        Assert.True(Effect(boundary, "live").Bends);
        Assert.False(Effect(boundary, "received").Bends);

        // Either way money is spent or saved: that the response is no straight line can be told, but it is not far from one.
        Assert.True(Effect(boundary, "npv").Bend.Clear);
        Assert.False(Effect(boundary, "npv").Bends);
    }

    [Fact]
    public void Rankings_OfEveryOutcome_AreInTheOrderOfTheEffects()
    {
        var found = Ask(Short, new NextPoundQuestion { Amount = 1e5, Months = 12 }, 64);
        Assert.Equal(["live", "patients", "targets", "npv"], found.Rankings.Select(ranking => ranking.Outcome));
        Assert.All(found.Rankings, ranking =>
        {
            var effects = ranking.Claimants.Select(ranked => found.Claimants[ranked.Claimant].Effects.Single(effect => effect.Outcome == ranking.Outcome).More.Value).ToList();
            Assert.Equal(effects.OrderDescending(), effects);
            Assert.All(ranking.Claimants, ranked => Assert.InRange(ranked.AtPlace, 0, 1));
        });
    }

    [Fact]
    public void CutLine_EnoughForAll_FundsAllThatBringAnything_AndLittle_LeavesTheLeastOut()
    {
        var all = Ask(Short, new NextPoundQuestion { Amount = 1e5, Months = 12, Total = 1e9, Claimants = { "initiatives/scan", "initiatives/read" } }, 64).CutLine;
        Assert.Equal([0, 1], all.Exact.Claimants);
        Assert.All(all.Claimants, claimant => Assert.True(claimant.Cost.Value > 0 && claimant.Value.Value > 0));
        Assert.Equal(all.Claimants.Sum(claimant => claimant.Cost.Value), all.Exact.Cost, 3);

        var total = all.Claimants.Max(claimant => claimant.Cost.Value) + 1;
        var one = Ask(Short, new NextPoundQuestion { Amount = 1e5, Months = 12, Total = total, Claimants = { "initiatives/scan", "initiatives/read" } }, 64).CutLine;
        var best = Enumerable.Range(0, 2).MaxBy(i => one.Claimants[i].Value.Value);
        Assert.Equal([best], one.Exact.Claimants);
        Assert.Equal(one.Claimants.Max(claimant => claimant.Value.Value) - one.Claimants.Min(claimant => claimant.Value.Value), Assert.Single(one.Others).Regret, 6);
    }

    [Fact]
    public void Findings_ShardedAnyWay_AreTheSame()
    {
        var inquiry = Asked.Of(Short, new Study { NextPound = new NextPoundQuestion { Amount = 1e5, Months = 12, Total = 1e6 } }, "");
        Assert.Equal(
            Asked.Written(inquiry, new ReplicationRange(0, 48)),
            Asked.Written(inquiry, new ReplicationRange(20, 28), new ReplicationRange(0, 20)));
    }

    [Theory]
    [InlineData("initiatives/scann", "2020-04", "patients", "claimants[0]: there is no claimant \"initiatives/scann\"; did you mean \"initiatives/scan\"?; allowed: initiatives/{id}, levers/{lever}, framework, years/{fiscal year}")]
    [InlineData("framework", "2030-04", "patients", "from: \"2030-04\" is not a month of the portfolio; allowed: 2020-04 to 2023-03")]
    [InlineData("framework", "2020-04", "patient", "outcome: \"patient\" is not known; did you mean \"patients\"?; allowed: live, patients, targets, npv")]
    public void Question_ThatDoesNotFit_IsRefusedWithWhatIsAllowed(string claimant, string from, string outcome, string expected)
    {
        var question = new NextPoundQuestion { Amount = 1e6, Months = 12, From = from, Outcome = outcome, Claimants = { claimant } };
        Assert.Equal(expected, Assert.Throws<QuestionException>(() => Asked.Of(Short, new Study { NextPound = question }, "")).Message);
    }

    static NextPoundQuestion Of(double amount, string claimant) => new() { Amount = amount, Months = 12, Claimants = { claimant } };

    static NextPound Ask(string yaml, NextPoundQuestion question, int replications) =>
        Asked.Answer(Asked.Of(yaml, new Study { NextPound = question }, ""), replications).NextPound;

    static ClaimantEffect Effect(NextPound found, string outcome) => found.Claimants[0].Effects.Single(effect => effect.Outcome == outcome);

    static double Square(double value) => value * value;
}
