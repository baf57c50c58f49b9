using Portfolio.Contracts.V1;

namespace Portfolio.Definitions.Tests.Files;

/// <summary>Names, kinds and shapes.</summary>
public class MessageBinderTests
{
    [Theory]
    [InlineData("framwork: {strength: 1}", "framwork: unknown name; did you mean \"framework\"?")]
    [InlineData("framework: {strenght: 1}", "framework.strenght: unknown name; did you mean \"strength\"?")]
    [InlineData("framework: {Strength: 1}", "framework.Strength: unknown name; did you mean \"strength\"?")]
    [InlineData("reference: {weather: 1}", "reference.weather: unknown name; known: alignment, evidence, stability")]
    [InlineData("levers: {regulation: {source: x}}", "levers.regulation.source: unknown name; known: decay, fullSpendPerMonth, gain, plannedSpendPerMonth, start")]
    [InlineData("name: workspaces/w/portfolios/p", "name: unknown name; known: ")]
    [InlineData("etag: x", "etag: unknown name; known: ")]
    [InlineData("scaledShare: {uniform: {low: 0, hihg: 1, high: 1}}", "scaledShare.uniform.hihg: unknown name; did you mean \"high\"?")]
    [InlineData("scaledShare: {value: 0.5, sauce: x}", "scaledShare.sauce: unknown name; did you mean \"source\"?")]
    [InlineData("scaledShare: {value: 0.5, uniform: {low: 0, high: 1}}", "scaledShare.uniform: goes not with \"value\"; only one of them may be given")]
    [InlineData("scaledShare: {value: 0.5, grade: certain}", "scaledShare.grade: \"certain\" is not a known grade; known: assumption, derived, measured, weak")]
    [InlineData("scaledShare: {value: 0.5, per: portfolios}", "scaledShare.per: \"portfolios\" is not a known per; did you mean \"portfolio\"?")]
    [InlineData("scaledShare: {value: 0.5, source: [a]}", "scaledShare.source: a list where a text is expected")]
    [InlineData("scaledShare: [0.5]", "scaledShare: a list where a number or a distribution is expected")]
    [InlineData("scaledShare: 0.5, scaledShare: 0.6", "scaledShare: is given twice")]
    [InlineData("reference: [0.5, 0.6]", "reference: a list where the names alignment, evidence, stability are expected")]
    [InlineData("reference: 0.5", "reference: \"0.5\" where the names alignment, evidence, stability are expected")]
    [InlineData("targets: {id: t}", "targets: names with values where a list is expected")]
    [InlineData("targets: half", "targets: \"half\" where a list is expected")]
    [InlineData("allocation: {ranks: a}", "allocation.ranks: \"a\" where a list is expected")]
    [InlineData("allocation: {ranks: [[a]]}", "allocation.ranks.0: a list where a text is expected")]
    [InlineData("allocation: {policy: PRO_RATA}", "allocation.policy: \"PRO_RATA\" is not a known policy; did you mean \"proRata\"?")]
    [InlineData("description: {a: b}", "description: names with values where a text is expected")]
    [InlineData("leadership: {startsVacant: maybe}", "leadership.startsVacant: \"maybe\" is not true or false")]
    [InlineData("seed: 1.5", "seed: \"1.5\" is not a whole number from 0")]
    [InlineData("seed: 18446744073709551616", "seed: \"18446744073709551616\" is not a whole number from 0")]
    [InlineData("budget: {annual: [2020]}", "budget.annual.0: \"2020\" where the names fiscalYear, amount are expected")]
    [InlineData("defaults: {delivery: {stageMonths: [1, 2, 3]}}", "defaults.delivery.stageMonths: a list where the names discovery, development, validation, approval are expected")]
    [InlineData("defaults: {delivery: {stageMonths: 9}}", "defaults.delivery.stageMonths: \"9\" where the names discovery, development, validation, approval are expected")]
    [InlineData("defaults: {delivery: {stageMonths: {adoption: 9}}}", "defaults.delivery.stageMonths.adoption: unknown name; known: approval, development, discovery, validation")]
    public void Bind_WhatTheSchemaDoesNotKnow_IsRefused(string written, string expected)
    {
        var problem = Some.ProblemsOf(Some.Yaml(written))[0];
        Assert.StartsWith($"test.yaml:3: {expected}", problem.ToString(), StringComparison.Ordinal);
    }

    /// <summary>What could not be read is not complained of a second time.</summary>
    [Theory]
    [InlineData("scaledShare: half")]
    [InlineData("scaledShare: [1]")]
    [InlineData("targets: [{id: t, sites: many, by: 2020-05}]")]
    [InlineData("budget: {annual: [{fiscalYear: soon, amount: 1}, {fiscalYear: later, amount: 2}]}", 2)]
    [InlineData("defaults: {sites: {eligible: all}}")]
    public void Bind_WhatCannotBeRead_IsSaidOnce(string written, int times = 1) => Assert.Equal(times, Some.ProblemsOf(Some.Yaml(written)).Count);

    [Fact]
    public void Bind_Nothing_IsAsIfNotNamed()
    {
        var set = Some.Set(Some.Yaml("framework: , scaledShare: ~, allocation: null, targets: , seed: null"));
        Assert.Equal(Some.Set(Some.Yaml()).Portfolio, set.Portfolio);
    }

    [Fact]
    public void Bind_AListByStage_IsTheFourStages()
    {
        var listed = Some.Set(Some.Yaml(initiatives: "{id: a, delivery: {stageMonths: [1, {value: 2, source: x}, 3, 4]}}"));
        var named = Some.Set(Some.Yaml(initiatives: "{id: a, delivery: {stageMonths: {discovery: 1, development: {value: 2, source: x}, validation: 3, approval: 4}}}"));
        Assert.Equal(named.Portfolio, listed.Portfolio);
    }

    [Fact]
    public void Bind_ContractingAsANumber_IsTheFirstSubStage()
    {
        var set = Some.Set(Some.Yaml(
            initiatives: "{id: a, sites: {contracting: 4}}, {id: b, sites: {contracting: {value: 4, source: x}}}, {id: c, sites: {contracting: [1, 3]}}"));
        Assert.Equal(["4", "4", "1 3"], set.Portfolio.Initiatives.Select(each => string.Join(' ', each.Sites.Contracting.Select(number => number.Value))));
        Assert.Equal([4, 0, 0, 0], Some.Compiled(Some.Yaml(initiatives: "{id: a, sites: {eligible: 9, contracting: 4}}")).Model.Initiatives[0].Contracting);
    }

    [Fact]
    public void Bind_Provenance_StaysWithItsNumber()
    {
        var number = Some.Set(Some.Yaml("scaledShare: {uniform: {low: 0, high: 1}, source: \"a study: [1]\", grade: derived, owner: analyst, note: why, per: portfolio}")).Portfolio.ScaledShare;
        Assert.Equal(
            new Number { Uniform = new Uniform { Low = 0, High = 1 }, Source = "a study: [1]", Grade = Grade.Derived, Owner = "analyst", Note = "why", Per = Per.Portfolio },
            number);
    }

    /// <summary>Where something is written over several lines, its name is where to look.</summary>
    [Theory]
    [InlineData("months: 24", "months:\n    700", 4)]
    [InlineData("months: 24", "months: 24\n  framework:\n\n    strength:\n      uniform:\n        low: 0\n        high: 2", 7)]
    [InlineData("months: 24", "months: 24\n  budget:\n    monthly:\n    - month: 2020-04\n      amount: {value: 1}\n    - month: 2020-05\n      amount:\n        value: -1", 10)]
    [InlineData("months: 24", "months: 24\n  targets:\n  - id: t\n    sites: 1\n    by: 2020-04\n  - sites: 1\n    by: 2020-05", 9)]
    [InlineData("id: a\n", "id: a\n    delivery:\n      stageMonths:\n      - 1\n      - 2\n      - 999\n      - 4\n", 11)]
    [InlineData("eligible: 9", "eligible: 9\n      contracting:\n      - 1\n      - -2", 11)]
    [InlineData("eligible: 9", "eligible: 9\n      live: 10", 7)]
    public void Problem_InAFileOfLines_NamesTheLine(string before, string after, int line)
    {
        const string Block = "portfolio:\n  id: some\n  start: 2020-04\n  months: 24\n  initiatives:\n  - id: a\n    sites:\n      eligible: 9\n";
        Assert.Equal(line, Some.ProblemOf(Block.Replace(before, after)).Position!.Line);
    }
}
