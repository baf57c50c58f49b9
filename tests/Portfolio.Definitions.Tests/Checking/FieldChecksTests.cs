using Portfolio.Contracts.V1;
using Portfolio.Definitions.Compiling;

namespace Portfolio.Definitions.Tests.Checking;

public class FieldChecksTests
{
    [Theory]
    [InlineData("a"), InlineData("A-1_b"), InlineData("7"), InlineData("größe"), InlineData("日本"), InlineData("abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-123456789")]
    public void Id_OfLettersDigitsHyphensAndUnderscores_IsAllowed(string id) => Assert.Equal(id, Some.Compiled(Some.Yaml(initiatives: $"{{id: {id}, sites: {{eligible: 9}}}}")).Model.Initiatives[0].Id);

    [Theory]
    [InlineData("a b"), InlineData("a.b"), InlineData("a/b"), InlineData("-a"), InlineData("_a"), InlineData("a\\n", "a "), InlineData("😀")]
    [InlineData("abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-1234567890", "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-123456…")]
    public void Id_OfAnythingElse_IsRefused(string id, string? shown = null)
    {
        var problem = Some.ProblemOf(Some.Yaml(initiatives: $"{{id: \"{id}\", sites: {{eligible: 9}}}}"));
        Assert.Equal($"\"{shown ?? id}\" is not an id; allowed: letters, digits, hyphens and underscores, at most 63", problem.Text);
        Assert.Equal(4, problem.Position!.Line);
    }

    [Theory]
    [InlineData("2020-13"), InlineData("2020-4"), InlineData("20-04"), InlineData("2020-04-01"), InlineData("April 2020"), InlineData("2020"), InlineData("0000-01")]
    public void Month_ThatIsNone_IsRefused(string month)
    {
        var problem = Some.ProblemOf(Some.Yaml(initiatives: $"{{id: a, startMonth: {month}, sites: {{eligible: 9}}}}"));
        Assert.Equal($"test.yaml:4: initiatives.a.startMonth: \"{month}\" is not a month; allowed: yyyy-MM, such as 2022-04", problem.ToString());
    }

    [Theory]
    [InlineData("id: some, ", "", "id: is required")]
    [InlineData("start: 2020-04, ", "", "start: is required")]
    [InlineData("start: 2020-04", "start: soon", "start: \"soon\" is not a month; allowed: yyyy-MM, such as 2022-04")]
    public void Check_WhatAPortfolioMustHave_IsRequired(string before, string after, string expected)
    {
        var problem = Some.ProblemOf(Some.Yaml().Replace(before, after));
        Assert.Equal(expected, $"{problem.Path}: {problem.Text}");
        Assert.Equal(2, problem.Position!.Line);
    }

    [Theory]
    [InlineData("targets: [{id: t, sites: 3}]", "targets.t.by: is required")]
    [InlineData("targets: [{id: t, by: 2020-05}]", "targets.t.sites: is required; allowed: 0 to 1000000000, sites")]
    [InlineData("targets: [{sites: 3, by: 2020-05}]", "targets.0.id: is required")]
    [InlineData("budget: {annual: [{fiscalYear: 2020}]}", "budget.annual.2020.amount: is required; allowed: 0 to 1000000000000, pounds")]
    [InlineData("budget: {annual: [{amount: 3}]}", "budget.annual.0.fiscalYear: is required; allowed: a whole number, 1900 to 2200, year")]
    [InlineData("budget: {annual: [{fiscalYear: 1066, amount: 3}]}", "budget.annual.1066.fiscalYear: 1066 is not allowed; allowed: a whole number, 1900 to 2200, year")]
    [InlineData("budget: {monthly: [{amount: 3}]}", "budget.monthly.0.month: is required")]
    [InlineData("budget: {monthly: [{month: 2020-04, amount: -3}]}", "budget.monthly.2020-04.amount: -3 is not allowed; allowed: 0 to 1000000000000, pounds")]
    [InlineData("defaults: {sites: {eligible: 9}, dependsOn: [{initiative: a}]}", "defaults.dependsOn.0.reached: is required; known: adoption, approval, development, discovery, validation")]
    [InlineData("defaults: {delivery: {gateProbability: {approval: 1.5}}}", "defaults.delivery.gateProbability.approval: 1.5 is not allowed; allowed: 0 to 1, probability")]
    public void Check_AnItemOfAList_IsNamedByItsKey(string written, string expected) =>
        Assert.Contains($"test.yaml:3: {expected}", Some.ProblemsOf(Some.Yaml(written)).Select(problem => problem.ToString()));

    [Fact]
    public void Check_AnInitiativeWithoutId_IsNamedByItsPlace() => Assert.Equal(
        "test.yaml:4: initiatives.1.id: is required; each initiative needs an id of its own",
        Some.ProblemOf(Some.Yaml(initiatives: "{id: a, sites: {eligible: 9}}, {sites: {eligible: 9}}")).ToString());

    /// <summary>A message from a client may hold what no file can.</summary>
    [Fact]
    public void Check_AnUnknownWord_IsRefused()
    {
        var set = Some.Set(Some.Yaml());
        set.Portfolio.Initiatives[0].Stage = (Stage)77;
        set.Portfolio.Allocation = new Allocation { Policy = (AllocationPolicy)(-1) };
        var problems = new Problems();
        Assert.Null(Compiler.Compile(set, null, new CompileOptions(), problems));
        Assert.Equal(["allocation.policy: -1 is not a known policy", "initiatives.a.stage: 77 is not a known stage"], problems.Found.Select(each => $"{each.Path}: {each.Text}"));
    }

    [Fact]
    public void Check_AStoppedInitiative_IsRefused()
    {
        var set = Some.Set(Some.Yaml());
        set.Portfolio.Initiatives[0].Stage = Stage.Stopped;
        var problems = new Problems();
        Compiler.Check(set, problems);
        Assert.Equal("an initiative cannot start stopped; leave it out", Assert.Single(problems.Found).Text);
    }
}
