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

    /// <summary>Rate at which an undecided site decides (Bass, with central push, learning from like technologies and a gamma frailty of sites), under open doors.</summary>
    /// <param name="a">The initiative's terms.</param>
    /// <param name="site">What sites look at.</param>
    /// <param name="frailty"><c>(U/m)^θ</c>.</param>
    /// <param name="steadiness"><c>(S/S_ref)^b</c>.</param>
    /// <param name="quality"><c>exp(σ_D·Q − σ_D²/2)</c> over fit and evidence at reference.</param>
    /// <param name="imitation">What <see cref="Imitation{T}"/> says.</param>
    /// <param name="spillover">What <see cref="Spillover{T}"/> says.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Decide<T>(in AdoptionTerms<T> a, in SiteView<T> site, T frailty, T steadiness, T quality, T imitation, T spillover)
        where T : unmanaged, ILanes<T>
    {
        var rate = T.MultiplyAdd(a.Push, site.SupportedShare, a.P);
        rate = T.MultiplyAdd(imitation, site.CommittedShare, rate);
        rate = T.MultiplyAdd(spillover, site.FamilyCommittedShare, rate);
        var fit = site.Alignment * T.MultiplyAdd(a.EvidenceWeight, site.Evidence, a.EvidenceFloor);
        return rate * frailty * (fit * steadiness) * quality;
    }

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
    /// <param name="site">What sites look at.</param>
    /// <param name="quality"><c>exp(−σ_X·Q − σ_X²/2)</c>.</param>
    /// <param name="helped">What <see cref="AbandonHelped{T}"/> says.</param>
    /// <param name="onCliff">Mask: support has ended and the site's own benefit does not cover its running cost.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Abandon<T>(in AdoptionTerms<T> a, in SiteView<T> site, T quality, T helped, T onCliff)
        where T : unmanaged, ILanes<T>
    {
        var conditions = T.MultiplySubtract(a.AlignmentAbandon, site.Alignment, T.MultiplySubtract(a.StabilityAbandon, site.Stability, a.WithoutEither));
        return Elementary.Max(conditions, T.Of(0)) * (quality * helped) * T.Select(onCliff, a.CliffFactor, T.Of(1));
    }

    /// <summary>Expected incidents of a month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Incidents<T>(in AdoptionTerms<T> a, T live, T evidence, T regulation)
        where T : unmanaged, ILanes<T> =>
        live * a.IncidentRate * (T.Of(1) - evidence) / (T.Of(1) + a.RegulationSafety * regulation);
}

/// <summary>What sites look at in a month: state of the initiative at the month's start, and its stability.</summary>
public readonly record struct SiteView<T>(
    T CommittedShare,
    T FamilyCommittedShare,
    T SupportedShare,
    T Evidence,
    T Alignment,
    T Stability)
    where T : unmanaged, ILanes<T>;
