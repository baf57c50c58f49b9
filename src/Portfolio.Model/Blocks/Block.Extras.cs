using System.Runtime.CompilerServices;
using Portfolio.Model.Adoption;
using Portfolio.Model.Lanes;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>Of adoption what few initiatives have, or few months: general powers, events that open doors, incidents, high rates.</summary>
/// <remarks>
/// It is worked out apart and left in memory. A call amid the arithmetic would have the runtime keep in memory, in every month of every initiative, what is computed before
/// and used behind it.
/// </remarks>
sealed unsafe partial class Block<T>
{
    /// <summary>Works out all that the initiative has of it; incidents may fire.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void FillExtras(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MemberPlan member, int v, DueLanes* due)
    {
        if (member.Frailty == PowerForm.General)
            extras->Frailty = Elementary.Power(*Undecided(s, member) * t->InverseEligible, t->Adoption.SiteVariance);
        if (member.Steadiness == PowerForm.General)
            extras->Steadiness = Elementary.Power(m->Stability * t->InverseStability, t->Adoption.StabilityPower);
        extras->Openness = Openness(s, t, member, v);
        if (member.HasIncidents)
            MeetIncidents(s, t, v, due);
    }

    /// <summary>How open doors are: by events, and by incidents of its own and of the rest of its family.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T Openness(InitiativeLanes<T>* s, InitiativeTerms<T>* t, MemberPlan member, int v)
    {
        var open = member.HasOpenness ? openness[v] : T.Of(1);
        if (member.HasFamily && familyIncidents[member.Family] != 0)
            open *= s->FamilyOpenness;
        return member.HasIncidents ? open * T.Select(s->IncidentMonths > T.Of(0), t->Adoption.IncidentOpenness, T.Of(1)) : open;
    }

    /// <summary>Incidents may fire; one that lasts raises the rate of abandoning.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MeetIncidents(InitiativeLanes<T>* s, InitiativeTerms<T>* t, int v, DueLanes* due)
    {
        var expected = Hazards.Incidents(t->Adoption, s->Live, s->Evidence, programme[v].Stocks[(int)Parameters.Lever.Regulation]);
        var gap = s->Gap[(int)ChannelKind.Incident] - expected;
        s->Gap[(int)ChannelKind.Incident] = gap;
        due->Incidents = T.BitsOfLess(gap, T.Of(0));
        extras->IncidentAbandon = T.Select(s->IncidentMonths > T.Of(0), t->Adoption.IncidentAbandon, T.Of(1));
    }

    /// <summary>Makes shares of a month of rates of which some are not small.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void TakeLargeRates()
    {
        extras->DecideShare = Elementary.OneMinusExpOfAny(extras->DecideRate);
        extras->AbandonShare = Elementary.OneMinusExpOfAny(extras->AbandonRate);
    }
}

/// <summary>What <see cref="Block{T}"/> works out apart for an initiative in adoption.</summary>
struct AdoptionExtras<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>Powers that have no short way.</summary>
    public T Frailty, Steadiness;

    /// <summary>How open doors are, and what an incident makes of the rate of abandoning.</summary>
    public T Openness, IncidentAbandon;

    /// <summary>Rates of deciding and abandoning of which some are not small, and the shares of internal time that a month has of them.</summary>
    public T DecideRate, AbandonRate, DecideShare, AbandonShare;
}
