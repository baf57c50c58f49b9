using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>
/// The state of one initiative in a few replications side by side. Stages, months and sites are whole numbers kept as
/// double-precision ones; what is said to hold is a mask.
/// </summary>
/// <remarks>Every month touches the fields in about this order: what claims need, what payment and delivery need, what adoption needs. Fields that are used together share lines of the cache.</remarks>
struct InitiativeLanes<T>
    where T : unmanaged, ILanes<T>
{
    public T StartMonth, Stage;

    // The month: masks as it began.
    public T Active, Delivering, Adopting, Supported;
    public T MonthsInAdoption, SupportEnded;

    // The post: what effectiveness lacks of 1, and months left on the leader's clock or of the vacancy.
    public T Occupied, Shortfall, Stability, LeaderInPost;

    // Need and lever effect of a stage, and its length, are those of the one it is in.
    public T StageNeed, ReceivedSoFar, Need, Claim;

    // The compartments in the order in which sites pass through them: each channel leads from the one of its number to the next.
    public T Undecided;
    public Stages<T> Contracting;
    public T Implementing, Live, Abandoned;
    public T CommittedShare;

    public T Received, Funded, Starved, Team, Living, WentLive;
    public T Progress, StageLength, LeverEffect, Evidence, Alignment;
    public T Remaining, Cost;

    // What its family shows it, and what is true for life.
    public T FamilyCommitted, Openness, Incident, DecideFactor, AbandonFactor, BenefitFactor;

    // Channels: internal time lived, and time of the next event.
    public Channels<T> Time, Next;

    // Flows of the month.
    public T LocalCost, CashBenefit, Qalys, Patients, Benefit, HealthBenefit;

    public T FamilyOpenness, IncidentMonths, Fallback, Quality, Overrun, StopReason, Furthest;
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
