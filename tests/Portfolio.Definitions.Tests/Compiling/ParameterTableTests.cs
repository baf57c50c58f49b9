using Portfolio.Definitions.Compiling;
using Portfolio.Model.Distributions;
using Portfolio.Model.Events;
using Portfolio.Model.Randomness;
using Grade = Portfolio.Contracts.V1.Grade;

namespace Portfolio.Definitions.Tests.Compiling;

/// <summary>Where an uncertain number is drawn: at its path, once for each who has it or once for all who inherit it.</summary>
public class ParameterTableTests
{
    const string Two = "{id: a}, {id: b}";
    const string Eligible = "sites: {eligible: 9}";

    [Fact]
    public void Per_NotSaid_EachInitiativeDrawsItsOwnOfTheDefaults()
    {
        var compiled = Some.Compiled(Some.Yaml($"defaults: {{{Eligible}, adoption: {{q: {{uniform: {{low: 0, high: 1}}}}}}}}", Two));
        Assert.Equal(At("initiatives.a.adoption.q"), compiled.Value("adoption.q", "a"));
        Assert.Equal(At("initiatives.b.adoption.q"), compiled.Value("adoption.q", "b"));
    }

    [Fact]
    public void Per_Portfolio_AllWhoInheritTheDefaultsShareOneDraw()
    {
        var defaults = $"defaults: {{{Eligible}, adoption: {{q: {{uniform: {{low: 0, high: 1}}, per: portfolio}}}}}}";
        var compiled = Some.Compiled(Some.Yaml(defaults, "{id: a}, {id: g, count: 2}, {id: c, adoption: {q: 0.5}}"));
        Assert.All(["a", "g-001", "g-002"], id => Assert.Equal(At("defaults.adoption.q"), compiled.Value("adoption.q", id)));
        Assert.Equal(0.5, compiled.Value("adoption.q", "c"));
    }

    [Theory]
    [InlineData("", "initiatives.g-002.adoption.q"), InlineData(", per: initiative", "initiatives.g-002.adoption.q"), InlineData(", per: portfolio", "initiatives.g.adoption.q")]
    public void Per_InAGroup_ChoosesTheCopysPathOrTheGroups(string per, string path)
    {
        var compiled = Some.Compiled(Some.Yaml(initiatives: $"{{id: g, count: 2, {Eligible}, adoption: {{q: {{uniform: {{low: 0, high: 1}}{per}}}}}}}"));
        Assert.Equal(At(path), compiled.Value("adoption.q", "g-002"));
    }

    [Fact]
    public void Per_PortfolioByStage_IsSharedStageByStage()
    {
        var compiled = Some.Compiled(Some.Yaml($"defaults: {{{Eligible}, delivery: {{gateProbability: {{approval: {{uniform: {{low: 0, high: 1}}, per: portfolio}}}}}}}}", Two));
        Assert.All(["a", "b"], id => Assert.Equal(At("defaults.delivery.gateProbability.approval"), compiled.Value("delivery.gateProbability.approval", id)));
        Assert.Equal(0.6, compiled.Value("delivery.gateProbability.validation", "a"));
    }

    [Fact]
    public void Per_PortfolioInAnOverriddenDefault_IsSharedToo()
    {
        var yaml = Some.Yaml($"defaults: {{{Eligible}}}", Two, "{id: s, set: {defaults.adoption.q: {uniform: {low: 0, high: 1}, per: portfolio}}}");
        Assert.All(["a", "b"], id => Assert.Equal(At("defaults.adoption.q"), Some.Compiled(yaml, "s").Value("adoption.q", id)));
    }

    [Fact]
    public void Per_PortfolioInOneCopysOverride_IsTheCopysOwn()
    {
        var yaml = Some.Yaml(initiatives: $"{{id: g, count: 2, {Eligible}}}", scenarios: "{id: s, set: {initiatives.g-002.adoption.q: {uniform: {low: 0, high: 1}, per: portfolio}}}");
        Assert.Equal(At("initiatives.g-002.adoption.q"), Some.Compiled(yaml, "s").Value("adoption.q", "g-002"));
        Assert.Equal(0.45, Some.Compiled(yaml, "s").Value("adoption.q", "g-001"));
    }

    [Fact]
    public void Per_PortfolioAndAnOverrideBesideIt_KeepsItsAddress()
    {
        var defaults = $"defaults: {{{Eligible}, adoption: {{q: {{uniform: {{low: 0, high: 1}}, per: portfolio}}}}}}";
        var compiled = Some.Compiled(Some.Yaml(defaults, "{id: g, count: 2}", "{id: s, set: {initiatives.g-002.adoption: {p: 0.1}, defaults.adoption: {pushRate: 0.1}}}"), "s");
        Assert.All(["g-001", "g-002"], id => Assert.Equal(At("defaults.adoption.q"), compiled.Value("adoption.q", id)));
    }

    [Fact]
    public void Address_OfTheProgramme_IsItsPath()
    {
        var compiled = Some.Compiled(Some.Yaml("levers: {community: {start: {uniform: {low: 0, high: 1}}}}"));
        Assert.Equal(At("levers.community.start"), compiled.Value("levers.community.start"));
    }

    [Fact]
    public void Address_OfABudgetLine_NamesItsYearOrMonth()
    {
        var compiled = Some.Compiled(Some.Yaml("budget: {annual: [{fiscalYear: 2020, amount: {uniform: {low: 0, high: 1}}}], monthly: [{month: 2020-06, amount: {uniform: {low: 0, high: 1}}}]}"));
        var values = compiled.Model.Parameters.At(0);
        Assert.Equal([At("budget.annual.2020.amount"), At("budget.monthly.2020-06.amount")], compiled.Model.Budget.Select(line => values[line.Amount]));
    }

    [Fact]
    public void Address_OfAnEventAndACost_NamesWhatHoldsIt()
    {
        var compiled = Some.Compiled(
            Some.Yaml(scenarios: "{id: s, costPerMonth: {uniform: {low: 0, high: 1}}, events: [{id: cut, budget: {factor: {uniform: {low: 0, high: 1}}}}]}"), "s");
        var values = compiled.Model.Parameters.At(0);
        Assert.Equal(At("events.cut.budget.factor"), values[((BudgetChange)compiled.Model.Events[0]).Factor]);
        Assert.Equal(At("scenarios.s.costPerMonth"), values[compiled.Model.ScenarioCosts[0]]);
    }

    [Fact]
    public void ReplicationsPerDraw_Several_ShareADraw()
    {
        var compiled = Some.Compiled(Some.Yaml("replicationsPerDraw: 4, scaledShare: {uniform: {low: 0, high: 1}}"));
        Assert.All(Enumerable.Range(0, 12), r => Assert.Equal(At("scaledShare", draw: (uint)(r / 4)), compiled.Value("scaledShare", replication: r)));
    }

    [Fact]
    public void Seed_OfTheFileOrTheRun_KeysTheDraws()
    {
        var yaml = Some.Yaml("seed: 18446744073709551615, scaledShare: {uniform: {low: 0, high: 1}}");
        Assert.Equal(At("scaledShare", seed: ulong.MaxValue), Some.Compiled(yaml).Value("scaledShare"));
        Assert.Equal(At("scaledShare", seed: 7), Some.Compiled(yaml, options: new CompileOptions(Seed: 7)).Value("scaledShare"));
    }

    [Fact]
    public void Overrun_WhateverPerSays_IsDrawnOncePerInitiativeAndReplicationAtItsOwnStream()
    {
        var compiled = Some.Compiled(Some.Yaml($"replicationsPerDraw: 9, defaults: {{{Eligible}, delivery: {{overrun: {{uniform: {{low: 1, high: 3}}, per: portfolio}}}}}}", Two));
        foreach (var (id, replication) in new[] { ("a", 0), ("b", 0), ("a", 5) })
        {
            var uniform = new Draws(1, Fnv1a.Hash32(id), (uint)replication).Uniform(RandomStream.Overrun, 0);
            Assert.Equal(new Uniform(1, 3).Quantile(uniform), compiled.Value("delivery.overrun", id, replication));
        }
    }

    [Fact]
    public void Overrun_AValue_IsNotDrawn() =>
        Assert.Equal(1.25, Some.Compiled(Some.Yaml(initiatives: $"{{id: a, {Eligible}, delivery: {{overrun: 1.25}}}}")).Value("delivery.overrun", "a", 3));

    [Fact]
    public void Point_InTheFileOrTheRun_TakesEveryMean()
    {
        var mean = 0.82 * Lognormal.FromMedian(1, 0.15).Mean + 0.18 * new BoundedPareto(1.5, 1, 50).Mean;
        var inTheFile = Some.Compiled(Some.Yaml("point: true, defaultUncertainty: true"));
        var inTheRun = Some.Compiled(Some.Yaml("defaultUncertainty: true"), options: new CompileOptions(Point: true));
        foreach (var compiled in new[] { inTheFile, inTheRun })
        {
            Assert.Equal(0.7, compiled.Value("alignment.start", "a", 3), 1e-15);
            Assert.Equal(mean, compiled.Value("delivery.overrun", "a", 3), 1e-12);
        }
    }

    [Fact]
    public void Grades_OfWhatIsDrawn_AreTheNumbersOwnOrTheirRules()
    {
        var compiled = Some.Compiled(Some.Yaml(
            "defaultUncertainty: true, scaledShare: {uniform: {low: 0, high: 1}, grade: measured}, reference: {alignment: {uniform: {low: 0.1, high: 1}}}",
            $"{{id: a, {Eligible}, adoption: {{p: {{uniform: {{low: 0, high: 1}}, grade: weak}}, q: 0.4}}}}"));
        var grades = compiled.Model.Parameters.Uncertain.Zip(compiled.Grades).ToDictionary(each => each.First.Path, each => each.Second);
        Assert.Equal(compiled.Model.Parameters.Uncertain.Count, compiled.Grades.Count);
        Assert.Equal(
            (Grade.Measured, Grade.Unspecified, Grade.Weak, Grade.Derived, Grade.Assumption),
            (grades["scaledShare"], grades["reference.alignment"], grades["initiatives.a.adoption.p"], grades["initiatives.a.adoption.pushRate"], grades["initiatives.a.alignment.start"]));
        Assert.False(grades.ContainsKey("initiatives.a.adoption.q"));
    }

    [Fact]
    public void Grades_OfAPoint_AreNone() => Assert.Empty(Some.Compiled(Some.Yaml("defaultUncertainty: true, point: true")).Grades);

    [Fact]
    public void Value_NotNamedAndWithoutDefault_IsNoLimit()
    {
        var compiled = Some.Compiled(Some.Yaml());
        Assert.Equal(double.PositiveInfinity, compiled.Value("funding.awardCeiling", "a"));
        Assert.Equal(double.PositiveInfinity, compiled.Value("implementingCapacity"));
    }

    static double At(string path, ulong seed = 1, uint draw = 0) => Draws.Parameter(seed, Fnv1a.Hash64(path), draw);
}
