using Portfolio.Contracts.V1;
using Portfolio.Model.Simulation;

namespace Portfolio.Analysis.Tests.Explaining;

/// <summary>The difference of two scenarios, split over their changes.</summary>
public sealed class ExplanationTests
{
    /// <summary>Money is short, leaders leave, sites come and go; four changes, one of which does nothing: no incident ever happens.</summary>
    const string Yaml =
        """
        portfolio:
          id: some
          start: 2020-04
          months: 36
          budget: {annual: [{fiscalYear: 2020, amount: 1500000}, {fiscalYear: 2021, amount: 1000000}, {fiscalYear: 2022, amount: 1000000}], settlementCv: 0.2}
          defaults: {leadership: {tenureMonths: 8}}
          targets: [{id: t, theme: stroke, sites: 6, by: 2022-12}]
          initiatives:
            - {id: scan, theme: stroke, stage: adoption, sites: {eligible: 30, live: 1}, adoption: {p: 0.2}}
            - {id: read, theme: stroke, stage: approval, sites: {eligible: 20}}
        scenarios:
          - {id: before, set: {framework.strength: 0.1}, events: [{id: less, budget: {from: 2021-04, factor: 0.5}}]}
          - id: after
            set: {framework.strength: 0.7, initiatives.scan.adoption.q: 0.9, initiatives.scan.safety.incidentOpenness: 0.5}
            events: [{id: less, budget: {from: 2021-04, factor: 0.8}}]
        """;

    static readonly Lazy<Explanation> AllOrders = new(() => Asked.Answer(Inquiry(), 128).Explanation);

    [Fact]
    public void Changes_OfTwoScenarios_AreNamedWithWhatTheyWereAndBecome()
    {
        Assert.Equal(
            ["set.framework.strength: 0.1 → 0.7", "events.less: budget: {from: 2021-04, factor: 0.5} → budget: {from: 2021-04, factor: 0.8}", "set.initiatives.scan.adoption.q:  → 0.9", "set.initiatives.scan.safety.incidentOpenness:  → 0.5"],
            AllOrders.Value.Changes.Select(change => $"{change.Path}: {change.From} → {change.To}"));
    }

    [Fact]
    public void AllOrders_EveryOutcome_PartsAddUpToTheDifference()
    {
        Assert.All(AllOrders.Value.Outcomes.Where(outcome => outcome.Difference.Count > 0), outcome =>
        {
            Near(outcome.Difference.Value, outcome.Parts.Sum(part => part.Total.Value));
            Near(outcome.Difference.Value, outcome.Parts.Sum(part => part.Alone.Value) + outcome.Interactions.Sum(pair => pair.Effect.Value));
            Near(outcome.Difference.Value, outcome.To.Value - outcome.From.Value);
            Assert.All(outcome.Parts, part => Near(part.Total.Value, part.Alone.Value + part.Together.Value));
        });
        var live = AllOrders.Value.Outcomes.Single(outcome => outcome is { Subject: "portfolio", Outcome: "live" });
        Assert.True(live.Difference.Clear);
        Assert.True(live.Parts.Count(part => part.Total.Clear) >= 2);
    }

    [Fact]
    public void AllOrders_ChangeWithoutEffect_BringsNothing()
    {
        Assert.All(AllOrders.Value.Outcomes.Where(outcome => outcome.Difference.Count > 0), outcome =>
        {
            Assert.Equal((0, 0), (outcome.Parts[3].Total.Value, outcome.Parts[3].Total.StandardError));
            Assert.All(outcome.Interactions.Where(pair => pair.Other == 3), pair => Assert.Equal(0, pair.Effect.Value));
        });
    }

    [Fact]
    public void AllOrders_SwappedScenarios_TurnsEverySign()
    {
        var back = Asked.Answer(Asked.Of(Yaml, Question(), "after", "before"), 128).Explanation;
        foreach (var (there, home) in AllOrders.Value.Outcomes.Zip(back.Outcomes).Where(pair => pair.First.Difference.Count > 0))
        {
            var parts = there.Parts.Zip(AllOrders.Value.Changes).ToDictionary(each => each.Second.Path, each => each.First);
            foreach (var (part, change) in home.Parts.Zip(back.Changes))
                Near(-parts[change.Path].Total.Value, part.Total.Value);
        }
    }

    [Fact]
    public void AllOrders_ThreeCutsThatMultiply_EqualThePencil()
    {
        // Everybody wants more than there is, so what is received is the budget: 1.2 m a year times the factors that are in force.
        const string yaml =
            """
            portfolio:
              id: cuts
              start: 2020-04
              months: 12
              budget: {annual: [{fiscalYear: 2020, amount: 1200000}], settlementCv: 0}
              initiatives:
                - {id: hungry, sites: {eligible: 5}, delivery: {stageMonths: {discovery: 240}, stageCostPerMonth: {discovery: 100000000}, starvedBelow: 0}}
            scenarios:
              - {id: cut, events: [{id: a, budget: {factor: 0.5}}, {id: b, budget: {factor: 0.8}}, {id: c, budget: {factor: 0.9}}]}
            """;
        var received = Asked.Answer(Asked.Of(yaml, Question(), "", "cut"), 4).Explanation.Outcomes.Single(outcome => outcome is { Subject: "portfolio", Outcome: "received" });
        Near(1.2e6 * (0.36 - 1), received.Difference.Value);
        Near(1.2e6 * -0.5 * (1 / 3.0 + (0.8 + 0.9) / 6 + 0.8 * 0.9 / 3), received.Parts[0].Total.Value);
        Near(1.2e6 * -0.2 * (1 / 3.0 + (0.5 + 0.9) / 6 + 0.5 * 0.9 / 3), received.Parts[1].Total.Value);
        Near(1.2e6 * -0.1 * (1 / 3.0 + (0.5 + 0.8) / 6 + 0.5 * 0.8 / 3), received.Parts[2].Total.Value);
        Near(-0.5 * 1.2e6, received.Parts[0].Alone.Value);
        Assert.All(received.Parts, part => Assert.True(part.Total.StandardError < 0.1));
    }

    [Fact]
    public void SampledOrders_EveryOutcome_AddUpAndAgreeWithAllOrders()
    {
        var sampled = Asked.Answer(Inquiry(sampled: true), 512).Explanation;
        Assert.Equal(32, sampled.SampledOrders);
        foreach (var (one, all) in sampled.Outcomes.Zip(AllOrders.Value.Outcomes).Where(pair => pair.First.Difference.Count > 0))
        {
            Near(one.Difference.Value, one.Parts.Sum(part => part.Total.Value));
            foreach (var (part, exact) in one.Parts.Zip(all.Parts))
            {
                var error = Math.Sqrt(Square(part.Total.StandardError) + Square(exact.Total.StandardError));
                Assert.InRange(part.Total.Value - exact.Total.Value, -5 * error - 1e-9, 5 * error + 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Findings_ShardedAnyWay_AreTheSame(bool sampled)
    {
        var inquiry = Inquiry(sampled);
        Assert.Equal(
            Asked.Written(inquiry, new ReplicationRange(0, 48)),
            Asked.Written(inquiry, new ReplicationRange(32, 16), new ReplicationRange(0, 16), new ReplicationRange(16, 16)));
    }

    [Fact]
    public void Summary_IsMadeOfFactsOfTheAnswer()
    {
        var answer = Asked.Answer(Inquiry(), 128);
        Assert.InRange(answer.Summary.Count, 2, 5);
        Assert.All(answer.Summary, sentence => Assert.NotEmpty(sentence.Facts));
        Assert.Contains("set.initiatives.scan.safety.incidentOpenness", answer.Summary.Single(sentence => sentence.Text.StartsWith("No effect", StringComparison.Ordinal)).Text);
    }

    [Fact]
    public void Question_ScenariosThatSayTheSame_IsRefused()
    {
        var refused = Assert.Throws<QuestionException>(() => Asked.Of(Yaml + "\n  - {id: twin, extends: after}\n", Question(), "after", "twin"));
        Assert.Equal(("to", "says the same as the scenario from which the changes start; there is nothing to explain"), (refused.Path, refused.Reason));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Initiatives_Named_AreExplainedToo(bool sampled)
    {
        var study = Question(sampled);
        study.Explain.Initiatives.Add("read");
        var explained = Asked.Answer(Asked.Of(Yaml, study, "before", "after"), 32).Explanation;
        Assert.Equal(["portfolio", "themes/stroke", "initiatives/read", "targets/t"], explained.Outcomes.Select(outcome => outcome.Subject).Distinct());
        var live = explained.Outcomes.Single(outcome => outcome is { Subject: "initiatives/read", Outcome: "live" });
        Near(live.Difference.Value, live.Parts.Sum(part => part.Total.Value));
    }

    [Fact]
    public void Initiatives_Unknown_AreRefused()
    {
        var study = Question();
        study.Explain.Initiatives.Add("raed");
        var refused = Assert.Throws<QuestionException>(() => Asked.Of(Yaml, study, "before", "after"));
        Assert.Equal("initiatives[0]: there is no initiative or group \"raed\"; did you mean \"read\"?", refused.Message);
    }

    [Fact]
    public void MakeReady_SetOfChangesThatCannotBe_IsRefusedWithItsName()
    {
        const string yaml =
            """
            portfolio:
              id: some
              start: 2020-04
              months: 12
              initiatives: [{id: scan, stage: adoption, sites: {eligible: 30, live: 20}}]
            scenarios:
              - {id: before, set: {initiatives.scan.sites.live: 20}}
              - {id: after, set: {initiatives.scan.sites.live: 5, initiatives.scan.sites.eligible: 10}}
            """;
        var inquiry = Asked.Of(yaml, Question(), "before", "after");
        var refused = Assert.Throws<QuestionException>(() => inquiry.MakeReady(TestContext.Current.CancellationToken));
        Assert.StartsWith("to: set.initiatives.scan.sites.eligible without the other changes make no valid scenario: ", refused.Message, StringComparison.Ordinal);
    }

    static Inquiry Inquiry(bool sampled = false) => Asked.Of(Yaml, Question(sampled), "before", "after");

    static Study Question(bool sampled = false) => new() { Explain = new ExplainQuestion { Sampled = sampled } };

    static void Near(double expected, double actual) => Assert.InRange(actual - expected, -1e-9 * (1 + Math.Abs(expected)), 1e-9 * (1 + Math.Abs(expected)));

    static double Square(double value) => value * value;
}
