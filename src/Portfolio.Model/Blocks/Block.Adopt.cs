using System.Runtime.CompilerServices;
using Portfolio.Model.Adoption;
using Portfolio.Model.Lanes;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>Adoption (steps 9 and 12) over all lanes: how much internal time each channel lives through in a month.</summary>
/// <remarks>Channels that are not in adoption have no next event, so what is computed for their lanes does not matter.</remarks>
sealed unsafe partial class Block<T>
{
    readonly AdoptionExtras<T>* extras;

    /// <summary>Internal time that each channel lives through. Every channel uses the month's start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Adopt(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MonthTerms<T>* c, MemberPlan member, int v, DueLanes* due)
    {
        if (member.HasExtras || hasIncidents)
            FillExtras(s, m, t, member, v, due);
        var undecided = Undecided(s, member);
        var frailty = Power(member.Frailty, *undecided * t->InverseEligible, &extras->Frailty);
        var steadiness = Power(member.Steadiness, m->Stability * t->InverseStability, &extras->Steadiness);
        var family = member.HasFamily ? FamilyCommittedShare(s, member.Family, v) : default;
        var drawn = Hazards.Drawn(t->Adoption, s->Supported & m->Funded, s->CommittedShare, family, c->Imitation, c->Spillover);
        var decide = Hazards.Decide(drawn, Hazards.Fit(t->Adoption, s->Alignment, s->Evidence), frailty, steadiness, s->DecideFactor);
        if (member.HasOpenness || hasIncidents)
            decide *= extras->Openness;
        var onCliff = T.Without(c->YearlyBenefit * s->BenefitFactor < t->Value.Running, s->Supported);
        var abandon = Hazards.Abandon(t->Adoption, m->Stability, s->Alignment, s->AbandonFactor, c->AbandonHelped, onCliff);
        if (member.HasIncidents)
            abandon *= extras->IncidentAbandon;

        T decideShare, abandonShare;
        if ((T.Bits(s->Adopting) & T.BitsOfLess(T.Of(Elementary.MostSmall), Elementary.Max(decide, abandon))) == 0)
        {
            (decideShare, abandonShare) = (Elementary.OneMinusExpOfSmall(decide), Elementary.OneMinusExpOfSmall(abandon));
        }
        else
        {
            (extras->DecideRate, extras->AbandonRate) = (decide, abandon);
            TakeLargeRates();
            (decideShare, abandonShare) = (extras->DecideShare, extras->AbandonShare);
        }

        Pass(s, (int)ChannelKind.Abandon, s->Live, abandonShare, due);
        Pass(s, (int)ChannelKind.GoLive, s->Implementing, Elementary.Min(Hazards.GoLive(t->Adoption, c->GoLiveHelped, s->Team), T.Of(1)), due);
        var contract = c->Contract;
        if (member.HasProcurement)
            contract *= procurement[v];
        contract = Elementary.Min(contract, T.Of(1));
        for (var stage = 0; stage < member.ContractStages; stage++)
            Pass(s, (int)ChannelKind.Contract + stage, s->Upstream[stage], contract, due);
        Pass(s, member.DecideChannel, *undecided, decideShare, due);
    }

    /// <summary>A channel lives through some internal time; marks where its next event is due.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void Pass(InitiativeLanes<T>* s, int channel, T sites, T share, DueLanes* due)
    {
        var gap = T.MultiplySubtract(sites, share, s->Gap[channel]);
        s->Gap[channel] = gap;
        due->Add(channel * T.Count, T.BitsOfLess(gap, T.Of(0)));
    }

    /// <summary>A power, computed in the shortest way that is known to give the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static T Power(PowerForm form, T x, T* general) => form switch
    {
        PowerForm.One => T.Of(1),
        PowerForm.Root => T.Sqrt(x),
        PowerForm.Same => x,
        _ => *general,
    };
}
