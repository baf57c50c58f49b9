using Portfolio.Contracts.V1;
using Portfolio.Grains.Rehearsals;

namespace Portfolio.Grains.Tests.Rehearsals;

/// <summary>Interventions, going back, branches: the future is a function of the interventions, whatever the way there was.</summary>
public sealed class InterventionTests(SharedCluster shared)
{
    [Fact]
    public async Task Intervene_AtAMonth_IsTheKernelsReplicationUnderTheEventsAsAScenario()
    {
        var rehearsal = await shared.Cluster.Rehearse();
        await PlayWithCuts(rehearsal);
        var plan = await rehearsal.ReadPlan(0);
        Assert.Equal(["less"], Some.Plan().Scenarios[0].Events.Select(each => each.Id));
        Assert.Equal("2020-10", plan.Plan.Scenarios[0].Events[0].Budget.From);
        Assert.Equal(TraceRows.Of(plan.Plan, 3), TraceRows.Of(await rehearsal.ReadMonths()));
        Assert.NotEqual(TraceRows.Of(Some.Plan(), 3), TraceRows.Of(await rehearsal.ReadMonths()));
    }

    [Fact]
    public async Task Back_ThenTheSameInterventions_IsTheSameFuture()
    {
        var rehearsal = await shared.Cluster.Rehearse();
        await PlayWithCuts(rehearsal);
        var months = await rehearsal.ReadMonths();
        await rehearsal.GoBack(0);
        await PlayWithCuts(rehearsal);
        Assert.Equal(TraceRows.Of(months), TraceRows.Of(await rehearsal.ReadMonths()));
    }

    [Fact]
    public async Task Back_KeepingInterventions_IsTheSameFutureToTheLastByte()
    {
        var rehearsal = await shared.Cluster.Rehearse();
        await PlayWithCuts(rehearsal);
        var months = await rehearsal.ReadMonths();
        await rehearsal.GoBack(4, keepInterventions: true);
        Assert.Equal(months.Take(4), await rehearsal.ReadMonths());
        await rehearsal.Step(600);
        Assert.Equal(months, await rehearsal.ReadMonths());
    }

    [Fact]
    public async Task Back_WithoutKeeping_TakesBackWhatWasDoneFromThereOn()
    {
        var rehearsal = await shared.Cluster.Rehearse();
        await PlayWithCuts(rehearsal);
        await rehearsal.GoBack(8);
        await rehearsal.Step(600);
        Assert.Equal([false, true], (await rehearsal.Read()).Interventions.Select(each => each.UndoTime is not null));
        var other = await shared.Cluster.Rehearse();
        await other.Step(6);
        await other.Intervene(Played.Cut());
        await other.Step(600);
        Assert.Equal(TraceRows.Of(await other.ReadMonths()), TraceRows.Of(await rehearsal.ReadMonths()));
    }

    [Fact]
    public async Task Branch_PlayedOtherwise_LeavesTheOriginalAsItWas()
    {
        var rehearsal = await shared.Cluster.Rehearse();
        await PlayWithCuts(rehearsal);
        var months = await rehearsal.ReadMonths();
        var made = await rehearsal.Give(command => command.Branch = new BranchCommand { Month = 8, Description = "otherwise" });
        var branch = shared.Cluster.Grains.GetGrain<IRehearsalGrain>(made.Branch);
        Assert.Equal(months.Take(8), await branch.ReadMonths());
        await branch.Intervene(Played.Cut(3));
        await branch.Step(600);
        Assert.NotEqual(TraceRows.Of(months), TraceRows.Of(await branch.ReadMonths()));
        Assert.Equal(months, await rehearsal.ReadMonths());
        Assert.Equal(new BranchOrigin { Rehearsal = (await rehearsal.Read()).Name, Month = 8 }, (await branch.Read()).Origin);
    }

    [Fact]
    public async Task Apply_TheSameCommandTwice_AppliesItOnce()
    {
        var rehearsal = await shared.Cluster.Rehearse();
        var command = new RehearsalCommand { Id = "once", Step = new StepCommand { Months = 5 } };
        var first = await rehearsal.Apply(command);
        await rehearsal.Step(1);
        Assert.Equal(first, await rehearsal.Apply(command));
        Assert.Equal(6, (await rehearsal.Read()).Month);
    }

    [Fact]
    public async Task Intervene_Impossible_NamesPathValueAndWhatIsAllowed()
    {
        var rehearsal = await shared.Cluster.Rehearse();
        await rehearsal.Step(6);
        await Refuses(rehearsal, new Event { StopInitiative = new InitiativeMonth { Initiative = "scam" } }, "intervene.event.stopInitiative.initiative", "there is no initiative \"scam\"; did you mean \"scan\"");
        await Refuses(rehearsal, new Event { Budget = new BudgetFactor { From = "2020-08", Factor = new Number { Value = 1 } } }, "intervene.event.budget.from", "2020-08 is over; allowed: 2020-10 and later");
        await Refuses(rehearsal, Played.Cut(-1), "intervene.event.budget.factor", "-1 is not allowed; allowed: 0 to 1000");
        await Refuses(rehearsal, new Event { Id = "less", Incident = new InitiativeMonth { Initiative = "scan" } }, "intervene.event.id", "another one than less");
        await Refuses(rehearsal, new Event { StartInitiative = new InitiativeMonth { Initiative = "scan" } }, "intervene.event.start_initiative.initiative", "has begun already");
        await Refuses(rehearsal, new Event { YearlyProbability = new Number { Value = 0.5 }, Incident = new InitiativeMonth { Initiative = "scan" } }, "intervene.event.yearly_probability", "for certain");
        await Refuses(rehearsal, new Event(), "intervene.event", "says nothing that happens");
        Assert.Empty((await rehearsal.Read()).Interventions);
    }

    static async Task PlayWithCuts(IRehearsalGrain rehearsal)
    {
        await rehearsal.Step(6);
        await rehearsal.Intervene(Played.Cut());
        await rehearsal.Step(6);
        await rehearsal.Intervene(new Event { StopInitiative = new InitiativeMonth { Initiative = "read" } }, "bob");
        await rehearsal.Step(600);
    }

    static async Task Refuses(IRehearsalGrain rehearsal, Event happening, string field, string text)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => rehearsal.Intervene(happening));
        var problem = Assert.Single(refused.Problems);
        Assert.Equal(field, problem.Field);
        Assert.Contains(text, problem.Text, StringComparison.Ordinal);
    }
}
