using Portfolio.Model.Randomness;

namespace Portfolio.Definitions.Tests.Checking;

public class PortfolioChecksTests
{
    [Theory]
    [InlineData("startMonth: 2020-03", "startMonth: 2020-03 lies outside the portfolio's months; allowed: 2020-04 to 2022-03")]
    [InlineData("startMonth: 2022-04", "startMonth: 2022-04 lies outside the portfolio's months; allowed: 2020-04 to 2022-03")]
    [InlineData("dependsOn: [{initiative: b, reached: adoption}]", "dependsOn: there is no initiative \"b\"; did you mean \"a\"?")]
    [InlineData("sites: {eligible: 9, live: 10}", "sites: 10 sites contract, implement, are live or abandoned at the start; allowed: at most the 9 eligible")]
    [InlineData("sites: {eligible: 9, contracting: [3, 2], implementing: 2, live: 2, abandoned: 1}", "sites: 10 sites contract, implement, are live or abandoned at the start; allowed: at most the 9 eligible")]
    [InlineData("sites: {eligible: {uniform: {low: 9, high: 12}}, live: 10}", "sites: 10 sites contract, implement, are live or abandoned at the start; allowed: at most the 9 eligible")]
    [InlineData("sites: {eligible: {lognormal: {mean: 50, cv: 1}}, live: 2}", "sites: 2 sites contract, implement, are live or abandoned at the start; allowed: at most the 1 eligible")]
    [InlineData("sites: {contracting: [1, 1, 1, 1]}", "sites.contracting: names 4 sub-stages; allowed: at most the 3 of adoption.contractStages")]
    [InlineData("sites: {contracting: [1, 1]}, adoption: {contractStages: {normal: {mean: 2, sd: 0.1}}}", "sites.contracting: names 2 sub-stages; allowed: at most the 1 of adoption.contractStages")]
    public void Check_AnInitiativeThatCannotBe_IsRefused(string written, string expected)
    {
        var problem = Some.ProblemOf(Some.Yaml("defaults: {sites: {eligible: 9}}", $"{{id: a, {written}}}"));
        Assert.Equal($"test.yaml:4: initiatives.a.{expected}", problem.ToString());
    }

    [Theory]
    [InlineData("startMonth: 2020-04"), InlineData("startMonth: 2022-03")]
    [InlineData("sites: {eligible: 9, contracting: [3, 2], implementing: 2, live: 1, abandoned: 1}")]
    [InlineData("sites: {eligible: {lognormal: {mean: 50, cv: 1}}, live: 1}")]
    [InlineData("sites: {contracting: 4}, adoption: {contractStages: {normal: {mean: 2, sd: 0.1}}}")]
    [InlineData("sites: {contracting: [1, 1, 1, 1]}, adoption: {contractStages: 4}")]
    public void Check_AnInitiativeAtTheEdge_IsAllowed(string written) => Assert.Empty(Some.ProblemsOf(Some.Yaml("defaults: {sites: {eligible: 9}}", $"{{id: a, {written}}}")));

    [Theory]
    [InlineData("targets: [{id: t, initiative: b, sites: 1, by: 2020-05}]", "targets.t.initiative: there is no initiative \"b\"; did you mean \"a\"?")]
    [InlineData("targets: [{id: t, theme: cancr, sites: 1, by: 2020-05}]", "targets.t.theme: there is no theme \"cancr\"; did you mean \"cancer\"?")]
    [InlineData("targets: [{id: t, theme: cancer, initiative: a, sites: 1, by: 2020-05}]", "targets.t: names an initiative and a theme; allowed: one of them, or none for all sites")]
    [InlineData("targets: [{id: t, sites: 1, by: 2022-04}]", "targets.t.by: 2022-04 lies outside the portfolio's months; allowed: 2020-04 to 2022-03")]
    [InlineData("targets: [{id: t, sites: 1, by: 2020-05}, {id: t, sites: 2, by: 2020-05}]", "targets.t.id: two targets have this id")]
    [InlineData("allocation: {ranks: [a, lever]}", "allocation.ranks: there is no initiative \"lever\"; did you mean \"levers\"?")]
    [InlineData("budget: {annual: [{fiscalYear: 2020, amount: 1}, {fiscalYear: 2020, amount: 2}]}", "budget.annual.2020: two lines for one fiscal year")]
    [InlineData("budget: {monthly: [{month: 2020-05, amount: 1}, {month: 2020-05, amount: 2}]}", "budget.monthly.2020-05: two lines for one month")]
    [InlineData("budget: {monthly: [{month: 2020-03, amount: 1}]}", "budget.monthly.2020-03.month: 2020-03 lies outside the portfolio's months; allowed: 2020-04 to 2022-03")]
    public void Check_AProgrammeThatCannotBe_IsRefused(string written, string expected)
    {
        var problem = Some.ProblemOf(Some.Yaml(written, "{id: a, theme: cancer, sites: {eligible: 9}}"));
        Assert.Equal($"test.yaml:3: {expected}", problem.ToString());
    }

    [Fact]
    public void Check_NoInitiative_IsRefused() =>
        Assert.Equal("initiatives: there are none; a portfolio needs at least one", Text(Some.ProblemOf(Some.Yaml(initiatives: ""))));

    [Theory]
    [InlineData("programme"), InlineData("levers")]
    public void Check_AnIdThatIsAWordOfItsOwn_IsRefused(string id)
    {
        Assert.Equal($"initiatives.{id}.id: \"{id}\" is a word of its own; choose another id", Text(Some.ProblemOf(Some.Yaml(initiatives: $"{{id: {id}, sites: {{eligible: 9}}}}"))));
        Assert.Equal($"initiatives.{id}.id: \"{id}\" is a word of its own; choose another id", Text(Some.ProblemOf(Some.Yaml(initiatives: $"{{id: {id}, count: 2, sites: {{eligible: 9}}}}"))));
    }

    [Fact]
    public void Check_TwoIdsWithOneHash_IsRefused()
    {
        Assert.Equal(Fnv1a.Hash32("eye-scan62"), Fnv1a.Hash32("flow-skin-gene-cell"));
        var problem = Some.ProblemOf(Some.Yaml("defaults: {sites: {eligible: 9}}", "{id: eye-scan62}, {id: other}, {id: flow-skin-gene-cell}"));
        Assert.Equal(
            "test.yaml:4: initiatives.flow-skin-gene-cell.id: \"flow-skin-gene-cell\" and \"eye-scan62\" have the same hash ce80c348, and so would share random numbers; choose another id",
            problem.ToString());
    }

    [Fact]
    public void Check_AnIdWithTheProgrammesHash_IsRefused()
    {
        Assert.Equal(0u, Fnv1a.Hash32("tool-1262647141"));
        Assert.Equal(
            "initiatives.tool-1262647141.id: the hash of \"tool-1262647141\" is 0, the programme's; choose another id",
            Text(Some.ProblemOf(Some.Yaml(initiatives: "{id: tool-1262647141, sites: {eligible: 9}}"))));
    }

    /// <summary>Without months nothing can lie outside them.</summary>
    [Theory]
    [InlineData("start: 2020-04, "), InlineData(", months: 24")]
    public void Check_WithoutAHorizon_RefusesNoMonth(string without)
    {
        var yaml = Some.Yaml("targets: [{id: t, sites: 1, by: 1999-01}]", "{id: a, startMonth: 2050-01, sites: {eligible: 9}}", "{id: s, events: [{id: e, framework: {month: 1980-01, strength: 1}}]}");
        Assert.Contains("is required", Some.ProblemOf(yaml.Replace(without, "")).Text);
    }

    [Fact]
    public void Check_WrongOnlyUnderAScenario_NamesIt() => Assert.Equal(
        "test.yaml:3: targets.t.by: 2021-01 lies outside the portfolio's months; allowed: 2020-04 to 2020-09 (under scenario \"short\")",
        Some.ProblemOf(Some.Yaml("targets: [{id: t, sites: 1, by: 2021-01}]", scenarios: "{id: short, set: {months: 6}}")).ToString());

    [Fact]
    public void Check_WrongInThePortfolio_IsNotRepeatedForEachScenario() =>
        Assert.Equal("initiatives.a.startMonth", Some.ProblemOf(Some.Yaml(initiatives: "{id: a, startMonth: 2030-01, sites: {eligible: 9}}", scenarios: "{id: r}, {id: s, extends: r}")).Path);

    static string Text(Problem problem) => $"{problem.Path}: {problem.Text}";
}
