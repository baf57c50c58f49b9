using Portfolio.Contracts.V1;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Rehearsals;

/// <summary>Months of a future as messages: the same whether actors have lived them or the kernel lives them again.</summary>
static class RehearsedMonths
{
    /// <summary>Where everybody stands before the first month.</summary>
    public static RehearsedMonth Beginning(CompiledRehearsal plan) => Standings(plan, plan.Begin(), month: -1);

    /// <summary>The first months, lived again by the kernel.</summary>
    public static List<RehearsedMonth> Again(CompiledRehearsal plan, int count)
    {
        var months = new List<RehearsedMonth>(count);
        var future = plan.Begin();
        var before = Standings(plan, future, month: -1);
        while (months.Count < count)
        {
            future.Step();
            before = Told(plan, before, Standings(plan, future, months.Count));
            months.Add(before);
        }

        return months;
    }

    /// <summary>A month that actors have lived.</summary>
    /// <param name="plan">What they live through.</param>
    /// <param name="before">The month before.</param>
    /// <param name="programme">Where the programme stands.</param>
    /// <param name="initiatives">Where the initiatives stand, in the portfolio's order.</param>
    public static RehearsedMonth Of(CompiledRehearsal plan, RehearsedMonth before, RehearsedProgramme programme, IEnumerable<RehearsedInitiative> initiatives)
    {
        var month = new RehearsedMonth { Month = before.Month + 1, Programme = programme, Initiatives = { initiatives } };
        var npv = new NetPresentValue(before.Npv);
        npv.Spend(programme.OwnReceived, plan.Discount(month.Month).Money);
        foreach (var initiative in month.Initiatives)
            npv.Add(initiative.DiscountedBenefit, initiative.DiscountedCost);
        month.Npv = npv.Value;
        return Told(plan, before, month);
    }

    static RehearsedMonth Standings(CompiledRehearsal plan, PortfolioFuture future, int month) => new()
    {
        Month = month,
        Programme = Standing.Of(future.Programme),
        Initiatives = { future.Initiatives.Zip(plan.Model.Initiatives, (it, model) => Standing.Of(model, it)) },
        Npv = future.Npv,
    };

    static RehearsedMonth Told(CompiledRehearsal plan, RehearsedMonth before, RehearsedMonth month)
    {
        month.CalendarMonth = (plan.Model.Start + month.Month).ToString();
        month.Happenings.AddRange(new MonthStory(plan, before, month).Happenings());
        return month;
    }
}
