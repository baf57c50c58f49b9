using System.Runtime.CompilerServices;
using Portfolio.Model.Events;
using Portfolio.Model.Lanes;
using Portfolio.Model.Leadership;
using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>
/// A block of replications of one portfolio, all in the same month: months outermost, then initiatives, then lanes. What differs
/// from lane to lane only now and then (a gate, a site, a leader) is marked by a bit and done lane by lane afterwards.
/// </summary>
/// <remarks>
/// Agrees with <see cref="PortfolioFuture"/> bit for bit: both use the same formulas in the same order, and every sum over
/// initiatives runs in their order.
/// </remarks>
sealed unsafe partial class Block<T> : IDisposable
    where T : unmanaged, ILanes<T>
{
    const double NoEvent = 1e300;

    readonly BlockPlan plan;
    readonly PortfolioModel model;
    readonly LaneMemory memory = new();
    readonly int lanes;
    readonly int vectors;
    readonly int count;
    readonly int months;
    readonly InitiativeLanes<T>* initiatives;
    readonly InitiativeMonth<T>* monthOf;
    readonly InitiativeRecord<T>* records;
    readonly InitiativeTerms<T>* terms;
    readonly int* termsStep;
    readonly int* termsAt;
    readonly ProgrammeLanes<T>* programme;
    readonly ProgrammeTerms<T>* programmeTerms;
    readonly EventCalendar[] calendars;
    readonly ParameterSet[] numbers;
    readonly bool[] yearEndsAfter;
    int firstReplication;
    int used;

    /// <summary>Room for a block.</summary>
    /// <param name="plan">What is simulated.</param>
    /// <param name="lanes">Replications at once: a multiple of the vectors' width, at most 64.</param>
    /// <param name="collector">Takes the months' series.</param>
    public Block(BlockPlan plan, int lanes, BlockCollector<T> collector)
    {
        (this.plan, this.lanes, this.collector) = (plan, lanes, collector);
        (model, count, months, vectors) = (plan.Model, plan.Count, plan.Model.Months, lanes / T.Count);
        initiatives = memory.Of<InitiativeLanes<T>>(count * vectors);
        monthOf = memory.Of<InitiativeMonth<T>>(count * vectors);
        records = memory.Of<InitiativeRecord<T>>(count * vectors);
        termsStep = memory.Of<int>(count);
        termsAt = memory.Of<int>(count);
        terms = memory.Of<InitiativeTerms<T>>(PlaceTerms());
        programme = memory.Of<ProgrammeLanes<T>>(vectors);
        programmeTerms = memory.Of<ProgrammeTerms<T>>(vectors);
        calendars = new EventCalendar[lanes];
        numbers = new ParameterSet[lanes];
        income = memory.Of<T>(months * vectors);
        settlements = memory.Of<T>(RoundedYears * vectors);
        leverSpend = memory.Of<T>(LeverParametersByKind.Length * vectors);
        purses = memory.Of<T>(count * vectors);
        ownPurses = memory.Of<T>(OwnClaimants * vectors);
        discount = memory.Of<T>(months * vectors);
        healthDiscount = memory.Of<T>(months * vectors);
        (tiers, ownTier) = (model.Allocation.Tiers, model.Allocation.LeverTier);
        claimed = memory.Of<T>(tiers * vectors);
        fractions = memory.Of<T>(tiers * vectors);
        openness = memory.Of<T>(vectors);
        procurement = memory.Of<T>(vectors);
        turnover = memory.Of<T>(vectors);
        familyCommitted = memory.Of<T>(Math.Max(1, plan.Families.Length) * vectors);
        familyStarted = memory.Of<T>(Math.Max(1, plan.Families.Length) * vectors);
        familyOthers = memory.Of<T>(Math.Max(1, plan.Families.Length) * vectors);
        stopsAreSeen = plan.StopsAreSeen;
        hasIncidents = plan.HasIncidents;
        familyIncidents = new ulong[Math.Max(1, plan.Families.Length)];
        thresholds = memory.Uncleared<double>(count * Channels<T>.Length * lanes * ChunkRoom);
        starving = memory.Of<uint>(count * vectors);
        nextStart = memory.Of<int>(count);
        monthTermsAt = new int[count];
        monthTerms = memory.Of<MonthTerms<T>>(PlaceMonthTerms());
        postTerms = (PostTerms<T>**)memory.Of<nint>(count * vectors);
        for (var record = 0; record < count * vectors; record++)
            postTerms[record] = &Terms(record / vectors, record % vectors)->Post;
        dueLanes = memory.Of<int>(count * lanes + SetBits.Surplus);
        yearEndsAfter = [.. Enumerable.Range(0, months).Select(month => model.FiscalYearIndex(month + 1) != model.FiscalYearIndex(month))];
        extras = memory.Of<AdoptionExtras<T>>(1);
        dueOf = memory.Of<DueLanes>(count * vectors);
        positions = memory.Of<int>(count * Channels<T>.Length * lanes);
        drawn = memory.Of<T>(4 * Channels<T>.Length);
        places = memory.Of<int>(Channels<T>.Length);
        byLane = memory.Of<double>(4 * T.Count);
        drawnEvents = memory.Of<int>(count * Channels<T>.Length * lanes);
        dueMoves = memory.Of<int>(count * Channels<T>.Length * lanes + SetBits.Surplus);
        posts = memory.Of<PostCounts>((count + 1) * lanes);
        attempts = memory.Of<int>(count * lanes);
        tenures = memory.Of<T>((count + 1) * DrawnLeaders * vectors);
        vacancies = memory.Of<T>((count + 1) * DrawnLeaders * vectors);
        gateLuck = memory.Of<T>(count * DrawnAttempts * ByStage.Length * vectors);
        rework = memory.Of<T>(count * DrawnAttempts * ByStage.Length * vectors);
        lengths = memory.Of<T>(count * DrawnAttempts * ByStage.Length * vectors);
        sums = memory.Of<MonthSums<T>>(plan.Subjects.FirstInitiative * vectors);
        subjectSums = memory.Of<SubjectSums<T>>(plan.Subjects.FirstInitiative * vectors);
        targetsReached = new ulong[model.Targets.Count];
        targetMonths = new double[model.Targets.Count * lanes];
        wanted = [.. collector.Series];
        collected = memory.Of<T>(plan.Subjects.Count * vectors);
        BroadcastTerms();
    }

    ulong UsedLanes => used == 64 ? ulong.MaxValue : (1UL << used) - 1;

    /// <summary>Simulates some replications, from the first month to the last.</summary>
    /// <param name="first">Index of the first.</param>
    /// <param name="replications">How many, no more than there are lanes. What the others compute is not looked at.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int first, int replications)
    {
        (firstReplication, used) = (first, replications);
        Begin();
        for (var month = 0; month < months; month++)
        {
            Open(month);
            Claim(month);
            Allocate(month);
            MeetOthers(month);
            Advance(month);
            Close(month);
            Report(month);
        }
    }

    public void Dispose() => memory.Dispose();

    InitiativeTerms<T>* Terms(int initiative, int vector) => terms + termsAt[initiative] + termsStep[initiative] * vector;

    /// <summary>An initiative's month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    InitiativeMonth<T>* Month(int initiative, int vector) => monthOf + initiative * vectors + vector;

    /// <summary>An initiative's undecided sites.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static T* Undecided(InitiativeLanes<T>* s, MemberPlan member) => (T*)&s->Upstream + member.ContractStages;

    /// <summary>Its contracting sites, over all sub-stages.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static T Contracting(InitiativeLanes<T>* s, MemberPlan member)
    {
        var sites = s->Upstream[0];
        for (var stage = 1; stage < member.ContractStages; stage++)
            sites += s->Upstream[stage];
        return sites;
    }

    /// <summary>A lane of some lanes in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static ref double Lane(ref T value, int lane) => ref Unsafe.Add(ref Unsafe.As<T, double>(ref value), lane);

    /// <summary>A lane of a mask in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static ref ulong MaskLane(ref T mask, int lane) => ref Unsafe.Add(ref Unsafe.As<T, ulong>(ref mask), lane);

    /// <summary>The initiative's vector in which a lane of the block lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    InitiativeLanes<T>* Of(int initiative, int lane) => initiatives + initiative * vectors + lane / T.Count;

    /// <summary>Lays a number into all lanes of the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void LayInAll(T* into, double value)
    {
        for (var v = 0; v < vectors; v++)
            into[v] = T.Of(value);
    }

    /// <summary>A mask's bits at their place among all lanes of the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static ulong Bits(T mask, int vector) => (ulong)T.Bits(mask) << (vector * T.Count);
}
