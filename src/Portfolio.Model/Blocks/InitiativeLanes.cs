using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Blocks;

/// <summary>
/// The state of one initiative in a few replications side by side, as one month leaves it to the next. Stages, months and sites are whole
/// numbers kept as double-precision ones; what is said to hold is a mask.
/// </summary>
/// <remarks>Every month touches the fields in about this order: what claims need, what payment and delivery need, what adoption needs. Fields that are used together share lines of the cache.</remarks>
struct InitiativeLanes<T>
    where T : unmanaged, ILanes<T>
{
    public T StartMonth, Stage, MonthsInAdoption, SupportEnded;

    // Need and lever effect of a stage, and its length, are those of the one it is in.
    public T StageNeed, ReceivedSoFar, Need, Claim;

    // Internal time left of each channel to its next event, and behind it the compartments: a channel's sites go from one to the one before.
    public Channels<T> Gap;
    public T Abandoned, Live, Implementing;
    public Upstream<T> Upstream;
    public T CommittedShare;

    // The post: what effectiveness lacks of 1, and months left on the leader's clock or of the vacancy.
    public T Occupied, Shortfall, Remaining;

    public T Starved, Team, Progress, StageLength, LeverEffect, Evidence, Alignment;

    // What is true for life.
    public T DecideFactor, AbandonFactor, BenefitFactor;

    // What few months or few initiatives look at.
    public T FamilyOpenness, IncidentMonths, Blocked, Fallback, Quality, Overrun, StopReason, Furthest;
}

/// <summary>What holds of an initiative in one month only, in a few replications side by side.</summary>
struct InitiativeMonth<T>
    where T : unmanaged, ILanes<T>
{
    // Masks as the month began, the last once it was paid.
    public T Active, Delivering, Adopting, Supported, Living;

    public T Stability, LeaderInPost, Received, Funded;

    // What sites look at beside the initiative's own state.
    public T FamilyCommitted, Openness, Incident;

    // Sites that had ever gone live when the month began.
    public T EverLive;

    // Flows.
    public T WentLive, Cost, LocalCost, CashBenefit, Qalys, Patients, Benefit, HealthBenefit;
}

/// <summary>What is kept of an initiative only to report it: sums over the months, and whether and when it scaled.</summary>
struct InitiativeRecord<T>
    where T : unmanaged, ILanes<T>
{
    public SubjectSums<T> Sums;
    public T InitiativePeak, FirstLive, Half, Scaled, UnsupportedMonths, StillUsed;
}

/// <summary>Sums of a subject over its months.</summary>
struct SubjectSums<T>
    where T : unmanaged, ILanes<T>
{
    public T Live, PeakLive, Stability, ActiveMonths, Need, Received, Patients, Qalys, Benefit, HealthBenefit, Cost;
}

/// <summary>The state of the programme in a few replications side by side.</summary>
struct ProgrammeLanes<T>
    where T : unmanaged, ILanes<T>
{
    public T Framework, Carry, Budget, Left, Needs, Paid, OwnReceived, LeaderInPost;
    public T Occupied, Remaining, Shortfall, NewLeader, CapacityShare;
    public Levers<T> Stocks;
}

/// <summary>A number for each lever, in the order of <see cref="Parameters.Lever"/>.</summary>
[InlineArray(Parameters.LeverParametersByKind.Length)]
struct Levers<T>
    where T : unmanaged, ILanes<T>
{
    T first;
}

/// <summary>The numbers of the programme as a block uses them.</summary>
struct ProgrammeTerms<T>
    where T : unmanaged, ILanes<T>
{
    public Leadership.PostTerms<T> Post;
    public T CarryForward, EvidenceBar, ProgrammeWeight, ResetProbability, ResetLoss, Erosion;
    public T FrameworkSpend, FrameworkFullSpend, FrameworkGain, FrameworkDecay;
    public Levers<T> FullSpend, Gain, Decay;
    public T ImplementingCapacity, ScaledShare, SustainMonths, ScenarioCosts;
}
