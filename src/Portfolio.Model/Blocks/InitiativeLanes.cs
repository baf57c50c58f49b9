using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Blocks;

/// <summary>
/// The state of one initiative in a few replications side by side, as one month leaves it to the next. Stages, months and sites are whole
/// numbers kept as double-precision ones; what is said to hold is a mask.
/// </summary>
/// <remarks>Every month touches the fields in about this order, but for the last ones. Fields that are used together share lines of the cache.</remarks>
struct InitiativeLanes<T>
    where T : unmanaged, ILanes<T>
{
    // Masks: it delivers, blocked or not; it is in adoption; it is supported in this month; its post is occupied.
    public T Delivering, Adopting, Supported, Occupied;

    // What its stage needs, 0 in adoption and while it is not active; the first month without support.
    public T StageNeed, SupportedUntil;

    // This month's need, and its committed share at the month's start, 0 before its own start.
    public T Need, CommittedShare;

    // Internal time left of each channel to its next event, and behind it the compartments: a channel's sites go from one to the one before.
    public Channels<T> Gap;
    public T Abandoned, Live, Implementing;
    public Upstream<T> Upstream;

    // The post: what effectiveness lacks of 1, and months left on the leader's clock or of the vacancy.
    public T Shortfall, Remaining;

    // The stage it is in, one over its length, and the share of it done.
    public T Stage, InverseMonths, Progress;

    public T Team, Evidence, Alignment;

    // What is true for life.
    public T DecideFactor, AbandonFactor, BenefitFactor;

    // What few months or few initiatives look at.
    public T Started, StartMonth, StoppedIn, Starved, Claim, Awarded, FamilyOpenness, IncidentMonths, Blocked, Fallback, Quality, Overrun, StopReason, Furthest;
}

/// <summary>What holds of an initiative in one month only, in a few replications side by side.</summary>
struct InitiativeMonth<T>
    where T : unmanaged, ILanes<T>
{
    // Masks as the month began: it was active, it delivered and nothing blocked it. Then, whether it goes on once it was paid.
    public T Active, Delivering, Living;

    public T Stability, Received, Funded;

    // Sites that had ever gone live when the month began.
    public T EverLive;

    // Only where some series asks for them.
    public T LeaderInPost, LocalCost, CashBenefit, Qalys, Patients;
}

/// <summary>What is kept of an initiative only to report it: sums over the months, and whether and when it scaled.</summary>
struct InitiativeRecord<T>
    where T : unmanaged, ILanes<T>
{
    public T PeakLive, Stability, Need, Received, Cost, Patients, Qalys, Benefit, HealthBenefit;

    // The fewest live sites at which there is something to note, and the month after which it is seen whether it is still used.
    public T NextMark, SeenIn;

    public T FirstLive, Half, Scaled, StillUsed, LiveAtStart;
}

/// <summary>What is kept of a theme or the portfolio month by month; all else is summed up over its initiatives at the end.</summary>
struct SubjectSums<T>
    where T : unmanaged, ILanes<T>
{
    public T PeakLive, Stability, ActiveMonths;
}

/// <summary>The state of the programme in a few replications side by side.</summary>
struct ProgrammeLanes<T>
    where T : unmanaged, ILanes<T>
{
    public T Framework, Carry, Budget, Left, Needs, Paid, OwnNeeds, OwnReceived, LeaderInPost;
    public T Occupied, Remaining, Shortfall, NewLeader, CapacityShare;
    public Levers<T> Stocks;
    public Leadership.Stability<T> Stability;

    // Sums over the months of what levers, framework and scenario needed, received and cost.
    public T AllOwnNeeds, AllOwnReceived, OwnCost;
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
