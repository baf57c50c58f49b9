using System.Runtime.CompilerServices;

namespace Portfolio.Model.Blocks;

/// <summary>What the scenario's events say of an initiative in a month.</summary>
sealed unsafe partial class Block<T>
{
    readonly T* openness;
    readonly T* procurement;
    readonly T* turnover;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void LoadCalendar(MemberPlan member, int month)
    {
        if (plan.SharedCalendar is { } shared)
        {
            var own = shared.Initiative(member.Index);
            LayInAll(openness, own.Openness(month));
            LayInAll(procurement, own.Procurement(month));
            LayInAll(turnover, own.Turnover(month));
            return;
        }

        for (var lane = 0; lane < lanes; lane++)
        {
            var own = calendars[lane].Initiative(member.Index);
            ((double*)openness)[lane] = own.Openness(month);
            ((double*)procurement)[lane] = own.Procurement(month);
            ((double*)turnover)[lane] = own.Turnover(month);
        }
    }
}
