using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Adoption;

/// <summary>The monthly rates at which sites decide, contract, go live and abandon. Published rates hold at reference conditions; there every multiplier is 1.</summary>
public static class Hazards
{
    /// <summary>Rate at which an undecided site decides (Bass, with central push, learning from like technologies and a gamma frailty of sites).</summary>
    /// <param name="a">The initiative's terms.</param>
    /// <param name="site">What sites look at.</param>
    /// <param name="frailty"><c>(U/m)^θ</c>.</param>
    /// <param name="steadiness"><c>(S/S_ref)^b</c>.</param>
    /// <param name="quality"><c>exp(σ_D·Q − σ_D²/2)</c>.</param>
    /// <param name="community">Stock of the community lever.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Decide<T>(in AdoptionTerms<T> a, in SiteView<T> site, T frailty, T steadiness, T quality, T community)
        where T : unmanaged, ILanes<T>
    {
        var imitation = a.Q * (T.Of(1) + a.CommunityEffect * community) * (site.CommittedShare + a.Spillover * community * site.FamilyCommittedShare);
        var rate = a.P + a.Push * site.SupportedShare + imitation;
        var fit = site.Alignment * (a.EvidenceFloor + a.EvidenceWeight * site.Evidence) * a.AtReference;
        return rate * frailty * fit * steadiness * site.Openness * quality;
    }

    /// <summary>Rate of each contracting sub-stage; k of them in a row take an Erlang time with the mean named.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Contract<T>(in AdoptionTerms<T> a, T regulation, T procurement)
        where T : unmanaged, ILanes<T> => a.ContractRate * (T.Of(1) + a.RegulationEffect * regulation) * procurement;

    /// <summary>Rate at which an implementing site goes live.</summary>
    /// <param name="a">The initiative's terms.</param>
    /// <param name="infrastructure">Stock of the infrastructure lever.</param>
    /// <param name="implementation">Stock of the implementation lever.</param>
    /// <param name="team">Share of the team in place.</param>
    /// <param name="capacityShare">Share of implementing sites that can be helped at once, 0–1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T GoLive<T>(in AdoptionTerms<T> a, T infrastructure, T implementation, T team, T capacityShare)
        where T : unmanaged, ILanes<T> =>
        (T.Of(1) + a.InfrastructureEffect * infrastructure + a.ImplementationEffect * implementation)
            * (a.TeamFloor + a.TeamWeight * team) * capacityShare * a.GoLiveRate;

    /// <summary>Rate at which a live site abandons.</summary>
    /// <param name="a">The initiative's terms.</param>
    /// <param name="site">What sites look at.</param>
    /// <param name="quality"><c>exp(−σ_X·Q − σ_X²/2)</c>.</param>
    /// <param name="implementation">Stock of the implementation lever.</param>
    /// <param name="onCliff">Mask: support has ended and the site's own benefit does not cover its running cost.</param>
    /// <param name="incident">Mask: an incident lasts.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Abandon<T>(in AdoptionTerms<T> a, in SiteView<T> site, T quality, T implementation, T onCliff, T incident)
        where T : unmanaged, ILanes<T>
    {
        var conditions = T.Of(1) + a.StabilityAbandon * (a.ReferenceStability - site.Stability)
            + a.AlignmentAbandon * (a.ReferenceAlignment - site.Alignment);
        return a.AbandonRate
            * Elementary.Max(conditions, T.Of(0))
            * T.Select(onCliff, a.CliffFactor, T.Of(1))
            * quality
            / (T.Of(1) + a.ImplementationAbandon * implementation)
            * T.Select(incident, a.IncidentAbandon, T.Of(1));
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
    T Stability,
    T Openness)
    where T : unmanaged, ILanes<T>;
