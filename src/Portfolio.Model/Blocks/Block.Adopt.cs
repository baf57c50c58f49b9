using System.Runtime.CompilerServices;
using Portfolio.Model.Adoption;
using Portfolio.Model.Lanes;
using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>Adoption (steps 9 and 12) over all lanes: how much internal time each channel lives through in a month.</summary>
sealed unsafe partial class Block<T>
{
    /// <summary>Internal time that each channel lives through. Every channel uses the month's start.</summary>
    /// <remarks>The channels are inlined here: a call in between would put all vectors into memory. More than this the runtime does not inline into one method.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Adopt(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MemberPlan member, int v, int month, DueLanes* due)
    {
        m->Incident = member.HasIncidents ? s->IncidentMonths > T.Of(0) : default;
        m->Openness = openness[v];
        if (member.HasFamily && familyIncidents[member.Family] != 0)
            m->Openness *= s->FamilyOpenness;
        if (member.HasIncidents)
            m->Openness *= T.Select(m->Incident, t->Adoption.IncidentOpenness, T.Of(1));
        m->FamilyCommitted = member.HasFamily ? FamilyCommittedShare(s, member.Family, v, month) : default;
        Decide(s, m, t, member, v, due);
        Contract(s, m, t, member, v, due);

        // From an empty compartment nobody goes, and no time is lived through.
        if (T.Bits(s->Implementing > T.Of(0)) != 0)
            GoLive(s, m, t, v, due);
        if (T.Bits(s->Live > T.Of(0)) != 0)
            Abandon(s, m, t, v, due);
        if (member.HasIncidents)
            MeetIncidents(s, m, t, v, due);
        s->MonthsInAdoption += m->Adopting & T.Of(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void Decide(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MemberPlan member, int v, DueLanes* due)
    {
        var frailty = Power(member.Frailty, *Undecided(s, member) * t->InverseEligible, t->Adoption.SiteVariance);
        var steadiness = Power(member.Steadiness, m->Stability * t->InverseStability, t->Adoption.StabilityPower);
        var rate = Hazards.Decide(t->Adoption, SiteOf(s, m), frailty, steadiness, s->DecideFactor, programme[v].Stocks[(int)Lever.Community]);
        Pass(s, member.DecideChannel, m->Adopting & (*Undecided(s, member) * Elementary.OneMinusExp(rate)), due);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void Contract(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MemberPlan member, int v, DueLanes* due)
    {
        var rate = Elementary.Min(Hazards.Contract(t->Adoption, programme[v].Stocks[(int)Lever.Regulation], procurement[v]), T.Of(1));
        for (var stage = 0; stage < member.ContractStages; stage++)
        {
            var leaving = m->Adopting & (s->Upstream[stage] * rate);
            Pass(s, (int)ChannelKind.Contract + stage, leaving, due);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void GoLive(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, int v, DueLanes* due)
    {
        var p = programme + v;
        var rate = Hazards.GoLive(
            t->Adoption, p->Stocks[(int)Lever.Infrastructure], p->Stocks[(int)Lever.Implementation], s->Team, p->CapacityShare);
        Pass(s, (int)ChannelKind.GoLive, m->Adopting & (s->Implementing * Elementary.Min(rate, T.Of(1))), due);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void Abandon(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, int v, DueLanes* due)
    {
        var p = programme + v;
        var onCliff = Without(YearlyBenefit(s, t, p) < t->Value.Running, m->Supported);
        var rate = Hazards.Abandon(t->Adoption, SiteOf(s, m), s->AbandonFactor, p->Stocks[(int)Lever.Implementation], onCliff, m->Incident);
        Pass(s, (int)ChannelKind.Abandon, m->Adopting & (s->Live * Elementary.OneMinusExp(rate)), due);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MeetIncidents(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, int v, DueLanes* due)
    {
        var expected = Hazards.Incidents(t->Adoption, s->Live, s->Evidence, programme[v].Stocks[(int)Lever.Regulation]);
        var gap = s->Gap[(int)ChannelKind.Incident] - (m->Adopting & expected);
        s->Gap[(int)ChannelKind.Incident] = gap;
        due->Incidents = T.Bits(gap < T.Of(0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static SiteView<T> SiteOf(InitiativeLanes<T>* s, InitiativeMonth<T>* m) => new(
        s->CommittedShare, m->FamilyCommitted, m->Supported & m->Funded, s->Evidence, s->Alignment, m->Stability, m->Openness);

    /// <summary>A channel lives through some internal time; marks where its next event is due.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void Pass(InitiativeLanes<T>* s, int channel, T time, DueLanes* due)
    {
        var gap = s->Gap[channel] - time;
        s->Gap[channel] = gap;
        due->Add(channel * T.Count, T.Bits(gap < T.Of(0)));
    }

    /// <summary>A power, computed in the shortest way that is known to give the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static T Power(PowerForm form, T x, T y) => form switch
    {
        PowerForm.One => T.Of(1),
        PowerForm.Root => T.Sqrt(x),
        PowerForm.Same => x,
        _ => AnyPower(x, y),
    };

    /// <summary>Apart, as the runtime keeps only so many values of one method in registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static T AnyPower(T x, T y) => Elementary.Power(x, y);
}
