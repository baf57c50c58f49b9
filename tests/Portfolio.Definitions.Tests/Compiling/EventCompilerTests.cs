using Portfolio.Model.Events;
using Portfolio.Model.Parameters;

namespace Portfolio.Definitions.Tests.Compiling;

public class EventCompilerTests
{
    const string Two = "{id: a, sites: {eligible: 9}}, {id: b, sites: {eligible: 9}}";

    [Theory]
    [InlineData("", 0, 24), InlineData("from: 2020-06, ", 2, 24), InlineData("to: 2020-06, ", 0, 2)]
    [InlineData("from: 2020-06, to: 2020-07, ", 2, 3), InlineData("from: 2022-03, to: 2099-01, ", 23, 24)]
    public void Span_FromIncludedToNot_IsInMonthsFromTheStart(string written, int from, int to)
    {
        var (happening, values) = Only<BudgetChange>($"budget: {{{written}factor: 0.5}}");
        Assert.Equal((from, to, null), (happening.When.From, happening.When.To, happening.When.YearlyProbability));
        Assert.Equal(0.5, values[happening.Factor]);
    }

    [Fact]
    public void LeaderDeparts_Posts_AreTheProgrammesAndInitiatives()
    {
        var (happening, _) = Only<LeaderChange>("leaderDeparts: {posts: [programme, b], month: 2020-09}");
        Assert.Equal((5, 6, false, true), (happening.When.From, happening.When.To, happening.Arrives, happening.Programme));
        Assert.Equal([1], happening.Initiatives);
    }

    [Fact]
    public void LeaderArrives_OnePost_IsThat()
    {
        var (happening, _) = Only<LeaderChange>("leaderArrives: {posts: [a], month: 2020-09}");
        Assert.True(happening is { Arrives: true, Programme: false });
        Assert.Equal([0], happening.Initiatives);
    }

    [Fact]
    public void Turnover_Factor_IsLaidOut()
    {
        var (happening, values) = Only<TurnoverChange>("turnover: {posts: [programme, a], to: 2020-06, factor: 2}");
        Assert.Equal((2, true, 2.0), (happening.When.To, happening.Programme, values[happening.Factor]));
    }

    [Fact]
    public void Framework_Strength_IsLaidOut()
    {
        var (happening, values) = Only<FrameworkChange>("framework: {month: 2020-06, strength: 0.4}");
        Assert.Equal((2, 0.4), (happening.When.From, values[happening.Strength]));
    }

    [Theory]
    [InlineData("capability", Lever.Capability), InlineData("community", Lever.Community), InlineData("infrastructure", Lever.Infrastructure)]
    [InlineData("implementation", Lever.Implementation), InlineData("regulation", Lever.Regulation)]
    public void Lever_FactorOrAmount_IsLaidOut(string name, Lever lever)
    {
        var (factor, values) = Only<LeverChange>($"lever: {{lever: {name}, factor: 0.5}}");
        Assert.Equal((lever, 0.5, null), (factor.Lever, values[factor.Factor!.Value], factor.PlannedSpend));
        (var amount, values) = Only<LeverChange>($"lever: {{lever: {name}, plannedSpendPerMonth: 700}}");
        Assert.Equal((lever, 700.0, null), (amount.Lever, values[amount.PlannedSpend!.Value], amount.Factor));
    }

    [Fact]
    public void OpennessAndProcurement_OfSome_AreThose()
    {
        Assert.Equal([1], Only<OpennessChange>("openness: {initiatives: [b], factor: 0}").Happening.Initiatives);
        Assert.Equal([0, 1], Only<ProcurementChange>("procurement: {initiatives: [b, a], factor: 2}").Happening.Initiatives);
    }

    [Fact]
    public void CommitSites_Count_IsLaidOut()
    {
        var (happening, values) = Only<SitesCommitted>("commitSites: {initiative: b, month: 2020-04, count: 3}");
        Assert.Equal((0, 3.0), (happening.When.From, values[happening.Count]));
    }

    [Theory]
    [InlineData("capability", Claimant.Capability), InlineData("community", Claimant.Community), InlineData("infrastructure", Claimant.Infrastructure)]
    [InlineData("implementation", Claimant.Implementation), InlineData("regulation", Claimant.Regulation)]
    [InlineData("framework", Claimant.Framework), InlineData("portfolio", Claimant.Portfolio)]
    public void Grant_WordOfItsOwn_IsThatClaimant(string name, Claimant claimant)
    {
        var (happening, values) = Only<MoneyGranted>($"grant: {{claimant: {name}, from: 2020-06, to: 2020-09, amount: 700}}");
        Assert.Equal((claimant, 2, 5, 700.0), (happening.Claimant, happening.When.From, happening.When.To, values[happening.Amount]));
        Assert.Empty(happening.Initiatives);
    }

    [Fact]
    public void Grant_InitiativeAndAmountBelowZero_AreLaidOut()
    {
        var (happening, values) = Only<MoneyGranted>("grant: {claimant: b, amount: -1e12}");
        Assert.Equal((Claimant.Initiatives, 0, 24, -1e12), (happening.Claimant, happening.When.From, happening.When.To, values[happening.Amount]));
        Assert.Equal([1], happening.Initiatives);
    }

    [Fact]
    public void Grant_DrawnAmount_IsOneOfItsDistribution()
    {
        var (happening, values) = Only<MoneyGranted>("grant: {claimant: a, amount: {uniform: {low: -5, high: 5}}}, yearlyProbability: 0.5, months: 7");
        Assert.InRange(values[happening.Amount], -5, 5);
        Assert.Equal(7, happening.When.DrawnMonths);
    }

    [Fact]
    public void Grant_InitiativeCalledLikeALever_IsRefused()
    {
        const string initiatives = "{id: regulation, sites: {eligible: 9}}";
        var problem = Some.ProblemOf(Some.Yaml(initiatives: initiatives, scenarios: "{id: s, events: [{id: e, grant: {claimant: regulation, amount: 1}}]}"));
        Assert.Equal(
            "test.yaml:5: events.e.grant.claimant: \"regulation\" is an initiative's id and a word of its own; give the initiative another id", problem.ToString());
    }

    [Fact]
    public void StartStopAndIncident_OfAnInitiative_AreInTheirMonth()
    {
        Assert.Equal(3, Only<InitiativeStart>("startInitiative: {initiative: b, month: 2020-07}").Happening.When.From);
        Assert.Equal(4, Only<InitiativeStop>("stopInitiative: {initiative: b, month: 2020-08}").Happening.When.From);
        Assert.Equal([1], Only<IncidentStart>("incident: {initiative: b, month: 2020-08}").Happening.Initiatives);
    }

    [Fact]
    public void YearlyProbability_OfASpan_IsDrawnWithinItAndLasts12Months()
    {
        var (happening, values) = Only<BudgetChange>("budget: {from: 2020-06, to: 2021-06, factor: 0.5}, yearlyProbability: 0.3");
        Assert.Equal((2, 14, 12), (happening.When.From, happening.When.To, happening.When.DrawnMonths));
        Assert.Equal(0.3, values[happening.When.YearlyProbability!.Value]);
    }

    [Fact]
    public void YearlyProbability_OfAMonth_IsDrawnOverTheHorizon()
    {
        var (happening, _) = Only<IncidentStart>("incident: {initiative: a}, yearlyProbability: 0.3");
        Assert.Equal((0, 24), (happening.When.From, happening.When.To));
    }

    [Fact]
    public void Months_OfADrawnEvent_AreItsLength() =>
        Assert.Equal(5, Only<BudgetChange>("budget: {factor: 0.5}, yearlyProbability: 0.3, months: 5").Happening.When.DrawnMonths);

    [Theory]
    [InlineData("budget: {from: 2021-01, to: 2020-06, factor: 1}", "budget.to: 2020-06 is not after from (2021-01); the span is from ≤ month < to")]
    [InlineData("budget: {from: 2021-01, to: 2021-01, factor: 1}", "budget.to: 2021-01 is not after from (2021-01); the span is from ≤ month < to")]
    [InlineData("budget: {to: 2020-04, factor: 1}", "budget.to: 2020-04 is not after from (2020-04); the span is from ≤ month < to")]
    [InlineData("budget: {from: 2020-03, factor: 1}", "budget.from: 2020-03 lies outside the portfolio's months; allowed: 2020-04 to 2022-03")]
    [InlineData("budget: {from: 2022-04, factor: 1}", "budget.from: 2022-04 lies outside the portfolio's months; allowed: 2020-04 to 2022-03")]
    [InlineData("budget: {from: spring, factor: 1}", "budget.from: \"spring\" is not a month; allowed: yyyy-MM, such as 2022-04")]
    [InlineData("budget: {}", "budget.factor: is required; allowed: 0 to 1000, factor")]
    [InlineData("budget: {factor: -1}", "budget.factor: -1 is not allowed; allowed: 0 to 1000, factor")]
    [InlineData("budget: {factor: 1, month: 2020-05}", "budget.month: unknown name; known: factor, from, to")]
    [InlineData("framework: {month: 2020-05, strength: 1.5}", "framework.strength: 1.5 is not allowed; allowed: 0 to 1")]
    [InlineData("framework: {strength: 0.5}", "framework.month: is required (or give the event a yearlyProbability); allowed: 2020-04 to 2022-03")]
    [InlineData("framework: {month: 2020-05, strength: 0.5}, yearlyProbability: 0.1", "framework.month: goes not with yearlyProbability: the year that is drawn decides")]
    [InlineData("framework: {month: 2020-05, strength: 0.5}, months: 3", "months: goes only with yearlyProbability")]
    [InlineData("incident: {initiative: a}, yearlyProbability: 1.5", "yearlyProbability: 1.5 is not allowed; allowed: 0 to 1, probability a year")]
    [InlineData("incident: {initiative: c, month: 2020-05}", "incident.initiative: there is no initiative \"c\"; did you mean \"a\"?")]
    [InlineData("incident: {month: 2020-05}", "incident.initiative: is required")]
    [InlineData("incident: {initiative: programme, month: 2020-05}", "incident.initiative: there is no initiative \"programme\"; known: a, b")]
    [InlineData("leaderDeparts: {posts: [a, programe], month: 2020-05}", "leaderDeparts.posts: there is no initiative \"programe\"; did you mean \"programme\"?")]
    [InlineData("leaderDeparts: {month: 2020-05}", "leaderDeparts.posts: is required")]
    [InlineData("leaderDeparts: {posts: [], month: 2020-05}", "leaderDeparts.posts: is required")]
    [InlineData("openness: {initiatives: [a, x], factor: 1}", "openness.initiatives: there is no initiative \"x\"; did you mean \"a\"?")]
    [InlineData("lever: {lever: regulation}", "lever: needs either factor or plannedSpendPerMonth")]
    [InlineData("lever: {lever: regulation, factor: 1, plannedSpendPerMonth: 2}", "lever: needs either factor or plannedSpendPerMonth")]
    [InlineData("lever: {lever: regulation, factor: -1}", "lever.factor: -1 is not allowed; allowed: 0 to 1000, factor")]
    [InlineData("lever: {factor: 1}", "lever.lever: is required; known: capability, community, implementation, infrastructure, regulation")]
    [InlineData("commitSites: {initiative: a, month: 2020-05, count: 1.5}", "commitSites.count: 1.5 is not allowed; allowed: a whole number, 0 to 100000, sites")]
    [InlineData("grant: {claimant: regulaton, amount: 1}", "grant.claimant: there is no claimant \"regulaton\"; did you mean \"regulation\"?")]
    [InlineData("grant: {claimant: c, amount: 1}", "grant.claimant: there is no claimant \"c\"; did you mean \"a\"?")]
    [InlineData("grant: {claimant: initiatives, amount: 1}",
        "grant.claimant: there is no claimant \"initiatives\"; known: a, b, capability, community, framework, implementation, infrastructure, portfolio, regulation")]
    [InlineData("grant: {amount: 1}", "grant.claimant: is required")]
    [InlineData("grant: {claimant: a}", "grant.amount: is required; allowed: -1000000000000 to 1000000000000, pounds")]
    [InlineData("grant: {claimant: a, amount: 0}", "grant.amount: 0 grants nothing; allowed: pounds above 0, or below 0 to take them back")]
    [InlineData("grant: {claimant: a, amount: 2e12}", "grant.amount: 2000000000000 is not allowed; allowed: -1000000000000 to 1000000000000, pounds")]
    [InlineData("grant: {claimant: a, from: 2020-03, amount: 1}", "grant.from: 2020-03 lies outside the portfolio's months; allowed: 2020-04 to 2022-03")]
    [InlineData("grant: {claimant: a, to: 2020-03, amount: 1}", "grant.to: 2020-03 is not after from (2020-04); the span is from ≤ month < to")]
    [InlineData("grant: {claimant: a, amount: 1}, months: 3", "months: goes only with yearlyProbability")]
    [InlineData("budget: {factor: 1}, openness: {factor: 1}", "openness: goes not with \"budget\"; only one of them may be given")]
    public void Compile_AnEventThatCannotBe_IsRefused(string written, string expected)
    {
        var problem = Some.ProblemOf(Some.Yaml(initiatives: Two, scenarios: $"{{id: s, events: [{{id: e, {written}}}]}}"));
        Assert.Equal($"test.yaml:5: events.e.{expected}", problem.ToString());
    }

    [Theory]
    [InlineData(
        "{id: e, note: nothing}",
        "events.e: says nothing that happens; allowed: one of budget, leaderDeparts, leaderArrives, turnover, framework, lever, openness, procurement, "
            + "commitSites, startInitiative, stopInitiative, incident, grant")]
    [InlineData("{id: e, bugdet: {factor: 1}}", "events.e.bugdet: unknown name; did you mean \"budget\"?")]
    [InlineData("{budget: {factor: 1}}", "events.0.id: is required")]
    [InlineData("{id: \"e e\", budget: {factor: 1}}", "events.e e.id: \"e e\" is not an id; allowed: letters, digits, hyphens and underscores, at most 63")]
    public void Compile_NoEvent_IsRefused(string written, string expected) =>
        Assert.StartsWith($"test.yaml:5: {expected}", Some.ProblemsOf(Some.Yaml(scenarios: $"{{id: s, events: [{written}]}}"))[0].ToString(), StringComparison.Ordinal);

    static (T Happening, ParameterSet Values) Only<T>(string written)
        where T : ModelEvent
    {
        var model = Some.Compiled(Some.Yaml(initiatives: Two, scenarios: $"{{id: s, events: [{{id: e, {written}}}]}}"), "s").Model;
        Assert.Equal("e", model.Events[0].When.Id);
        return (Assert.IsType<T>(Assert.Single(model.Events)), model.Parameters.At(0));
    }
}
