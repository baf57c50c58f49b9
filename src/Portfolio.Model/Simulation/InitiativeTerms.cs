using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Portfolio.Model.Adoption;
using Portfolio.Model.Delivery;
using Portfolio.Model.Distributions;
using Portfolio.Model.Lanes;
using Portfolio.Model.Leadership;
using Portfolio.Model.Parameters;

namespace Portfolio.Model.Simulation;

/// <summary>The numbers of an initiative as the formulas of a month use them, derived once from its parameters.</summary>
/// <remarks>Of lanes only, so that terms of single replications can be laid side by side.</remarks>
public struct InitiativeTerms<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>Its leader's post.</summary>
    public PostTerms<T> Post;

    /// <summary>Its adoption.</summary>
    public AdoptionTerms<T> Adoption;

    /// <summary>Its value.</summary>
    public ValueTerms<T> Value;

    /// <summary>One over the stability at reference.</summary>
    public T InverseStability;

    /// <summary>Power γ of stability in delivery.</summary>
    public T StabilityPower;

    /// <summary>Length of each stage, in months.</summary>
    public Stages<T> StageMonths;

    /// <summary>σ of the stages' drawn lengths.</summary>
    public T DurationSigma;

    /// <summary>Cost of each stage, in pounds a month.</summary>
    public Stages<T> StageCost;

    /// <summary>Effect β of each stage's lever.</summary>
    public Stages<T> LeverEffect;

    /// <summary>The gate of each stage.</summary>
    public Gates<T> Gates;

    /// <summary>Chance of rework after each gate.</summary>
    public Stages<T> Rework;

    /// <summary>Share of a missing team that comes in a month.</summary>
    public T HireRate;

    /// <summary>Share of an unpaid team that goes in a month.</summary>
    public T LossRate;

    /// <summary>Funded share below which a month is one of starvation.</summary>
    public T StarvedBelow;

    /// <summary>Months of starvation after which it stops.</summary>
    public T PatienceMonths;

    /// <summary>Speed left by a prerequisite that stopped unmet.</summary>
    public T FallbackRate;

    /// <summary>Most it may receive in all, in pounds.</summary>
    public T AwardCeiling;

    /// <summary>Months of central support.</summary>
    public T SupportMonths;

    /// <summary>Cost of support, in pounds a month.</summary>
    public T SupportCost;

    /// <summary>Cost of support of a contracting or implementing site, in pounds a month.</summary>
    public T SiteSupportCost;

    /// <summary>Evidence gained by a month of validation.</summary>
    public T ValidationGain;

    /// <summary>Evidence gained by a month of one live site.</summary>
    public T LiveGain;

    /// <summary>Cost of involving people, in pounds a month.</summary>
    public T InvolvementCost;

    /// <summary>Fit gained by it.</summary>
    public T InvolvementGain;

    /// <summary>Sites it is made for.</summary>
    public T Eligible;

    /// <summary>One over that.</summary>
    public T InverseEligible;

    /// <summary>σ_D.</summary>
    public T DecideSpread;

    /// <summary>σ_X.</summary>
    public T AbandonSpread;

    /// <summary>σ_B.</summary>
    public T BenefitSpread;
}

/// <summary>A number for each of the four stages before adoption.</summary>
[InlineArray(ByStage.Length)]
public struct Stages<T>
    where T : unmanaged, ILanes<T>
{
    T first;
}

/// <summary>The gates of the four stages.</summary>
[InlineArray(ByStage.Length)]
public struct Gates<T>
    where T : unmanaged, ILanes<T>
{
    Gate<T> first;
}

/// <summary>The numbers of value as its formulas use them.</summary>
public struct ValueTerms<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>Benefit of a live site, in pounds a year.</summary>
    public T Benefit;

    /// <summary>Running cost of a live site, in pounds a year.</summary>
    public T Running;

    /// <summary>Cost of going live, in pounds.</summary>
    public T Deploy;

    /// <summary>QALYs of a live site, a month.</summary>
    public T Qalys;

    /// <summary>Patients of a live site, a month.</summary>
    public T Patients;

    /// <summary>Share of the benefit realised without capability, ρ₀.</summary>
    public T RealisedFloor;

    /// <summary>1 − ρ₀.</summary>
    public T RealisedWeight;

    /// <summary>What a QALY is worth, in pounds.</summary>
    public T QalyValue;

    /// <summary>Realised share <c>ρ = ρ₀ + (1 − ρ₀)·K_cap</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T Realised(T capability) => RealisedFloor + RealisedWeight * capability;
}

/// <summary>Derives the terms of initiatives.</summary>
public static class InitiativeTerms
{
    const double MonthsPerYear = 12;

    /// <summary>The terms of an initiative of a programme.</summary>
    public static InitiativeTerms<Lanes1> Of(in InitiativeParameters p, in PortfolioParameters programme)
    {
        var terms = new InitiativeTerms<Lanes1> { Post = PostTerms.Of(p.Leadership) };
        for (var stage = 0; stage < ByStage.Length; stage++)
            terms.Gates[stage] = Gate.Of(p.DeliveryGateProbability[stage], p.QualityGateDiscrimination[stage]);
        return terms.With(p, programme);
    }

    /// <summary>The terms of an initiative, of which another's are known: what is dear to derive is derived only where it differs.</summary>
    public static InitiativeTerms<Lanes1> Of(
        in InitiativeParameters p, in PortfolioParameters programme, in InitiativeTerms<Lanes1> known, in InitiativeParameters knownFor)
    {
        var terms = new InitiativeTerms<Lanes1> { Post = Same(p.Leadership, knownFor.Leadership) ? known.Post : PostTerms.Of(p.Leadership) };
        if (Same(p.DeliveryGateProbability, knownFor.DeliveryGateProbability) && Same(p.QualityGateDiscrimination, knownFor.QualityGateDiscrimination))
        {
            terms.Gates = known.Gates;
        }
        else
        {
            for (var stage = 0; stage < ByStage.Length; stage++)
                terms.Gates[stage] = Gate.Of(p.DeliveryGateProbability[stage], p.QualityGateDiscrimination[stage]);
        }

        return terms.With(p, programme);
    }

    static bool Same<TNumbers>(in TNumbers left, in TNumbers right)
        where TNumbers : unmanaged =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<TNumbers>(in left)).SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<TNumbers>(in right)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static InitiativeTerms<Lanes1> With(this in InitiativeTerms<Lanes1> begun, in InitiativeParameters p, in PortfolioParameters programme)
    {
        var terms = begun with
        {
            Adoption = AdoptionTerms.Of(p, programme),
            Value = ValueOf(p, programme),
            InverseStability = 1 / programme.ReferenceStability,
            StabilityPower = p.DeliveryStabilityPower,
            DurationSigma = Spread.Sigma(p.DeliveryDurationCv),
            HireRate = p.DeliveryHireRate,
            LossRate = p.DeliveryLossRate,
            StarvedBelow = p.DeliveryStarvedBelow - 1e-9,
            PatienceMonths = p.DeliveryPatienceMonths,
            FallbackRate = p.DeliveryFallbackRate,
            AwardCeiling = p.FundingAwardCeiling,
            SupportMonths = p.FundingSupportMonths,
            SupportCost = p.FundingSupportCostPerMonth,
            SiteSupportCost = p.FundingSiteSupportCostPerMonth,
            ValidationGain = p.EvidenceValidationGain,
            LiveGain = p.EvidenceLiveGain / p.SitesEligible,
            InvolvementCost = p.AlignmentInvolvementCostPerMonth,
            InvolvementGain = p.AlignmentInvolvementGain,
            Eligible = p.SitesEligible,
            InverseEligible = 1 / p.SitesEligible,
            DecideSpread = p.QualityDecideSpread,
            AbandonSpread = p.QualityAbandonSpread,
            BenefitSpread = p.QualityBenefitSpread,
        };
        for (var stage = 0; stage < ByStage.Length; stage++)
        {
            terms.StageMonths[stage] = p.DeliveryStageMonths[stage];
            terms.StageCost[stage] = p.DeliveryStageCostPerMonth[stage];
            terms.LeverEffect[stage] = p.DeliveryLeverEffect[stage];
            terms.Rework[stage] = p.DeliveryReworkProbability[stage];
        }

        return terms;
    }

    static ValueTerms<Lanes1> ValueOf(in InitiativeParameters p, in PortfolioParameters programme) => new()
    {
        Benefit = p.ValueSiteBenefitPerYear,
        Running = p.ValueSiteRunningCostPerYear,
        Deploy = p.ValueSiteDeployCost,
        Qalys = p.ValueSiteQalysPerYear / MonthsPerYear,
        Patients = p.ValueSitePatientsPerYear / MonthsPerYear,
        RealisedFloor = p.ValueRealisedFloor,
        RealisedWeight = 1 - p.ValueRealisedFloor,
        QalyValue = programme.ValuationQalyValue,
    };
}
