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
            new Span<T>(openness, vectors).Fill(T.Of(own.Openness(month)));
            new Span<T>(procurement, vectors).Fill(T.Of(own.Procurement(month)));
            new Span<T>(turnover, vectors).Fill(T.Of(own.Turnover(month)));
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
