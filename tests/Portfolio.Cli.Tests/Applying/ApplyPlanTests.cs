using Portfolio.Cli.Applying;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Files;

namespace Portfolio.Cli.Tests.Applying;

/// <summary>What has to be done so that a server holds what files say.</summary>
public sealed class ApplyPlanTests
{
    [Fact]
    public void Of_NothingThere_MakesAllBaseFirst()
    {
        var steps = ApplyPlan.Of(Files("{id: a, extends: z}", "{id: z}"), new Served(null, null, []), delete: false);
        Assert.Equal([(StepKind.Create, null), (StepKind.Create, "z"), (StepKind.Create, "a")], steps.Select(step => (step.Kind, step.Scenario)));
    }

    [Fact]
    public void Of_WhatIsThere_KeepsAll() =>
        Assert.All(ApplyPlan.Of(Files("{id: a}"), Held(Files("{id: a}")), delete: true), step => Assert.Equal(StepKind.Keep, step.Kind));

    [Fact]
    public void Of_OtherDefinition_SaysWhatDiffersFromTheServersSide()
    {
        var files = Files("{id: a, description: new}");
        files.Portfolio.Description = "longer";
        var steps = ApplyPlan.Of(files, Held(Files("{id: a, description: old}")), delete: false);
        Assert.Equal([StepKind.Change, StepKind.Change], steps.Select(step => step.Kind));
        Assert.Equal(["", "old"], steps.Select(step => Assert.Single(step.Differences).Before));
        Assert.All(steps, step => Assert.Equal((3L, "3-x"), (step.Revision, step.Etag)));
    }

    [Fact]
    public void Of_ScenarioThatFilesDoNotHave_IsDeletedOnlyOnDemandAndBeforeItsBase()
    {
        var there = Held(Files("{id: a}", "{id: b, extends: a}"));
        Assert.Equal([StepKind.Keep, StepKind.Spare, StepKind.Spare], ApplyPlan.Of(Files(), there, delete: false).Select(step => step.Kind));
        Assert.Equal([(StepKind.Keep, null), (StepKind.Delete, "b"), (StepKind.Delete, "a")], ApplyPlan.Of(Files(), there, delete: true).Select(step => (step.Kind, step.Scenario)));
    }

    [Fact]
    public void Of_Deleted_ComesBackAndStaysAwayWhereFilesDoNotHaveIt()
    {
        var there = Held(Files("{id: a}", "{id: b}"));
        there.Portfolio!.DeleteTime = there.Scenarios[0].Scenario.DeleteTime = there.Scenarios[1].Scenario.DeleteTime = new();
        Assert.Equal([(StepKind.Undelete, null), (StepKind.Undelete, "a")], ApplyPlan.Of(Files("{id: a}"), there, delete: true).Select(step => (step.Kind, step.Scenario)));
    }

    [Fact]
    public void Of_OtherTextThatSaysTheSame_IsReworded()
    {
        var files = Files() with { Source = new SourceFile { Path = "portfolio.yaml", Text = "# why" } };
        Assert.Equal(StepKind.Reword, Assert.Single(ApplyPlan.Of(files, Held(Files()), delete: false)).Kind);
        Assert.Equal(StepKind.Keep, Assert.Single(ApplyPlan.Of(files, Held(Files()) with { Source = files.Source }, delete: false)).Kind);
    }

    [Fact]
    public void Of_WhatAnExportGives_KeepsAll()
    {
        var there = Held(Files("{id: a, set: {framework.gain: 0.1}}"));
        var files = Files("{id: a, set: {framework.gain: 0.1}}") with
        {
            Source = DefinitionText.Of(there.Portfolio!),
            ScenarioSources = new Dictionary<string, SourceFile> { ["a"] = DefinitionText.Of(there.Scenarios[0].Scenario) },
        };
        Assert.All(ApplyPlan.Of(files, there, delete: true), step => Assert.Equal(StepKind.Keep, step.Kind));
    }

    static DefinitionSet Files(params string[] scenarios) => Some.Set($"portfolio: {{id: some, start: 2020-04, months: 24}}\nscenarios: [{string.Join(", ", scenarios)}]");

    /// <summary>What a server holds that was given a definition three times, without files.</summary>
    static Served Held(DefinitionSet set)
    {
        (set.Portfolio.Revision, set.Portfolio.Etag) = (3, "3-x");
        foreach (var scenario in set.Scenarios)
            (scenario.Revision, scenario.Etag) = (3, "3-x");
        return new Served(set.Portfolio, null, [.. set.Scenarios.Select(scenario => new ServedScenario(scenario, null))]);
    }
}
