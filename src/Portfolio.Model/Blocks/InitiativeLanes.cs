using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>
/// The state of one initiative in a few replications side by side. Stages, months and sites are whole numbers kept as
/// double-precision ones; what is said to hold is a mask.
/// </summary>
/// <remarks>Every month touches the fields in about this order; what is rarely looked at comes last.</remarks>
struct InitiativeLanes<T>
    where T : unmanaged, ILanes<T>
{
    public T StartMonth, Stage;

    // The month: masks as it began, and what was claimed and received.
    public T Active, Delivering, Adopting, Supported, Living;
    public T Need, Claim, Received, Funded, Stability, LeaderInPost;

    public T Undecided, Implementing, Live, Abandoned;
    public Stages<T> Contracting;
    public T MonthsInAdoption, SupportEnded, ReceivedSoFar;
    public T Team, Evidence, Alignment;

    // Delivery: length, need and lever effect are those of the stage it is in.
    public T Progress, Starved, StageLength, StageNeed, LeverEffect, Fallback;

    // What its family shows it.
    public T FamilyCommitted, FamilyOpenness, Openness, Incident;

    // The post: months left on the leader's clock or of the vacancy, and what effectiveness lacks of 1.
    public T Occupied, Remaining, Shortfall;

    // For life.
    public T DecideFactor, AbandonFactor, BenefitFactor, Quality, Overrun;

    // Channels: internal time lived, and time of the next event.
    public Channels<T> Time, Next;
    public T IncidentMonths, WentLive;

    // Flows of the month.
    public T LocalCost, CashBenefit, Qalys, Patients, Benefit, HealthBenefit, Cost;

    public T StopReason, Furthest;
}

/// <summary>The channels of an initiative.</summary>
enum ChannelKind
{
    /// <summary>Sites decide.</summary>
    Decide,

    /// <summary>Sites leave the first contracting sub-stage; the other three follow.</summary>
    Contract,

    /// <summary>Sites go live.</summary>
    GoLive = 5,

    /// <summary>Sites abandon.</summary>
    Abandon,

    /// <summary>Incidents.</summary>
    Incident,
}

/// <summary>Something for each channel, in the order of <see cref="ChannelKind"/>.</summary>
[InlineArray(Length)]
struct Channels<T>
{
    /// <summary>Number of channels.</summary>
    public const int Length = 8;

    T first;
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
