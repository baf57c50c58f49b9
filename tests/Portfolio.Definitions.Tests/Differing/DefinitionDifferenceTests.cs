using CsCheck;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Differing;
using Portfolio.Definitions.Files;

namespace Portfolio.Definitions.Tests.Differing;

/// <summary>Differences of definitions, path by path.</summary>
public sealed class DefinitionDifferenceTests
{
    [Theory]
    [InlineData("scaledShare: 0.4", "scaledShare: 0.5", "scaledShare", "0.4", "0.5")]
    [InlineData("", "framework: {strength: {uniform: {low: 0.1, high: 0.2}, source: plan}}", "framework.strength", "", "{uniform: {low: 0.1, high: 0.2}, source: plan}")]
    [InlineData("framework: {}", "", "framework", "{}", "")]
    [InlineData("defaultScenarios: [a, b]", "defaultScenarios: [a]", "defaultScenarios", "[a, b]", "[a]")]
    [InlineData("budget: {annual: [{fiscalYear: 2020, amount: 1}]}", "budget: {annual: [{fiscalYear: 2020, amount: 2}]}", "budget.annual.2020.amount", "1", "2")]
    [InlineData("budget: {annual: [{fiscalYear: 2020, amount: 1}]}", "budget: {annual: []}", "budget.annual.2020", "{fiscalYear: 2020, amount: 1}", "")]
    [InlineData("allocation: {policy: ranked}", "allocation: {policy: proRata}", "allocation.policy", "ranked", "proRata")]
    [InlineData("", "seed: 3", "seed", "", "3")]
    [InlineData("defaultUncertainty: true", "", "defaultUncertainty", "true", "")]
    public void Between_OneChange_IsItsPathWithBeforeAndAfter(string before, string after, string path, string from, string to) =>
        Assert.Equal(new FieldDifference { Path = path, Before = from, After = to }, Assert.Single(Between(Some.Yaml(before), Some.Yaml(after))));

    [Fact]
    public void Between_InitiativeInFront_MovesNoPath()
    {
        var before = Some.Yaml(initiatives: "{id: a, sites: {eligible: 9}}, {id: b, sites: {eligible: 9}}");
        var after = Some.Yaml(initiatives: "{id: c, sites: {eligible: 1}}, {id: a, sites: {eligible: 8}}, {id: b, sites: {eligible: 9}}");
        Assert.Equal(["initiatives.a.sites.eligible", "initiatives.c"], Between(before, after).Select(each => each.Path));
    }

    [Fact]
    public void Between_OtherOrder_IsADifference()
    {
        var (before, after) = (Some.Yaml(initiatives: "{id: a, sites: {eligible: 9}}, {id: b, sites: {eligible: 9}}"), Some.Yaml(initiatives: "{id: b, sites: {eligible: 9}}, {id: a, sites: {eligible: 9}}"));
        Assert.Equal(new FieldDifference { Path = "initiatives (order)", Before = "a, b", After = "b, a" }, Assert.Single(Between(before, after)));
    }

    [Fact]
    public void Between_Scenarios_NamesOverridesAndEvents()
    {
        var before = Some.Set(Some.Yaml(scenarios: "{id: s, set: {framework.gain: 1, a.b: 2}, events: [{id: e, budget: {factor: 1}}]}")).Scenarios[0];
        var after = Some.Set(Some.Yaml(scenarios: "{id: s, set: {framework.gain: 3, c.d: x}, events: [{id: e, budget: {factor: 2}}]}")).Scenarios[0];
        Assert.Equal(
            [("set.a.b", "2", ""), ("set.c.d", "", "x"), ("set.framework.gain", "1", "3"), ("events.e.budget.factor", "1", "2")],
            DefinitionDifference.Between(before, after).Select(each => (each.Path, each.Before, each.After)));
    }

    [Fact]
    public void Between_WhateverCanBeRead_IsNothingJustWhereBothAreEqual()
    {
        var (random, texts, example) = (new PCG(1, 1), Mutations.Of(Example.Yaml), Some.Set(Example.Yaml).Portfolio);
        for (var i = 0; i < 400; i++)
        {
            var problems = new Problems();
            if (DefinitionFiles.Parse(texts.Generate(random, null, out _), Some.File, problems) is { } set && !problems.Any)
                Assert.Equal(set.Portfolio.Equals(example), DefinitionDifference.Between(example, set.Portfolio).Count == 0);
        }
    }

    static IReadOnlyList<FieldDifference> Between(string before, string after) => DefinitionDifference.Between(Some.Set(before).Portfolio, Some.Set(after).Portfolio);
}
