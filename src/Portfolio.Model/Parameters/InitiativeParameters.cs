using System.Runtime.InteropServices;

namespace Portfolio.Model.Parameters;

/// <summary>
/// Every number of one initiative in one replication. A field's name is its path in a definition, joined:
/// <c>adoption.contractMonths</c> is <see cref="AdoptionContractMonths"/>; the schema gives meaning, unit and range.
/// </summary>
/// <remarks>Doubles only, so that the struct is a stretch of the flat vector of a <see cref="ParameterSet"/>.</remarks>
[StructLayout(LayoutKind.Sequential)]
public struct InitiativeParameters
{
    public double Progress;
    public double Attempt;
    public double StarvedMonths;
    public double MonthsInAdoption;
    public double Received;
    public double Team;

    public double SitesEligible;
    public double SitesImplementing;
    public double SitesLive;
    public double SitesAbandoned;

    public PostParameters Leadership;

    public ByStage DeliveryStageMonths;
    public double DeliveryDurationCv;
    public ByStage DeliveryStageCostPerMonth;
    public double DeliveryOverrun;
    public ByStage DeliveryGateProbability;
    public ByStage DeliveryReworkProbability;
    public double DeliveryStabilityPower;
    public ByStage DeliveryLeverEffect;
    public double DeliveryHireRate;
    public double DeliveryLossRate;
    public double DeliveryStarvedBelow;
    public double DeliveryPatienceMonths;
    public double DeliveryFallbackRate;

    public double FundingAwardCeiling;
    public double FundingSupportMonths;
    public double FundingSupportCostPerMonth;
    public double FundingSiteSupportCostPerMonth;

    public double EvidenceStart;
    public double EvidenceValidationGain;
    public double EvidenceLiveGain;

    public double AlignmentStart;
    public double AlignmentInvolvementCostPerMonth;
    public double AlignmentInvolvementGain;

    public ByStage QualityGateDiscrimination;
    public double QualityDecideSpread;
    public double QualityAbandonSpread;
    public double QualityBenefitSpread;

    public double AdoptionP;
    public double AdoptionQ;
    public double AdoptionPushRate;
    public double AdoptionSiteVariance;
    public double AdoptionSpillover;
    public double AdoptionEvidenceFloor;
    public double AdoptionStabilityPower;
    public double AdoptionContractMonths;
    public double AdoptionContractStages;
    public double AdoptionImplementMonths;
    public double AdoptionTeamFloor;
    public double AdoptionCommunityEffect;
    public double AdoptionRegulationEffect;
    public double AdoptionInfrastructureEffect;
    public double AdoptionImplementationEffect;
    public double AdoptionAbandonRate;
    public double AdoptionStabilityAbandon;
    public double AdoptionAlignmentAbandon;
    public double AdoptionCliffFactor;
    public double AdoptionImplementationAbandon;

    public double SafetyIncidentRate;
    public double SafetyIncidentMonths;
    public double SafetyIncidentOpenness;
    public double SafetyIncidentAbandon;
    public double SafetyFamilyOpenness;
    public double SafetyRegulationSafety;

    public double ValueSiteBenefitPerYear;
    public double ValueSiteRunningCostPerYear;
    public double ValueSiteDeployCost;
    public double ValueSiteQalysPerYear;
    public double ValueSitePatientsPerYear;
    public double ValueRealisedFloor;
}
