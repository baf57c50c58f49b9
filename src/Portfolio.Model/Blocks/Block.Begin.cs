using System.Runtime.CompilerServices;
using Portfolio.Model.Events;
using Portfolio.Model.Lanes;
using Portfolio.Model.Leadership;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>Before the first month: numbers, calendars, draws and start values.</summary>
sealed unsafe partial class Block<T>
{
    /// <summary>Leaders and vacancies of each post that are drawn beforehand, for all lanes at once; blocks of draws. Few posts see more.</summary>
    const int DrawnLeaders = 8;

    /// <summary>Attempts at the stages that are drawn beforehand. Few initiatives are reworked more often, and one more would be drawn for all.</summary>
    const int DrawnAttempts = 2;

    static readonly int OverrunIndex = ParameterLayout.Initiative[ParameterLayout.Key("delivery.overrun")];

    readonly T* income;
    readonly T* settlements;
    readonly T* leverSpend;
    readonly T* discount;
    readonly T* healthDiscount;
    readonly PostCounts* posts;
    readonly int* attempts;
    readonly T* tenures;
    readonly T* vacancies;
    readonly T* gateLuck;
    readonly T* rework;
    readonly T* lengths;
    double knownDiscountRate = double.NaN;
    double knownHealthDiscountRate = double.NaN;

    /// <summary>Leaders and vacancies that a post has had.</summary>
    struct PostCounts
    {
        public int Leaders;
        public int Vacancies;
    }

    /// <summary>Where each initiative's terms stand; those whose terms are the same in all replications and equal to another's share them, so that they stay near the processor.</summary>
    /// <returns>How many there are.</returns>
    int PlaceTerms()
    {
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            termsStep[i] = plan.Members[i].Varies ? 1 : 0;
            var alike = plan.Members[i].Alike;
            termsAt[i] = alike < i ? termsAt[alike] : next;
            next += alike < i ? 0 : termsStep[i] == 0 ? 1 : vectors;
        }

        return next;
    }

    /// <summary>Where each initiative's month terms stand: those with the same terms and tier share them.</summary>
    /// <returns>How many there are.</returns>
    int PlaceMonthTerms()
    {
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            var (member, alike) = (plan.Members[i], plan.Members[plan.Members[i].Alike]);
            var shares = alike.Index < i && alike.Tier == member.Tier;
            monthTermsAt[i] = shares ? monthTermsAt[alike.Index] : next;
            next += shares ? 0 : vectors;
        }

        return next;
    }

    void BroadcastTerms()
    {
        for (var i = 0; i < count; i++)
        {
            if (termsStep[i] == 0)
                Broadcast((double*)Terms(i, 0), plan.Terms[i]);
        }

        var shared = ProgrammeTermsOf(model.Parameters.Fixed);
        for (var v = 0; v < vectors; v++)
            Broadcast((double*)(programmeTerms + v), shared);
    }

    /// <summary>Lays the same single terms into every lane.</summary>
    static void Broadcast<TTerms>(double* into, in TTerms single)
        where TTerms : unmanaged
    {
        for (var lane = 0; lane < T.Count; lane++)
            LayIn(into, lane, single);
    }

    /// <summary>Lays single terms into one lane: number by number, as both consist of nothing but lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void LayIn<TTerms>(double* into, int lane, in TTerms single)
        where TTerms : unmanaged
    {
        fixed (TTerms* terms = &single)
        {
            var values = (double*)terms;
            for (var i = 0; i < sizeof(TTerms) / sizeof(double); i++)
                into[i * T.Count + lane] = values[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Begin()
    {
        for (var lane = 0; lane < lanes; lane++)
            BeginLane(lane);
        DrawIncome();
        new Span<InitiativeRecord<T>>(records, count * vectors).Clear();
        new Span<T>(familyStarted, plan.Families.Length * vectors).Clear();
        new Span<SubjectSums<T>>(subjectSums, plan.Subjects.FirstInitiative * vectors).Clear();
        new Span<int>(positions, count * Channels<T>.Length * lanes).Clear();
        new Span<PostCounts>(posts, (count + 1) * lanes).Clear();
        Array.Clear(targetsReached);
        BeginProgramme();
        BeginGrants();
        for (var i = 0; i < count; i++)
            BeginInitiative(i);
    }

    /// <summary>Numbers and calendar of one replication, as far as they differ from the others'.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void BeginLane(int lane)
    {
        var replication = firstReplication + lane;
        var set = numbers[lane] ??= plan.SharedNumbers ? model.Parameters.Fixed : model.Parameters.Undrawn();
        if (!plan.SharedNumbers)
            model.Parameters.Draw(replication, set);
        calendars[lane] = plan.SharedCalendar ?? new EventCalendar(model, set, replication);
        if (plan.SharedNumbers)
        {
            FillDiscounts(lane, set);
            return;
        }

        if (plan.ProgrammeVaries)
            LayIn((double*)(programmeTerms + lane / T.Count), lane % T.Count, ProgrammeTermsOf(set));
        FillDiscounts(lane, set);
        for (var i = 0; i < count; i++)
        {
            if (termsStep[i] != 0)
            {
                var own = InitiativeTerms.Of(set.Initiative(i), set.Portfolio, plan.Terms[i], model.Parameters.Fixed.Initiative(i));
                LayIn((double*)Terms(i, lane / T.Count), lane % T.Count, own);
            }
        }
    }

    void FillDiscounts(int lane, ParameterSet set)
    {
        var (rate, health) = (set.Portfolio.ValuationDiscountRate, set.Portfolio.ValuationHealthDiscountRate);
        if (!plan.ProgrammeVaries && knownDiscountRate == rate && knownHealthDiscountRate == health && lane > 0)
            return;
        if (!plan.ProgrammeVaries)
        {
            if (knownDiscountRate == rate && knownHealthDiscountRate == health)
                return;
            (knownDiscountRate, knownHealthDiscountRate) = (rate, health);
            for (var t = 0; t < months; t++)
            {
                for (var v = 0; v < vectors; v++)
                {
                    discount[t * vectors + v] = T.Of(Discounting.Factor(rate, t));
                    healthDiscount[t * vectors + v] = T.Of(Discounting.Factor(health, t));
                }
            }

            return;
        }

        for (var t = 0; t < months; t++)
        {
            ((double*)discount)[t * lanes + lane] = Discounting.Factor(rate, t);
            ((double*)healthDiscount)[t * lanes + lane] = Discounting.Factor(health, t);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void BeginProgramme()
    {
        DrawPosts(count, 0, &programmeTerms->Post, sizeof(ProgrammeTerms<T>));
        for (var v = 0; v < vectors; v++)
        {
            var p = programme + v;
            *p = default;
            for (var k = 0; k < T.Count; k++)
            {
                ref readonly var set = ref numbers[v * T.Count + k].Portfolio;
                Lane(ref p->Framework, k) = set.FrameworkStrength;
                Lane(ref p->Carry, k) = set.BudgetCarry;
                for (var lever = 0; lever < LeverParametersByKind.Length; lever++)
                    Lane(ref p->Stocks[lever], k) = set.Levers[lever].Start;
            }

            var post = &programmeTerms[v].Post;
            (p->Occupied, p->Remaining, p->Shortfall) = FirstLeader(post, count, v, model.StartsVacant);
        }

        if (model.StartsVacant)
            CountFirstVacancy(count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void BeginInitiative(int i)
    {
        var member = plan.Members[i];
        var entity = member.Entity;
        DrawPosts(i, entity, &Terms(i, 0)->Post, termsStep[i] * sizeof(InitiativeTerms<T>));
        if (member.Initiative.Stage < Stage.Adoption)
            DrawStages(i, entity);
        BeginAbandonments(i, entity);
        for (var v = 0; v < vectors; v++)
        {
            var s = initiatives + i * vectors + v;
            var t = Terms(i, v);
            *s = default;
            BeginState(s, i, v);
            if (member.Overrun is { } overrun)
                s->Overrun = DrawOverrun(overrun, v);
            var (word, _, _, _) = LaneDraws.OfReplications<T>(model.Seed, RandomStream.Quality, entity, 0, (uint)(firstReplication + v * T.Count));
            s->Quality = NormalOf(word);
            s->DecideFactor = SpreadOf(t->DecideSpread, s->Quality) * t->Adoption.AtReference;
            s->AbandonFactor = SpreadOf(t->AbandonSpread, T.Of(0) - s->Quality);
            s->BenefitFactor = SpreadOf(t->BenefitSpread, s->Quality);
            (s->Occupied, s->Remaining, s->Shortfall) = FirstLeader(&t->Post, i, v, member.Initiative.StartsVacant);
            for (var channel = 0; channel < Channels<T>.Length; channel++)
                s->Gap[channel] = T.Of(NoEvent);
            var record = records + i * vectors + v;
            record->LiveAtStart = s->Live;
            record->NextMark = T.Of(1);
            record->SeenIn = T.Of(-1);
            starving[i * vectors + v] = T.Bits(s->Starved > T.Of(0));
            record->FirstLive = record->Half = T.Of(double.PositiveInfinity);
            record->StillUsed = T.Of(-1);
        }

        if (member.Initiative.StartsVacant)
            CountFirstVacancy(i);
        nextStart[i] = 0;
    }

    /// <summary>Start values from each lane's numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void BeginState(InitiativeLanes<T>* s, int i, int v)
    {
        var member = plan.Members[i];
        for (var k = 0; k < T.Count; k++)
        {
            var lane = v * T.Count + k;
            ref readonly var p = ref numbers[lane].Initiative(i);
            Lane(ref s->StartMonth, k) = calendars[lane].Initiative(i).StartMonth;
            Lane(ref s->Stage, k) = Lane(ref s->Furthest, k) = (double)member.Initiative.Stage;
            Lane(ref s->Progress, k) = p.Progress;
            Lane(ref s->Starved, k) = p.StarvedMonths;
            Lane(ref s->Awarded, k) = p.Received;
            Lane(ref s->StoppedIn, k) = months;
            Lane(ref s->Team, k) = p.Team;
            Lane(ref s->Evidence, k) = p.EvidenceStart;
            Lane(ref s->Alignment, k) = p.AlignmentStart;
            Lane(ref s->Overrun, k) = p.DeliveryOverrun;
            attempts[i * lanes + lane] = (int)p.Attempt;

            // Sites are whole; what is left over is undecided.
            var (eligible, implementing, live, abandoned) = ((int)p.SitesEligible, (int)p.SitesImplementing, (int)p.SitesLive, (int)p.SitesAbandoned);
            var contracting = 0;
            var stages = StagesOf(i, lane);
            for (var stage = 0; stage < stages; stage++)
            {
                Lane(ref s->Upstream[stages - 1 - stage], k) = member.Initiative.Contracting[stage];
                contracting += member.Initiative.Contracting[stage];
            }

            Lane(ref s->Implementing, k) = implementing;
            Lane(ref s->Live, k) = live;
            Lane(ref s->Abandoned, k) = abandoned;
            Lane(ref *Undecided(s, member), k) = eligible - contracting - implementing - live - abandoned;
        }
    }

    ProgrammeTerms<Lanes1> ProgrammeTermsOf(ParameterSet set)
    {
        ref readonly var p = ref set.Portfolio;
        var own = new ProgrammeTerms<Lanes1>
        {
            Post = PostTerms.Of(p.Leadership),
            CarryForward = p.BudgetCarryForward,
            EvidenceBar = p.AllocationEvidenceBar,
            ProgrammeWeight = p.FrameworkProgrammeWeight,
            ResetProbability = p.FrameworkResetProbability,
            ResetLoss = p.FrameworkResetLoss,
            Erosion = p.FrameworkErosion,
            FrameworkSpend = p.FrameworkPlannedSpendPerMonth,
            FrameworkFullSpend = p.FrameworkFullSpendPerMonth,
            FrameworkGain = p.FrameworkGain,
            FrameworkDecay = p.FrameworkDecay,
            ImplementingCapacity = p.ImplementingCapacity,
            ScaledShare = p.ScaledShare,
            SustainMonths = p.SustainMonths,
            ScenarioCosts = model.ScenarioCosts.Sum(cost => set[cost]),
        };
        for (var lever = 0; lever < LeverParametersByKind.Length; lever++)
        {
            own.FullSpend[lever] = p.Levers[lever].FullSpendPerMonth;
            own.Gain[lever] = p.Levers[lever].Gain;
            own.Decay[lever] = p.Levers[lever].Decay;
        }

        return own;
    }
}
