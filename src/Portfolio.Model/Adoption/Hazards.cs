using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Adoption;

/// <summary>The monthly rates at which sites decide, contract, go live and abandon. Published rates hold at reference conditions; there every multiplier is 1.</summary>
public static class Hazards
{
    /// <summary>Rate at which the initiative's own committed sites draw others in, were all committed.</summary>
    /// <param name="a">The initiative's terms.</param>
    /// <param name="community">Stock of the community lever.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Imitation<T>(in AdoptionTerms<T> a, T community)
        where T : unmanaged, ILanes<T> => a.Q * T.MultiplyAdd(a.CommunityEffect, community, T.Of(1));

    /// <summary>The same of sites of the rest of its family.</summary>
    /// <param name="a">The initiative's terms.</param>
    /// <param name="community">Stock of the community lever.</param>
    /// <param name="imitation">What <see cref="Imitation{T}"/> says.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Spillover<T>(in AdoptionTerms<T> a, T community, T imitation)
        where T : unmanaged, ILanes<T> => a.Spillover * community * imitation;

    /// <summary>Rate at which sites decide by themselves, pushed and drawn (Bass, with central push and learning from like technologies), where nothing holds them back.</summary>
    /// <param name="a">The initiative's terms.</param>
    /// <param name="supported">The funded share where it is supported, else 0.</param>
    /// <param name="committed">Its committed share.</param>
    /// <param name="familyCommitted">Mean committed share of the rest of its family.</param>
    /// <param name="imitation">What <see cref="Imitation{T}"/> says.</param>
    /// <param name="spillover">What <see cref="Spillover{T}"/> says.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Drawn<T>(in AdoptionTerms<T> a, T supported, T committed, T familyCommitted, T imitation, T spillover)
        where T : unmanaged, ILanes<T> =>
        T.MultiplyAdd(spillover, familyCommitted, T.MultiplyAdd(imitation, committed, T.MultiplyAdd(a.Push, supported, a.P)));

    /// <summary>Fit and evidence: <c>A·(ε₀ + (1 − ε₀)·E)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Fit<T>(in AdoptionTerms<T> a, T alignment, T evidence)
        where T : unmanaged, ILanes<T> => alignment * T.MultiplyAdd(a.EvidenceWeight, evidence, a.EvidenceFloor);

    /// <summary>Rate at which an undecided site decides under open doors.</summary>
    /// <param name="drawn">What <see cref="Drawn{T}"/> says.</param>
    /// <param name="fit">What <see cref="Fit{T}"/> says.</param>
    /// <param name="frailty"><c>(U/m)^θ</c>: a gamma frailty of sites.</param>
    /// <param name="steadiness"><c>(S/S_ref)^b</c>.</param>
    /// <param name="quality"><c>exp(σ_D·Q − σ_D²/2)</c> over fit and evidence at reference.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Decide<T>(T drawn, T fit, T frailty, T steadiness, T quality)
        where T : unmanaged, ILanes<T> => drawn * frailty * (fit * steadiness) * quality;

    /// <summary>Rate of each contracting sub-stage; k of them in a row take an Erlang time with the mean named.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Contract<T>(in AdoptionTerms<T> a, T regulation)
        where T : unmanaged, ILanes<T> => a.ContractRate * T.MultiplyAdd(a.RegulationEffect, regulation, T.Of(1));

    /// <summary>Rate at which an implementing site goes live with a whole team.</summary>
    /// <param name="a">The initiative's terms.</param>
    /// <param name="infrastructure">Stock of the infrastructure lever.</param>
    /// <param name="implementation">Stock of the implementation lever.</param>
    /// <param name="capacityShare">Share of implementing sites that can be helped at once, 0–1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T GoLiveHelped<T>(in AdoptionTerms<T> a, T infrastructure, T implementation, T capacityShare)
        where T : unmanaged, ILanes<T> =>
        T.MultiplyAdd(a.ImplementationEffect, implementation, T.MultiplyAdd(a.InfrastructureEffect, infrastructure, T.Of(1))) * capacityShare * a.GoLiveRate;

    /// <summary>Rate at which an implementing site goes live.</summary>
    /// <param name="a">The initiative's terms.</param>
    /// <param name="helped">What <see cref="GoLiveHelped{T}"/> says.</param>
    /// <param name="team">Share of the team in place.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T GoLive<T>(in AdoptionTerms<T> a, T helped, T team)
        where T : unmanaged, ILanes<T> => helped * T.MultiplyAdd(a.TeamWeight, team, a.TeamFloor);

    /// <summary>Rate at which live sites abandon under reference conditions.</summary>
    /// <param name="a">The initiative's terms.</param>
    /// <param name="implementation">Stock of the implementation lever.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T AbandonHelped<T>(in AdoptionTerms<T> a, T implementation)
        where T : unmanaged, ILanes<T> => a.AbandonRate / T.MultiplyAdd(a.ImplementationAbandon, implementation, T.Of(1));

    /// <summary>Rate at which a live site abandons while no incident lasts.</summary>
    /// <param name="a">The initiative's terms.</param>
    /// <param name="stability">The initiative's stability.</param>
    /// <param name="alignment">Its fit to a need.</param>
    /// <param name="quality"><c>exp(−σ_X·Q − σ_X²/2)</c>.</param>
    /// <param name="helped">What <see cref="AbandonHelped{T}"/> says.</param>
    /// <param name="onCliff">Mask: support has ended and the site's own benefit does not cover its running cost.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Abandon<T>(in AdoptionTerms<T> a, T stability, T alignment, T quality, T helped, T onCliff)
        where T : unmanaged, ILanes<T>
    {
        var conditions = T.MultiplySubtract(a.AlignmentAbandon, alignment, T.MultiplySubtract(a.StabilityAbandon, stability, a.WithoutEither));
        return Elementary.Max(conditions, T.Of(0)) * (quality * helped) * T.Select(onCliff, a.CliffFactor, T.Of(1));
    }

    /// <summary>Expected incidents of a month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Incidents<T>(in AdoptionTerms<T> a, T live, T evidence, T regulation)
        where T : unmanaged, ILanes<T> =>
        live * a.IncidentRate * (T.Of(1) - evidence) / (T.Of(1) + a.RegulationSafety * regulation);
}
