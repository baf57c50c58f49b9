using Portfolio.Definitions.Compiling;
using Portfolio.Model;

namespace Portfolio.Definitions.Tests.Compiling;

public class CompilerTests
{
    [Fact]
    public void Compile_WhatIsNoNumber_IsLaidOut()
    {
        var model = Some.Compiled(Some.Yaml(
            "fiscalYearStartMonth: 1, leadership: {startsVacant: true}",
            "{id: a, theme: t, family: f, sites: {eligible: 9}}, "
            + "{id: b, startMonth: 2020-07, stage: adoption, theme: u, family: f, leadership: {startsVacant: true}, sites: {eligible: 9, contracting: [1, 2]}}, "
            + "{id: c, theme: t, sites: {eligible: 9}}")).Model;
        Assert.Equal((Month.Of(2020, 4), 24, 1, true), (model.Start, model.Months, model.FiscalYearStartMonth, model.StartsVacant));
        Assert.Equal(["t", "u"], model.Themes);
        Assert.Equal([("a", 0, 0), ("b", 1, 0), ("c", 0, -1)], model.Initiatives.Select(each => (each.Id, each.Theme, each.Family)));
        Assert.Equal((3, Model.Stage.Adoption, true), (model.Initiatives[1].StartMonth, model.Initiatives[1].Stage, model.Initiatives[1].StartsVacant));
        Assert.Equal([1, 2, 0, 0], model.Initiatives[1].Contracting);
        Assert.Equal((0, Model.Stage.Discovery, false), (model.Initiatives[0].StartMonth, model.Initiatives[0].Stage, model.Initiatives[0].StartsVacant));
    }

    [Theory]
    [InlineData("discovery", Stage.Discovery), InlineData("development", Stage.Development), InlineData("validation", Stage.Validation)]
    [InlineData("approval", Stage.Approval), InlineData("adoption", Stage.Adoption)]
    public void Compile_AStage_IsTheModels(string written, Stage stage) =>
        Assert.Equal(stage, Some.Compiled(Some.Yaml(initiatives: $"{{id: a, stage: {written}, sites: {{eligible: 9}}}}")).Model.Initiatives[0].Stage);

    [Theory]
    [InlineData("proRata", Model.Funding.AllocationPolicy.ProRata), InlineData("leversFirst", Model.Funding.AllocationPolicy.LeversFirst)]
    [InlineData("scalingFirst", Model.Funding.AllocationPolicy.ScalingFirst)]
    [InlineData("evidenceFirst", Model.Funding.AllocationPolicy.EvidenceFirst), InlineData("ranked", Model.Funding.AllocationPolicy.Ranked)]
    public void Compile_APolicy_IsTheModels(string written, Model.Funding.AllocationPolicy policy) =>
        Assert.Equal(policy, Some.Compiled(Some.Yaml($"allocation: {{policy: {written}}}")).Model.Allocation.Policy);

    [Fact]
    public void Compile_TheBudget_KnowsYearsAndMonths()
    {
        var compiled = Some.Compiled(Some.Yaml("budget: {annual: [{fiscalYear: 2019, amount: 10}, {fiscalYear: 2021, amount: 30}], monthly: [{month: 2020-06, amount: 3}]}"));
        var values = compiled.Model.Parameters.At(0);
        Assert.Equal([(2019, null, 10.0), (2021, null, 30.0), (0, 2, 3.0)], compiled.Model.Budget.Select(line => (line.FiscalYear, line.Month, values[line.Amount])));
    }

    [Fact]
    public void Check_EverythingWrong_IsSaidAtOnce()
    {
        const string Yaml =
            """
            portfolio:
              id: some thing
              start: 2020-13
              months: 7000
              lever: {}
              leadership: {tenureMonth: 3}
              targets: [{id: t, initiative: y, sites: 3, by: 2019-01}]
              initiatives:
              - id: x
                sites: {eligible: many}
                adoption:
                  p: 7
                  q: {uniform: {low: 3, high: 2}}
                dependsOn: [{initiative: xx, reached: adoption}]
              - id: x
                sites: {eligible: 9}
            scenarios:
            - id: s
              extends: base
              set: {framework.strenght: 1}
              events:
              - {id: e, commitSites: {initiative: z, month: 2020-01, count: -1}}
              - {id: f, lever: {lever: regulaton, factor: -1}}
            """;
        string[] expected =
        [
            "2: id: \"some thing\" is not an id; allowed: letters, digits, hyphens and underscores, at most 63",
            "3: start: \"2020-13\" is not a month; allowed: yyyy-MM, such as 2022-04",
            "4: months: 7000 is not allowed; allowed: a whole number, 1 to 600, months",
            "5: lever: unknown name; did you mean \"levers\"?",
            "6: leadership.tenureMonth: unknown name; did you mean \"tenureMonths\"?",
            "7: targets.t.initiative: there is no initiative \"y\"; did you mean \"x\"?",
            "10: initiatives.x.sites.eligible: \"many\" where a number or a distribution is expected",
            "12: initiatives.x.adoption.p: 7 is not allowed; allowed: 0 to 5, a year",
            "13: initiatives.x.adoption.q: uniform: low (3) must not be above high (2)",
            "14: initiatives.x.dependsOn: there is no initiative \"xx\"; did you mean \"x\"?",
            "15: initiatives.x.id: two initiatives have this id",
            "19: extends: there is no scenario \"base\"",
            "20: set.framework.strenght: unknown path: no \"strenght\" there; did you mean \"strength\"?",
            "22: events.e.commitSites.count: -1 is not allowed; allowed: a whole number, 0 to 100000, sites",
            "22: events.e.commitSites.initiative: there is no initiative \"z\"; did you mean \"x\"?",
            "23: events.f.lever.factor: -1 is not allowed; allowed: 0 to 1000, factor",
            "23: events.f.lever.lever: \"regulaton\" is not a known lever; did you mean \"regulation\"?",
        ];
        var found = Some.ProblemsOf(Yaml).OrderBy(problem => problem.Position!.Line).ThenBy(problem => problem.Path, StringComparer.Ordinal);
        Assert.Equal(expected, found.Select(problem => problem.ToString()["test.yaml:".Length..]));
    }

    [Fact]
    public void Check_Twice_SaysNothingTwice()
    {
        var problems = new Problems();
        var set = Definitions.Files.DefinitionFiles.Parse(Some.Yaml("scaledShare: half, framework: {strength: 3}", scenarios: "{id: s, set: {start: soon}}"), Some.File, problems)!;
        Compiler.Check(set, problems);
        var before = problems.Found.ToList();
        Compiler.Check(set, problems);
        Assert.Null(Compiler.Compile(set, "s", new CompileOptions(), problems));
        Assert.Equal(3, before.Count);
        Assert.Equal(before, problems.Found);
    }

    [Fact]
    public void Compile_ProblemsElsewhere_IsNothing()
    {
        var problems = new Problems();
        problems.Add("elsewhere", "", "wrong");
        Assert.Null(Compiler.Compile(Some.Set(Some.Yaml()), null, new CompileOptions(), problems));
    }

    [Fact]
    public void Compile_AWrongDefinition_IsLeftAsItWas()
    {
        var set = Some.Set(Some.Yaml("framework: {strength: 3}"));
        Assert.Null(Compiler.Compile(set, null, new CompileOptions(), new Problems()));
        Assert.Equal(3, set.Portfolio.Framework.Strength.Value);
    }
}
