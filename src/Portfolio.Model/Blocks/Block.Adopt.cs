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
    /// <remarks>Apart from each other, as the runtime inlines only so much into one method.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Adopt(InitiativeLanes<T>* s, InitiativeTerms<T>* t, MemberPlan member, int v, int month, ref Due due)
    {
        s->Incident = member.HasIncidents ? s->IncidentMonths > T.Of(0) : default;
        s->Openness = openness[v];
        if (member.HasFamily && familyIncidents[member.Family] != 0)
            s->Openness *= s->FamilyOpenness;
        if (member.HasIncidents)
            s->Openness *= T.Select(s->Incident, t->Adoption.IncidentOpenness, T.Of(1));
        s->FamilyCommitted = member.HasFamily ? FamilyCommittedShare(s, member.Family, v, month) : default;
        Decide(s, t, member, v, ref due);
        Contract(s, t, member, v, ref due);

        // From an empty compartment nobody goes, and no time is lived through.
        if (T.Bits(s->Implementing > T.Of(0)) != 0)
            GoLive(s, t, v, ref due);
        if (T.Bits(s->Live > T.Of(0)) != 0)
            Abandon(s, t, v, ref due);
        if (member.HasIncidents)
            MeetIncidents(s, t, v, ref due);
        s->MonthsInAdoption += s->Adopting & T.Of(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Decide(InitiativeLanes<T>* s, InitiativeTerms<T>* t, MemberPlan member, int v, ref Due due)
    {
        var frailty = Power(member.Frailty, s->Undecided * t->InverseEligible, t->Adoption.SiteVariance);
        var steadiness = Power(member.Steadiness, s->Stability * t->InverseStability, t->Adoption.StabilityPower);
        var rate = Hazards.Decide(t->Adoption, SiteOf(s), frailty, steadiness, s->DecideFactor, programme[v].Stocks[(int)Lever.Community]);
        Pass(s, ChannelKind.Decide, v, s->Adopting & (s->Undecided * Elementary.OneMinusExp(rate)), ref due);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Contract(InitiativeLanes<T>* s, InitiativeTerms<T>* t, MemberPlan member, int v, ref Due due)
    {
        var rate = Elementary.Min(Hazards.Contract(t->Adoption, programme[v].Stocks[(int)Lever.Regulation], procurement[v]), T.Of(1));
        for (var stage = 0; stage < member.ContractStages; stage++)
        {
            var leaving = s->Adopting & (s->Contracting[stage] * rate);
            if (member.StagesVary)
                leaving &= T.Of(stage) < t->Adoption.ContractStages;
            Pass(s, ChannelKind.Contract + stage, v, leaving, ref due);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void GoLive(InitiativeLanes<T>* s, InitiativeTerms<T>* t, int v, ref Due due)
    {
        var p = programme + v;
        var rate = Hazards.GoLive(
            t->Adoption, p->Stocks[(int)Lever.Infrastructure], p->Stocks[(int)Lever.Implementation], s->Team, p->CapacityShare);
        Pass(s, ChannelKind.GoLive, v, s->Adopting & (s->Implementing * Elementary.Min(rate, T.Of(1))), ref due);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Abandon(InitiativeLanes<T>* s, InitiativeTerms<T>* t, int v, ref Due due)
    {
        var p = programme + v;
        var onCliff = Without(YearlyBenefit(s, t, p) < t->Value.Running, s->Supported);
        var rate = Hazards.Abandon(t->Adoption, SiteOf(s), s->AbandonFactor, p->Stocks[(int)Lever.Implementation], onCliff, s->Incident);
        Pass(s, ChannelKind.Abandon, v, s->Adopting & (s->Live * Elementary.OneMinusExp(rate)), ref due);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MeetIncidents(InitiativeLanes<T>* s, InitiativeTerms<T>* t, int v, ref Due due)
    {
        var expected = Hazards.Incidents(t->Adoption, s->Live, s->Evidence, programme[v].Stocks[(int)Lever.Regulation]);
        Pass(s, ChannelKind.Incident, v, s->Adopting & expected, ref due);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static SiteView<T> SiteOf(InitiativeLanes<T>* s) => new(
        s->CommittedShare, s->FamilyCommitted, s->Supported & s->Funded, s->Evidence, s->Alignment, s->Stability, s->Openness);

    /// <summary>A channel lives through some internal time; marks where its next event is due.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void Pass(InitiativeLanes<T>* s, ChannelKind channel, int v, T time, ref Due due)
    {
        var lived = s->Time[(int)channel] + time;
        s->Time[(int)channel] = lived;
        due.Channels[(int)channel] |= Bits(lived > s->Next[(int)channel], v);
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
