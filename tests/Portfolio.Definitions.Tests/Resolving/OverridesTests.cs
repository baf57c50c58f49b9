using Portfolio.Contracts.V1;

namespace Portfolio.Definitions.Tests.Resolving;

/// <summary>Overrides by path.</summary>
public class OverridesTests
{
    const string Programme =
        "budget: {annual: [{fiscalYear: 2020, amount: 10}, {fiscalYear: 2021, amount: 20}], monthly: [{month: 2020-06, amount: 3}]}, "
        + "targets: [{id: half, initiative: a, sites: 5, by: 2021-03}], defaults: {sites: {eligible: 9}, adoption: {p: 0.02}}";

    const string Initiatives = "{id: a, theme: t}, {id: g, count: 3, adoption: {q: 0.3}}";

    [Theory]
    [InlineData("scaledShare", "0.4", 0.4)]
    [InlineData("framework.strength", "0.6", 0.6)]
    [InlineData("levers.regulation.fullSpendPerMonth", "9", 9)]
    [InlineData("levers", "{regulation: {fullSpendPerMonth: 9}}", 9, "levers.regulation.fullSpendPerMonth")]
    [InlineData("reference.stability", "{value: 0.5, source: here}", 0.5)]
    [InlineData("budget.annual.2021.amount", "7", 7)]
    [InlineData("budget.monthly.2020-06.amount", "7", 7)]
    [InlineData("targets.half.sites", "7", 7)]
    public void Set_OfTheProgramme_IsInForce(string path, string value, double expected, string? at = null) =>
        Assert.Equal(expected, Number(With(path, value).Resolved.Portfolio, at ?? path).Value);

    [Theory]
    [InlineData("defaults.adoption.p", "0.04", "a g-001 g-002 g-003")]
    [InlineData("defaults.adoption", "{p: 0.04}", "a g-001 g-002 g-003")]
    [InlineData("defaults", "{adoption: {p: 0.04}}", "a g-001 g-002 g-003")]
    [InlineData("initiatives.a.adoption.p", "0.04", "a")]
    [InlineData("initiatives.g.adoption.p", "0.04", "g-001 g-002 g-003")]
    [InlineData("initiatives.g-002.adoption.p", "0.04", "g-002")]
    [InlineData("initiatives.g-002.adoption", "{p: 0.04}", "g-002")]
    public void Set_OfInitiatives_ReachesThoseItNames(string path, string value, string ids)
    {
        var initiatives = With(path, value).Resolved.Portfolio.Initiatives;
        Assert.Equal(ids.Split(' '), initiatives.Where(each => each.Adoption.P.Value == 0.04).Select(each => each.Id));
        Assert.All(initiatives.Where(each => each.Id != "a"), each => Assert.Equal(0.3, each.Adoption.Q.Value));
    }

    [Fact]
    public void Set_ByStage_LeavesTheOtherStages()
    {
        var months = With("defaults.delivery.stageMonths.validation", "7").Resolved.Portfolio.Initiatives[0].Delivery.StageMonths;
        Assert.Equal([9, 18, 7, 9], [months.Discovery.Value, months.Development.Value, months.Validation.Value, months.Approval.Value]);
    }

    [Fact]
    public void Set_AllStagesAsAList_ReplacesThem()
    {
        var months = With("initiatives.a.delivery.stageMonths", "[1, 2, 3, 4]").Resolved.Portfolio.Initiatives[0].Delivery.StageMonths;
        Assert.Equal([1, 2, 3, 4], [months.Discovery.Value, months.Development.Value, months.Validation.Value, months.Approval.Value]);
    }

    [Fact]
    public void Set_AList_ReplacesIt()
    {
        Assert.Equal([8], With("budget.annual", "[{fiscalYear: 2020, amount: 8}]").Resolved.Portfolio.Budget.Annual.Select(line => line.Amount.Value));
        Assert.Empty(With("targets", "[]").Resolved.Portfolio.Targets);
        Assert.Equal([1, 2], With("initiatives.a.sites.contracting", "[1, 2]").Resolved.Portfolio.Initiatives[0].Sites.Contracting.Select(number => number.Value));
    }

    [Fact]
    public void Set_Texts_AreInForce()
    {
        Assert.Equal("stroke", With("initiatives.a.theme", "stroke").Resolved.Portfolio.Initiatives[0].Theme);
        Assert.Equal("2020-07", With("initiatives.a.startMonth", "2020-07").Resolved.Portfolio.Initiatives[0].StartMonth);
        Assert.Equal("2021-02", With("targets.half.by", "2021-02").Resolved.Portfolio.Targets[0].By);
        Assert.Equal(new Model.Prerequisite(1, Model.Stage.Approval), With("initiatives.a.dependsOn", "[{initiative: g-001, reached: approval}]").Model.Initiatives[0].Prerequisites[0]);
    }

    [Fact]
    public void Set_Words_AreInForce()
    {
        Assert.Equal(Model.Funding.AllocationPolicy.EvidenceFirst, With("allocation.policy", "evidenceFirst").Model.Allocation.Policy);
        Assert.Equal(Model.Stage.Adoption, With("initiatives.g-002.stage", "adoption").Model.Initiatives[2].Stage);
        Assert.True(With("leadership.startsVacant", "true").Model.StartsVacant);
        Assert.True(With("defaults.leadership.startsVacant", "true").Model.Initiatives[3].StartsVacant);
        Assert.True(With("defaultUncertainty", "true").Resolved.Portfolio.Initiatives[0].Adoption.PushRate.Uniform is not null);
    }

    [Theory]
    [InlineData("7", 7), InlineData("1000000000000000", 1_000_000_000_000_000), InlineData("18446744073709551615", ulong.MaxValue), InlineData("9007199254740993", 9_007_199_254_740_993)]
    public void Set_ASeed_KeepsEveryDigit(string written, ulong seed) => Assert.Equal(seed, With("seed", written).Model.Seed);

    [Fact]
    public void Set_Months_MovesTheHorizon()
    {
        Assert.Equal(30, With("months", "30").Model.Months);
        Assert.Equal(-3, With("start", "2020-01").Model.Start - Model.Month.Of(2020, 4));
    }

    [Fact]
    public void Set_Count_MakesMoreCopies() => Assert.Equal(6, With("initiatives.g.count", "5").Model.Initiatives.Count);

    [Theory]
    [InlineData("frameworks.strength", "0.6", "unknown path: no \"frameworks\" there; did you mean \"framework\"?")]
    [InlineData("framework.strenght", "0.6", "unknown path: no \"strenght\" there; did you mean \"strength\"?")]
    [InlineData("initiatives.b.adoption.p", "0.1", "unknown path: there is no initiative \"b\"; did you mean \"a\"?")]
    [InlineData("initiatives.g-004.adoption.p", "0.1", "unknown path: there is no initiative \"g-004\"; did you mean \"g-001\"?")]
    [InlineData("budget.annual.2022.amount", "1", "unknown path: annual has no \"2022\"; did you mean \"2020\"?")]
    [InlineData("targets.third.sites", "1", "unknown path: targets has no \"third\"; known: half")]
    [InlineData("framework.strength.value", "0.6", "strength is a number; nothing lies below it")]
    [InlineData("start.year", "2020", "nothing lies below start")]
    [InlineData("id", "other", "id may not be overridden")]
    [InlineData("initiatives.a.id", "b", "id may not be overridden")]
    [InlineData("targets.half.id", "b", "id may not be overridden")]
    [InlineData("initiatives", "[]", "initiatives may not be overridden")]
    [InlineData("initiatives.a", "{theme: s}", "leads to a whole initiative; name one of its fields")]
    [InlineData("targets.half", "{sites: 3}", "leads to a whole item of a list; name one of its fields")]
    [InlineData("initiatives.g-002.count", "2", "a copy has no copies of its own")]
    [InlineData("defaults.count", "2", "belongs to an initiative, not to defaults", "defaults.count", 3)]
    [InlineData("framework.strength", "1.5", "1.5 is not allowed; allowed: 0 to 1")]
    [InlineData("framework.strength", "strong", "\"strong\" where a number or a distribution is expected")]
    [InlineData("framework.strength", "\"0.6\"", "\"0.6\" where a number or a distribution is expected")]
    [InlineData("framework.strength", "[0.6]", "a list where a number or a distribution is expected")]
    [InlineData("framework.strength", "{uniform: {low: 0, high: 2}}", "the distribution reaches 2; allowed: 0 to 1")]
    [InlineData("framework.strength", "null", "says nothing; give it a value or leave it out")]
    [InlineData("framework.strength", ".inf", "\".inf\" where a number or a distribution is expected")]
    [InlineData("initiatives.g-002.adoption.p", "7", "7 is not allowed; allowed: 0 to 5, a year")]
    [InlineData("months", "{uniform: {low: 1, high: 2}}", "may not be a distribution; allowed: a whole number, 1 to 600, months")]
    [InlineData("months", "null", "says nothing; give it a value or leave it out")]
    [InlineData("start", "soon", "\"soon\" is not a month; allowed: yyyy-MM, such as 2022-04")]
    [InlineData("start", "\"\"", "is required")]
    [InlineData("allocation.policy", "fairly", "\"fairly\" is not a known policy; known: evidenceFirst, leversFirst, proRata, ranked, scalingFirst")]
    [InlineData("initiatives.a.stage", "aproval", "\"aproval\" is not a known stage; did you mean \"approval\"?")]
    [InlineData("leadership.startsVacant", "yes", "\"yes\" is not true or false")]
    [InlineData("seed", "-1", "\"-1\" is not a whole number from 0")]
    [InlineData("initiatives.a.theme", "{a: b}", "names with values where a text is expected")]
    [InlineData("", "1", "unknown path: no \"\" there; did you mean \"id\"?")]
    public void Set_WhatCannotBe_IsRefused(string path, string value, string expected, string? at = null, int line = 5)
    {
        var problem = Some.ProblemOf(Yaml(path, value));
        Assert.Equal($"{at ?? $"set.{path}"}: {expected}", $"{problem.Path}: {problem.Text}");
        Assert.Equal(at is null ? "scenarios/s" : "portfolio", problem.Document);
        if (at is null)
            Assert.Equal(line, problem.Position!.Line);
    }

    [Theory]
    [InlineData("levers.regulation", "{gian: 1}", "set.levers.regulation.gian: unknown name; did you mean \"gain\"?")]
    [InlineData("framework", "{strength: 2}", "set.framework.strength: 2 is not allowed; allowed: 0 to 1")]
    [InlineData("targets", "[{id: half, sites: 3}]", "set.targets.half.by: is required")]
    [InlineData("framework", "{strength: 0.1, strength: 0.2}", "set.framework.strength: is given twice")]
    public void Set_SomethingWrongWithinTheValue_IsRefusedThere(string path, string value, string expected)
    {
        var problem = Some.ProblemOf(Yaml(path, value));
        Assert.Equal($"test.yaml:5: {expected}", problem.ToString());
    }

    /// <summary>What an override brings about is said at the override.</summary>
    [Theory]
    [InlineData("initiatives.a.startMonth", "2030-01", "2030-01 lies outside the portfolio's months; allowed: 2020-04 to 2022-03 (at initiatives.a.startMonth)")]
    [InlineData("initiatives.a.sites.live", "10", "10 sites contract, implement, are live or abandoned at the start; allowed: at most the 9 eligible (at initiatives.a.sites)")]
    [InlineData("initiatives.g-002.sites.live", "10", "10 sites contract, implement, are live or abandoned at the start; allowed: at most the 9 eligible (at initiatives.g-002.sites)")]
    [InlineData("allocation.ranks", "[b]", "there is no initiative \"b\"; did you mean \"a\"? (at allocation.ranks)")]
    [InlineData("targets.half.initiative", "b", "there is no initiative \"b\"; did you mean \"a\"? (at targets.half.initiative)")]
    [InlineData("initiatives.a.dependsOn", "[{initiative: a, reached: adoption}]", "makes a circle: a → a (at initiatives.a.dependsOn)")]
    public void Set_WhatLeadsToAProblem_IsNamed(string path, string value, string expected) =>
        Assert.Equal($"test.yaml:5: set.{path}: {expected}", Some.ProblemOf(Yaml(path, value)).ToString());

    [Fact]
    public void Policy_UnknownRank_IsSaidAtThePolicy() => Assert.Equal(
        "test.yaml:5: policy.ranks: there is no initiative \"b\"; did you mean \"a\"? (at allocation.ranks)",
        Some.ProblemOf(Some.Yaml(scenarios: "{id: s, policy: {ranks: [b]}}")).ToString());

    [Fact]
    public void Set_TwiceTheSame_IsRefused() => Assert.Equal(
        "test.yaml:5: set.scaledShare: is given twice",
        Some.ProblemOf(Some.Yaml(scenarios: "{id: s, set: {scaledShare: 0.1, scaledShare: 0.2}}")).ToString());

    static Definitions.Compiling.CompiledDefinition With(string path, string value) => Some.Compiled(Yaml(path, value), "s");

    static string Yaml(string path, string value) => Some.Yaml(Programme, Initiatives, $"{{id: s, set: {{\"{path}\": {value}}}}}");

    static Number Number(PortfolioDefinition portfolio, string path) => path switch
    {
        "budget.annual.2021.amount" => portfolio.Budget.Annual[1].Amount,
        "budget.monthly.2020-06.amount" => portfolio.Budget.Monthly[0].Amount,
        "targets.half.sites" => portfolio.Targets[0].Sites,
        _ => portfolio.NumberAt(path)!,
    };
}
