using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Funding;

/// <summary>
/// What grants have brought one claimant and it has not spent yet, in pounds; below 0, what is still to be taken back from it. It tops up
/// what the programme allocates, or lowers it.
/// </summary>
public static class GrantPurse
{
    /// <summary>
    /// What a claimant receives in a month: <c>allocated + min(purse, need − allocated)</c>, but not below 0. The purse keeps what could
    /// neither be spent nor taken back.
    /// </summary>
    /// <param name="purse">The purse, with this month's grants in it.</param>
    /// <param name="allocated">What the programme allocates to it, from 0 to its need.</param>
    /// <param name="need">The most it can spend, infinite for who can always spend.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Receive<T>(ref T purse, T allocated, T need)
        where T : unmanaged, ILanes<T>
    {
        var change = Elementary.Max(T.Of(0) - allocated, Elementary.Min(purse, need - allocated));
        purse -= change;

        // The difference may have been rounded; nobody receives more than it needs.
        return Elementary.Min(allocated + change, need);
    }
}
