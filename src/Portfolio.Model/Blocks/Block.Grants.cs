using System.Runtime.CompilerServices;
using Portfolio.Model.Events;
using Portfolio.Model.Funding;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Blocks;

/// <summary>Purses of grants, looked at only where the scenario has some: of initiatives, and of the programme's own claimants.</summary>
sealed unsafe partial class Block<T>
{
    const int OwnClaimants = (int)Claimant.Framework + 1;

    readonly T* purses;
    readonly T* ownPurses;

    void BeginGrants()
    {
        new Span<T>(purses, count * vectors).Clear();
        new Span<T>(ownPurses, OwnClaimants * vectors).Clear();
    }

    /// <summary>This month's grants to an initiative come in.</summary>
    void FillPurse(int i, int month)
    {
        for (var lane = 0; lane < lanes; lane++)
            ((double*)(purses + i * vectors))[lane] += calendars[lane].Initiative(i).Grant(month);
    }

    /// <summary>This month's grants to levers and framework come in.</summary>
    void FillOwnPurses(int month)
    {
        for (var claimant = 0; claimant < OwnClaimants; claimant++)
        {
            for (var lane = 0; lane < lanes; lane++)
                ((double*)(ownPurses + claimant * vectors))[lane] += calendars[lane].Grant((Claimant)claimant, month);
        }
    }

    /// <summary>What a lever or the framework needs: its planned spend, and all that its grants bring it, as it can always spend.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    T OwnNeed(T claim, Claimant claimant, int v) =>
        plan.HasOwnGrants ? claim + Elementary.Max(T.Of(0), ownPurses[(int)claimant * vectors + v]) : claim;

    /// <summary>What a lever or the framework receives, its grants added or taken back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    T OwnReceived(T allocated, Claimant claimant, int v) => plan.HasOwnGrants
        ? GrantPurse.Receive(ref ownPurses[(int)claimant * vectors + v], allocated, T.Of(double.PositiveInfinity))
        : allocated;
}
