using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Parameters;

namespace Portfolio.Model.Adoption;

/// <summary>The numbers of adoption and safety as their formulas use them; rates are per month.</summary>
/// <remarks>Of lanes only, so that terms of single replications can be laid side by side.</remarks>
public struct AdoptionTerms<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>Rate at which sites decide by themselves.</summary>
    public T P;

    /// <summary>Rate that full central support adds.</summary>
    public T Push;

    /// <summary>Rate at which committed sites draw others in.</summary>
    public T Q;

    /// <summary>How much community strengthens imitation.</summary>
    public T CommunityEffect;

    /// <summary>How much of the family's adoption community carries over.</summary>
    public T Spillover;

    /// <summary>Variance θ of the sites' frailty.</summary>
    public T SiteVariance;

    /// <summary>Share of the decide rate that needs no evidence, ε₀.</summary>
    public T EvidenceFloor;

    /// <summary>1 − ε₀.</summary>
    public T EvidenceWeight;

    /// <summary>One over fit and evidence at reference: <c>1/(A_ref·(ε₀ + (1 − ε₀)·E_ref))</c>.</summary>
    public T AtReference;

    /// <summary>Power b of stability.</summary>
    public T StabilityPower;

    /// <summary>Rate of each contracting sub-stage, k over the mean.</summary>
    public T ContractRate;

    /// <summary>Contracting sub-stages k.</summary>
    public T ContractStages;

    /// <summary>How much regulation speeds contracting.</summary>
    public T RegulationEffect;

    /// <summary>Rate at which implementing sites go live.</summary>
    public T GoLiveRate;

    /// <summary>How much infrastructure speeds going live.</summary>
    public T InfrastructureEffect;

    /// <summary>How much help with implementing speeds going live.</summary>
    public T ImplementationEffect;

    /// <summary>Speed of going live without a team, τ₀.</summary>
    public T TeamFloor;

    /// <summary>1 − τ₀.</summary>
    public T TeamWeight;

    /// <summary>Rate at which live sites abandon at reference.</summary>
    public T AbandonRate;

    /// <summary>ψ_S.</summary>
    public T StabilityAbandon;

    /// <summary>ψ_A.</summary>
    public T AlignmentAbandon;

    /// <summary>Factor on abandonment where there is neither stability nor fit: <c>1 + ψ_S·S_ref + ψ_A·A_ref</c>.</summary>
    public T WithoutEither;

    /// <summary>Factor where support has ended and the benefit does not cover the running cost.</summary>
    public T CliffFactor;

    /// <summary>β_aba.</summary>
    public T ImplementationAbandon;

    /// <summary>Incidents of a live site.</summary>
    public T IncidentRate;

    /// <summary>β_saf.</summary>
    public T RegulationSafety;

    /// <summary>Months an incident lasts.</summary>
    public T IncidentMonths;

    /// <summary>Factor on openness while one lasts.</summary>
    public T IncidentOpenness;

    /// <summary>Factor on abandonment while one lasts.</summary>
    public T IncidentAbandon;

    /// <summary>Factor on the openness of the rest of the family.</summary>
    public T FamilyOpenness;
}

/// <summary>Derives the terms of adoption.</summary>
public static class AdoptionTerms
{
    const double MonthsPerYear = 12;

    /// <summary>The terms of an initiative under reference conditions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static AdoptionTerms<Lanes1> Of(in InitiativeParameters p, in PortfolioParameters reference) => new()
    {
        P = p.AdoptionP / MonthsPerYear,
        Push = p.AdoptionPushRate / MonthsPerYear,
        Q = p.AdoptionQ / MonthsPerYear,
        CommunityEffect = p.AdoptionCommunityEffect,
        Spillover = p.AdoptionSpillover,
        SiteVariance = p.AdoptionSiteVariance,
        EvidenceFloor = p.AdoptionEvidenceFloor,
        EvidenceWeight = 1 - p.AdoptionEvidenceFloor,
        AtReference = 1 / (reference.ReferenceAlignment
            * (p.AdoptionEvidenceFloor + (1 - p.AdoptionEvidenceFloor) * reference.ReferenceEvidence)),
        StabilityPower = p.AdoptionStabilityPower,
        ContractRate = p.AdoptionContractStages / p.AdoptionContractMonths,
        ContractStages = p.AdoptionContractStages,
        RegulationEffect = p.AdoptionRegulationEffect,
        GoLiveRate = 1 / p.AdoptionImplementMonths,
        InfrastructureEffect = p.AdoptionInfrastructureEffect,
        ImplementationEffect = p.AdoptionImplementationEffect,
        TeamFloor = p.AdoptionTeamFloor,
        TeamWeight = 1 - p.AdoptionTeamFloor,
        AbandonRate = p.AdoptionAbandonRate / MonthsPerYear,
        StabilityAbandon = p.AdoptionStabilityAbandon,
        AlignmentAbandon = p.AdoptionAlignmentAbandon,
        WithoutEither = 1 + p.AdoptionStabilityAbandon * reference.ReferenceStability + p.AdoptionAlignmentAbandon * reference.ReferenceAlignment,
        CliffFactor = p.AdoptionCliffFactor,
        ImplementationAbandon = p.AdoptionImplementationAbandon,
        IncidentRate = p.SafetyIncidentRate / MonthsPerYear,
        RegulationSafety = p.SafetyRegulationSafety,
        IncidentMonths = p.SafetyIncidentMonths,
        IncidentOpenness = p.SafetyIncidentOpenness,
        IncidentAbandon = p.SafetyIncidentAbandon,
        FamilyOpenness = p.SafetyFamilyOpenness,
    };
}
