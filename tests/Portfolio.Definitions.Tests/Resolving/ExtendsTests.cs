namespace Portfolio.Definitions.Tests.Resolving;

/// <summary>A scenario lies above the one it extends, and that above the plain portfolio.</summary>
public class ExtendsTests
{
    const string Chain =
        """
        {id: root, costPerMonth: 5, set: {framework.strength: 0.6, framework.gain: 0.1, levers: {community: {start: 0.5}}},
         events: [{id: cut, budget: {factor: 0.5}}, {id: reset, framework: {month: 2020-06, strength: 0.4}}, {id: stop, stopInitiative: {initiative: a, month: 2020-07}}]},
        {id: middle, extends: root, set: {framework.strength: 0.7, levers.community.gain: 0.2},
         events: [{id: more, budget: {factor: 0.9}}, {id: cut, budget: {factor: 0.3}}]},
        {id: leaf, extends: middle, costPerMonth: 7, remove: [stop], set: {framework.strength: 0.8}}
        """;

    static readonly string Yaml = Some.Yaml(scenarios: Chain.ReplaceLineEndings(" "));

    [Theory]
    [InlineData(null, 0.3, 0.02), InlineData("root", 0.6, 0.1), InlineData("middle", 0.7, 0.1), InlineData("leaf", 0.8, 0.1)]
    public void Set_InAChain_TheNearestCounts(string? scenario, double strength, double gain)
    {
        var compiled = Some.Compiled(Yaml, scenario);
        Assert.Equal((strength, gain), (compiled.Value("framework.strength"), compiled.Value("framework.gain")));
    }

    [Fact]
    public void Set_APartOfALever_LeavesTheOtherParts()
    {
        var leaf = Some.Compiled(Yaml, "leaf");
        Assert.Equal((0.5, 0.2, 0.01), (leaf.Value("levers.community.start"), leaf.Value("levers.community.gain"), leaf.Value("levers.community.decay")));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("root", "cut 0.5 scenarios/root, reset scenarios/root, stop scenarios/root")]
    [InlineData("middle", "cut 0.3 scenarios/middle, reset scenarios/root, stop scenarios/root, more 0.9 scenarios/middle")]
    [InlineData("leaf", "cut 0.3 scenarios/middle, reset scenarios/root, more 0.9 scenarios/middle")]
    public void Events_InAChain_AreInheritedReplacedAndRemoved(string? scenario, string expected)
    {
        var events = Some.Compiled(Yaml, scenario).Resolved.Events;
        Assert.Equal(expected, string.Join(", ", events.Select(each => $"{each.Event.Id} {(each.Event.Budget is { } budget ? $"{budget.Factor.Value} " : "")}{each.Document}")));
    }

    [Fact]
    public void Remove_ThenTheSameIdAgain_IsANewEvent()
    {
        var yaml = Some.Yaml(scenarios: "{id: r, events: [{id: e, budget: {factor: 0.5}}]}, {id: s, extends: r, remove: [e], events: [{id: e, budget: {factor: 0.2}}]}");
        Assert.Equal(0.2, Assert.Single(Some.Compiled(yaml, "s").Resolved.Events).Event.Budget.Factor.Value);
    }

    [Fact]
    public void Cost_OfEveryScenarioThatNamesOne_IsClaimed()
    {
        var leaf = Some.Compiled(Yaml, "leaf");
        Assert.Equal(["root", "leaf"], leaf.Resolved.Costs.Select(cost => cost.Scenario));
        Assert.Equal([5, 7], leaf.Model.ScenarioCosts.Select(index => leaf.Model.Parameters.At(0)[index]));
    }

    [Theory]
    [InlineData("{allocation: leversFirst}", Model.Funding.AllocationPolicy.LeversFirst, "a")]
    [InlineData("{ranks: [levers, a]}", Model.Funding.AllocationPolicy.Ranked, "levers, a")]
    [InlineData("{allocation: scalingFirst, ranks: [levers]}", Model.Funding.AllocationPolicy.ScalingFirst, "levers")]
    [InlineData("{}", Model.Funding.AllocationPolicy.Ranked, "a")]
    public void Policy_OfAScenario_ChangesWhatItNames(string policy, Model.Funding.AllocationPolicy expected, string ranks)
    {
        var compiled = Some.Compiled(Some.Yaml("allocation: {policy: ranked, ranks: [a], evidenceBar: 0.2}", scenarios: $"{{id: s, policy: {policy}}}"), "s");
        Assert.Equal(expected, compiled.Model.Allocation.Policy);
        Assert.Equal(ranks, string.Join(", ", compiled.Resolved.Portfolio.Allocation.Ranks));
        Assert.Equal(0.2, compiled.Value("allocation.evidenceBar"));
    }

    [Fact]
    public void Declaration_OfANumber_NamesWhereItWasWritten()
    {
        var resolved = Some.Compiled(Some.Yaml(
            "defaults: {sites: {eligible: 9}, adoption: {p: 0.02}}, scaledShare: 0.4",
            "{id: g, count: 2, adoption: {q: 0.3}}",
            "{id: r, set: {defaults.adoption.p: 0.03, framework: {strength: 0.4}}}, {id: s, extends: r, costPerMonth: 3, set: {initiatives.g-002.adoption: {pushRate: 0.1}}}"), "s").Resolved;
        var copy = resolved.Portfolio.Initiatives[1];
        Assert.Equal(new("defaults.adoption.p", "scenarios/r"), resolved.DeclarationOf(copy.Adoption.P));
        Assert.Equal(new("initiatives.g.adoption.q", "portfolio"), resolved.DeclarationOf(copy.Adoption.Q));
        Assert.Equal(new("initiatives.g-002.adoption.pushRate", "scenarios/s"), resolved.DeclarationOf(copy.Adoption.PushRate));
        Assert.Equal(new("defaults.sites.eligible", "portfolio"), resolved.DeclarationOf(copy.Sites.Eligible));
        Assert.Equal(new("scaledShare", "portfolio"), resolved.DeclarationOf(resolved.Portfolio.ScaledShare));
        Assert.Equal(new("framework.strength", "scenarios/r"), resolved.DeclarationOf(resolved.Portfolio.Framework.Strength));
        Assert.Equal(new("scenarios.s.costPerMonth", "scenarios/s"), resolved.DeclarationOf(resolved.Costs[0].Cost));
        Assert.Equal(new("", "default"), resolved.DeclarationOf(copy.Adoption.SiteVariance));
    }

    [Fact]
    public void Declaration_OfANumberInAList_NamesItsItem()
    {
        var resolved = Some.Compiled(Some.Yaml(
            "budget: {annual: [{fiscalYear: 2020, amount: 5}]}, targets: [{id: half, sites: 4, by: 2020-05}]",
            "{id: a, sites: {eligible: 9, contracting: [1, 2]}}",
            "{id: s, set: {budget.annual.2020.amount: 6}, events: [{id: cut, budget: {factor: 0.5}}]}"), "s").Resolved;
        Assert.Equal(new("budget.annual.2020.amount", "scenarios/s"), resolved.DeclarationOf(resolved.Portfolio.Budget.Annual[0].Amount));
        Assert.Equal(new("targets.half.sites", "portfolio"), resolved.DeclarationOf(resolved.Portfolio.Targets[0].Sites));
        Assert.Equal(new("initiatives.a.sites.contracting.1", "portfolio"), resolved.DeclarationOf(resolved.Portfolio.Initiatives[0].Sites.Contracting[1]));
        Assert.Equal(new("events.cut.budget.factor", "scenarios/s"), resolved.DeclarationOf(resolved.Events[0].Event.Budget.Factor));
    }

    [Fact]
    public void Resolve_LeavesTheDefinitionAsItWas()
    {
        var set = Some.Set(Yaml);
        var before = new DefinitionSet(set.Portfolio.Clone(), [.. set.Scenarios.Select(scenario => scenario.Clone())]);
        Assert.NotNull(Definitions.Compiling.Compiler.Compile(set, "leaf", new(), new Problems()));
        Assert.Equal(before.Portfolio, set.Portfolio);
        Assert.Equal(before.Scenarios, set.Scenarios);
    }

    [Theory]
    [InlineData("{id: s, extends: s}", "extends: \"s\" makes a circle: s → s")]
    [InlineData("{id: r, extends: s}, {id: s, extends: r}", "extends: \"r\" makes a circle: r → s → r", "extends: \"s\" makes a circle: s → r → s")]
    [InlineData("{id: z, extends: r}, {id: r, extends: s}, {id: s, extends: r}", "extends: \"r\" makes a circle: r → s → r", "extends: \"s\" makes a circle: s → r → s")]
    [InlineData("{id: base}, {id: s, extends: bsae}", "extends: there is no scenario \"bsae\"; did you mean \"base\"?")]
    [InlineData("{id: s, remove: [cut]}", "remove: there is no inherited event \"cut\"")]
    [InlineData("{id: r, events: [{id: cut, budget: {factor: 1}}]}, {id: s, extends: r, remove: [cuts]}", "remove: there is no inherited event \"cuts\"; did you mean \"cut\"?")]
    [InlineData("{id: s, events: [{id: e, budget: {factor: 1}}, {id: e, budget: {factor: 2}}]}", "events.e: two events have this id")]
    [InlineData("{id: s}, {id: s}", "id: two scenarios have the id \"s\"")]
    [InlineData("{description: nameless}", "id: is required")]
    public void Check_AChainThatCannotBe_IsRefused(string scenarios, params string[] expected)
    {
        var problems = Some.ProblemsOf(Some.Yaml(scenarios: scenarios));
        Assert.Equal(expected.Order(), problems.Select(problem => $"{problem.Path}: {problem.Text}").Order());
        Assert.All(problems, problem => Assert.Equal(new Position(Some.File, 5), problem.Position));
    }

    [Fact]
    public void Compile_UnknownScenario_NamesTheNearest()
    {
        var problems = new Problems();
        Assert.Null(Definitions.Compiling.Compiler.Compile(Some.Set(Yaml), "midle", new(), problems));
        Assert.Equal("scenarios/midle: there is no scenario \"midle\"; did you mean \"middle\"?", Assert.Single(problems.Found).ToString());
    }
}
