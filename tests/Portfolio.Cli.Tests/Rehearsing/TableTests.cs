using Portfolio.Contracts.V1;
using static Portfolio.Cli.Tests.Rehearsing.SomeRehearsal;

namespace Portfolio.Cli.Tests.Rehearsing;

public class TableTests
{
    [Fact]
    public void Take_Months_LiesOneBehindTheOther()
    {
        var table = Table();
        Assert.Equal(["2022-01  stroke-triage: leader left after 19 months"], table.Take(Month(0, 1)));
        table.Take(Month(1, 2));
        Assert.Equal((2, "2022-03", 2L, false), (table.Months.Count, table.Next.ToString(), table.Sequence, table.IsOver));
    }

    [Fact]
    public void Take_WentBack_LaysMonthsAside()
    {
        var table = Table();
        for (var month = 0; month < 5; month++)
            table.Take(Month(month, month + 1));
        Assert.Equal(["2022-03  pat: back here; 2 interventions taken back"], table.Take(Back(2, 6, 1, 2)));
        Assert.Equal((2, "2022-03"), (table.Months.Count, table.Next.ToString()));
    }

    [Fact]
    public void Take_MonthAfterAReturnThatWasMissed_ReplacesWhatLaidThere()
    {
        var table = Table();
        for (var month = 0; month < 5; month++)
            table.Take(Month(month, month + 1));
        table.Take(Month(3, 9));
        Assert.Equal(4, table.Months.Count);
    }

    [Fact]
    public void Take_Intervention_IsTold()
    {
        var intervention = new Intervention
        {
            Month = 0,
            Author = "pat",
            Event = new Event { Id = "intervention-1", Budget = new BudgetFactor { From = "2022-01", Factor = new Number { Value = 0.6 } } },
        };
        Assert.Equal(["2022-01  pat: intervention-1: budget from 2022-01 factor 0.6"], Table().Take(new RehearsalFrame { Sequence = 1, Intervention = intervention }));
    }

    [Fact]
    public void Take_PaceAndDeletion_ChangeHowItStands()
    {
        var table = Table();
        table.Take(new RehearsalFrame { Sequence = 1, Pace = new PaceChange { MonthsPerSecond = 4 } });
        Assert.Equal(4, table.Pace);
        table.Take(new RehearsalFrame { Sequence = 2, Deleted = new RehearsalDeleted() });
        Assert.True(table.IsDeleted);
    }
}
