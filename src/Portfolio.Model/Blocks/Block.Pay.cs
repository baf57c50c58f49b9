using System.Runtime.CompilerServices;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>The month's stability and money (steps 4 and 6); who is starved for too long stops.</summary>
sealed unsafe partial class Block<T>
{
    readonly uint* starving;

    /// <summary>Pays an initiative in all lanes before others live through the month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Pay(int i, int month)
    {
        var member = plan.Members[i];
        if (member.HasGrants)
            FillPurse(i, month);
        for (var v = 0; v < vectors; v++)
            Pay(member, i, v, month);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void Pay(MemberPlan member, int i, int v, int month)
    {
        var s = initiatives + i * vectors + v;
        var m = Month(i, v);
        var t = Terms(i, v);
        var p = programme + v;
        var delivering = s->Delivering;
        m->Active = delivering | s->Adopting;
        if (member.HasPrerequisites)
            delivering = T.Without(delivering, s->Blocked);
        m->Delivering = delivering;
        m->Stability = p->Stability.At(s->Shortfall);
        if (plan.SumsAll)
            m->LeaderInPost = s->Occupied & T.Of(1);
        var share = FractionOf(s, member, v);
        if (member.HasOwnShare)
            ReceiveOwn(s, m, member, v, share);
        else
            Receive(m, s->Need * share, share, s->Need);
        p->Paid += m->Received;
        var starved = T.Bits(m->Delivering) & T.BitsOfLess(m->Funded, t->StarvedBelow);
        if ((starved | starving[i * vectors + v]) != 0)
            Starve(s, m, t, i * vectors + v, month);
    }

    /// <summary>What an initiative receives whose claim may be capped or which has grants, and its funded share.</summary>
    /// <remarks>Apart, as the runtime inlines only so much into one method.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void ReceiveOwn(InitiativeLanes<T>* s, InitiativeMonth<T>* m, MemberPlan member, int v, T fraction)
    {
        var received = (member.HasCeiling ? s->Claim : s->Need) * fraction;
        if (member.HasGrants)
            received = Funding.GrantPurse.Receive(ref purses[member.Index * vectors + v], received, s->Need);

        // Where all that is needed is claimed, and no grant adds or takes, the share is the one that everybody gets: it need not be divided out.
        Receive(m, received, T.Select(T.Equal(received, s->Need * fraction), fraction, received / s->Need), s->Need);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void Receive(InitiativeMonth<T>* m, T received, T share, T need)
    {
        m->Received = received;
        m->Funded = T.SelectLess(T.Of(0), need, share, T.Of(1));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void Starve(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, int record, int month)
    {
        var starved = (m->Funded < t->StarvedBelow) & (s->Starved + T.Of(1));
        s->Starved = T.Select(m->Delivering, starved, s->Starved);
        starving[record] = T.Bits(s->Starved > T.Of(0));
        var lost = m->Delivering & (starved > T.Of(0)) & (starved >= t->PatienceMonths);
        for (ulong bits = T.Bits(lost); bits != 0;)
            Stop(s, SetBits.Take(ref bits), StopReason.Unfunded, month + 1);
    }
}
