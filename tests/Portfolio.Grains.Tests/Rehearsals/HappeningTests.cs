using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Tests.Rehearsals;

/// <summary>What happened in a month, with its cause and in words.</summary>
public sealed class HappeningTests(SharedCluster shared)
{
    [Fact]
    public async Task Month_AfterInterventions_TellsWhatTheyBrought()
    {
        var rehearsal = await shared.Cluster.Rehearse();
        await rehearsal.Intervene(new Event { LeaderDeparts = new Posts { Posts_ = { "scan" } } });
        await rehearsal.Intervene(new Event { Id = "enough", StopInitiative = new InitiativeMonth { Initiative = "read" } });
        await rehearsal.Step(1);
        var month = Assert.Single(await rehearsal.ReadMonths());
        var texts = month.Happenings.Select(happening => happening.Text).ToList();
        Assert.Equal(["intervention 1 takes effect: intervention-1, leaderDeparts", "intervention 2 takes effect: enough, stopInitiative"], texts.Take(2));
        Assert.Contains("scan: leader left after 1 month (intervention 1, intervention-1)", texts);
        var stopped = month.Happenings.Single(happening => happening.Stopped is not null);
        Assert.Equal("read: stopped in validation: cancelled (intervention 2, enough)", stopped.Text);
        Assert.Equal(("initiatives/read", 0, new Cause { Kind = Cause.Types.Kind.Event, Event = "enough", Intervention = 2 }), (stopped.Subject, stopped.Month, stopped.Cause));
    }

    [Fact]
    public async Task Months_OfAFuture_AccountForEverySiteAndLeader()
    {
        var rehearsal = await shared.Cluster.Rehearse();
        await rehearsal.Step(600);
        var months = await rehearsal.ReadMonths();
        var told = months.SelectMany(month => month.Happenings).Where(happening => happening.Subject == "initiatives/scan").ToList();
        var (moves, end) = (told.Select(happening => happening.Sites).OfType<SitesMoved>().ToList(), months[^1].Initiatives[0]);
        Assert.Equal(11 - end.Undecided, moves.Sum(move => move.Decided));
        Assert.Equal(end.Live + end.Abandoned - 1, moves.Sum(move => move.WentLive));
        Assert.Equal(end.Implementing, moves.Sum(move => move.Signed - move.WentLive));
        Assert.Equal(end.Post.Leader, told.Count(happening => happening.VacancyFilled is not null));
        Assert.Contains(told, happening => happening.LeaderLeft is not null);
    }

    [Fact]
    public async Task Months_WithoutEnoughMoney_TellOfStarvationAndItsEnd()
    {
        var rehearsal = await shared.Cluster.Rehearse();
        await rehearsal.Intervene(Played.Cut(0));
        await rehearsal.Step(600);
        var told = (await rehearsal.ReadMonths()).SelectMany(month => month.Happenings).Where(happening => happening.Subject == "initiatives/plan").ToList();
        Assert.Equal("plan: starved, 0 % of its need; month 1 of 12", told.First(happening => happening.Starved is not null).Text);
        var stopped = told.Single(happening => happening.Stopped is not null);
        Assert.Equal((11, "plan: stopped in discovery: unfunded", Cause.Types.Kind.Money), (stopped.Month, stopped.Text, stopped.Cause.Kind));
    }
}
