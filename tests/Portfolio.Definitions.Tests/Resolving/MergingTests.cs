using Portfolio.Contracts.V1;

namespace Portfolio.Definitions.Tests.Resolving;

/// <summary>Defaults lie below each initiative's own, name by name.</summary>
public class MergingTests
{
    [Fact]
    public void Merge_Numbers_TakesTheOwnWhereThereIsOne()
    {
        var initiative = Of("sites: {eligible: 9}, adoption: {p: 0.02, q: 0.3}", "adoption: {p: 0.05}");
        Assert.Equal([0.05, 0.3, 0.16], [initiative.Adoption.P.Value, initiative.Adoption.Q.Value, initiative.Adoption.PushRate.Value]);
    }

    [Fact]
    public void Merge_ANumber_IsTakenWhole()
    {
        var p = Of("sites: {eligible: 9}, adoption: {p: {uniform: {low: 0, high: 1}, source: there, owner: them}}", "adoption: {p: {value: 0.05, source: here}}").Adoption.P;
        Assert.Equal(new Number { Value = 0.05, Source = "here" }, p);
    }

    [Fact]
    public void Merge_ByStage_GoesStageByStage()
    {
        var months = Of("sites: {eligible: 9}, delivery: {stageMonths: {discovery: 1, approval: 2}}", "delivery: {stageMonths: {approval: 3}}").Delivery.StageMonths;
        Assert.Equal([1, 18, 18, 3], [months.Discovery.Value, months.Development.Value, months.Validation.Value, months.Approval.Value]);
    }

    [Fact]
    public void Merge_Lists_AreTakenWhole()
    {
        var contracting = Of("sites: {eligible: 9, contracting: [1, 2, 3]}", "sites: {contracting: [4]}").Sites.Contracting;
        Assert.Equal(4, Assert.Single(contracting).Value);
    }

    [Fact]
    public void Merge_TextsAndStages_TakeTheOwnWhereThereIsOne()
    {
        var initiative = Of("sites: {eligible: 9}, theme: cancer, family: imaging, stage: adoption", "theme: stroke");
        Assert.Equal(("stroke", "imaging", Stage.Adoption), (initiative.Theme, initiative.Family, initiative.Stage));
    }

    [Fact]
    public void Merge_AnExplicitFalse_IsAboveATrueDefault()
    {
        Assert.False(Of("sites: {eligible: 9}, leadership: {startsVacant: true}", "leadership: {startsVacant: false}").Leadership.StartsVacant);
        Assert.True(Of("sites: {eligible: 9}, leadership: {startsVacant: true}", "theme: stroke").Leadership.StartsVacant);
    }

    [Fact]
    public void Merge_AnExplicitNought_IsAboveTheDefault() =>
        Assert.Equal(0, Of("sites: {eligible: 9}, adoption: {q: 0.3}", "adoption: {q: 0}").Adoption.Q.Value);

    [Fact]
    public void Merge_Dependencies_AreInherited()
    {
        var problem = Some.ProblemOf(Some.Yaml("defaults: {sites: {eligible: 9}, dependsOn: [{initiative: b, reached: adoption}]}", "{id: a}, {id: b}"));
        Assert.Equal("initiatives.b.dependsOn: makes a circle: b → b", $"{problem.Path}: {problem.Text}");
    }

    [Theory]
    [InlineData("id", "id: x"), InlineData("count", "count: 3")]
    public void Defaults_WhatBelongsToAnInitiative_IsRefused(string name, string written)
    {
        var problem = Some.ProblemOf(Some.Yaml($"defaults: {{{written}}}"));
        Assert.Equal($"test.yaml:3: defaults.{name}: belongs to an initiative, not to defaults", problem.ToString());
    }

    static Initiative Of(string defaults, string own) =>
        Some.Compiled(Some.Yaml($"defaults: {{{defaults}}}", $"{{id: a, {own}}}")).Resolved.Portfolio.Initiatives[0];
}
