using System.Runtime.CompilerServices;
using Portfolio.Model.Distributions;
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
    /// <summary>Leaders and vacancies of each post that are drawn beforehand, for all lanes at once; two blocks of draws.</summary>
    const int DrawnLeaders = 8;

    static readonly int OverrunIndex = ParameterLayout.Initiative[ParameterLayout.Key("delivery.overrun")];

    readonly T* income;
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
        public int Leader;
        public int Vacancies;
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
        new Span<InitiativeRecord<T>>(records, count * vectors).Clear();
        new Span<SubjectSums<T>>(subjectSums, plan.Subjects.FirstInitiative * vectors).Clear();
        new Span<int>(fired, count * Channels<T>.Length * lanes).Clear();
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
        var set = numbers[lane] = plan.SharedNumbers ? model.Parameters.Fixed : model.Parameters.At(replication);
        calendars[lane] = plan.SharedCalendar ?? new EventCalendar(model, set, replication);
        model.Income.Fill(new Span<double>((double*)income + lane, (months - 1) * lanes + 1), lanes, set, calendars[lane], replication);
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
        for (var v = 0; v < vectors; v++)
        {
            var s = initiatives + i * vectors + v;
            var t = Terms(i, v);
            *s = default;
            BeginState(s, i, v);
            var (word, _, _, _) = LaneDraws.OfReplications<T>(model.Seed, RandomStream.Quality, entity, 0, (uint)(firstReplication + v * T.Count));
            s->Quality = StandardNormal.Quantile(LaneDraws.Uniform(word));
            s->DecideFactor = Spread.Of(t->DecideSpread, s->Quality);
            s->AbandonFactor = Spread.Of(t->AbandonSpread, T.Of(0) - s->Quality);
            s->BenefitFactor = Spread.Of(t->BenefitSpread, s->Quality);
            (s->Occupied, s->Remaining, s->Shortfall) = FirstLeader(&t->Post, i, v, member.Initiative.StartsVacant);
            for (var channel = 0; channel < Channels<T>.Length; channel++)
                s->Next[channel] = T.Of(NoEvent);
            var record = records + i * vectors + v;
            record->InitiativePeak = s->Live;
            record->FirstLive = record->Half = T.Of(double.PositiveInfinity);
            record->StillUsed = T.Of(-1);
        }

        if (member.Initiative.StartsVacant)
            CountFirstVacancy(i);
        for (var lane = 0; lane < lanes; lane++)
        {
            if (member.Initiative.Stage == Stage.Adoption)
                EnterAdoption(i, lane);
            else
                EnterStage(i, lane);
        }
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
            Lane(ref s->MonthsInAdoption, k) = p.MonthsInAdoption;
            Lane(ref s->ReceivedSoFar, k) = p.Received;
            Lane(ref s->Team, k) = p.Team;
            Lane(ref s->Evidence, k) = p.EvidenceStart;
            Lane(ref s->Alignment, k) = p.AlignmentStart;
            Lane(ref s->Overrun, k) = member.Overrun is { } overrun
                ? overrun.Of.Quantile(new Draws(model.Seed, overrun.Entity, (uint)(firstReplication + lane)).Uniform(RandomStream.Overrun, 0))
                : p.DeliveryOverrun;
            attempts[i * lanes + lane] = (int)p.Attempt;

            // Sites are whole; what is left over is undecided.
            var (eligible, implementing, live, abandoned) = ((int)p.SitesEligible, (int)p.SitesImplementing, (int)p.SitesLive, (int)p.SitesAbandoned);
            var contracting = 0;
            for (var stage = 0; stage < ByStage.Length; stage++)
            {
                Lane(ref s->Contracting[stage], k) = member.Initiative.Contracting[stage];
                contracting += member.Initiative.Contracting[stage];
            }

            Lane(ref s->Implementing, k) = implementing;
            Lane(ref s->Live, k) = live;
            Lane(ref s->Abandoned, k) = abandoned;
            Lane(ref s->Undecided, k) = eligible - contracting - implementing - live - abandoned;
        }
    }

    /// <summary>The first leaders and vacancies of a post.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void DrawPosts(int post, uint entity, PostTerms<T>* first, int step)
    {
        for (var block = 0; block < DrawnLeaders / 4; block++)
        {
            for (var v = 0; v < vectors; v++)
            {
                var t = (PostTerms<T>*)((byte*)first + (nint)step * v);
                var replication = (uint)(firstReplication + v * T.Count);
                var to = (post * DrawnLeaders + block * 4) * vectors + v;
                var (w0, w1, w2, w3) = LaneDraws.OfReplications<T>(model.Seed, RandomStream.Tenure, entity, (uint)block, replication);
                tenures[to] = t->Tenure(block == 0 ? t->Served : T.Of(0), LaneDraws.Exponential(w0));
                tenures[to + vectors] = t->Tenure(T.Of(0), LaneDraws.Exponential(w1));
                tenures[to + 2 * vectors] = t->Tenure(T.Of(0), LaneDraws.Exponential(w2));
                tenures[to + 3 * vectors] = t->Tenure(T.Of(0), LaneDraws.Exponential(w3));
                (w0, w1, w2, w3) = LaneDraws.OfReplications<T>(model.Seed, RandomStream.Vacancy, entity, (uint)block, replication);
                vacancies[to] = t->Vacancy(StandardNormal.Quantile(LaneDraws.Uniform(w0)));
                vacancies[to + vectors] = t->Vacancy(StandardNormal.Quantile(LaneDraws.Uniform(w1)));
                vacancies[to + 2 * vectors] = t->Vacancy(StandardNormal.Quantile(LaneDraws.Uniform(w2)));
                vacancies[to + 3 * vectors] = t->Vacancy(StandardNormal.Quantile(LaneDraws.Uniform(w3)));
            }
        }
    }

    /// <summary>Lengths, gates and rework of a first attempt.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void DrawStages(int i, uint entity)
    {
        for (var v = 0; v < vectors; v++)
        {
            var t = Terms(i, v);
            var replication = (uint)(firstReplication + v * T.Count);
            var to = i * ByStage.Length * vectors + v;
            var (w0, w1, w2, w3) = LaneDraws.OfReplications<T>(model.Seed, RandomStream.StageDuration, entity, 0, replication);
            lengths[to] = t->StageMonths[0] * Spread.Of(t->DurationSigma, StandardNormal.Quantile(LaneDraws.Uniform(w0)));
            lengths[to + vectors] = t->StageMonths[1] * Spread.Of(t->DurationSigma, StandardNormal.Quantile(LaneDraws.Uniform(w1)));
            lengths[to + 2 * vectors] = t->StageMonths[2] * Spread.Of(t->DurationSigma, StandardNormal.Quantile(LaneDraws.Uniform(w2)));
            lengths[to + 3 * vectors] = t->StageMonths[3] * Spread.Of(t->DurationSigma, StandardNormal.Quantile(LaneDraws.Uniform(w3)));
            (w0, w1, w2, w3) = LaneDraws.OfReplications<T>(model.Seed, RandomStream.Gate, entity, 0, replication);
            gateLuck[to] = StandardNormal.Quantile(LaneDraws.Uniform(w0));
            gateLuck[to + vectors] = StandardNormal.Quantile(LaneDraws.Uniform(w1));
            gateLuck[to + 2 * vectors] = StandardNormal.Quantile(LaneDraws.Uniform(w2));
            gateLuck[to + 3 * vectors] = StandardNormal.Quantile(LaneDraws.Uniform(w3));
            (w0, w1, w2, w3) = LaneDraws.OfReplications<T>(model.Seed, RandomStream.Rework, entity, 0, replication);
            rework[to] = LaneDraws.Uniform(w0);
            rework[to + vectors] = LaneDraws.Uniform(w1);
            rework[to + 2 * vectors] = LaneDraws.Uniform(w2);
            rework[to + 3 * vectors] = LaneDraws.Uniform(w3);
        }
    }

    /// <summary>The post as the first month finds it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    (T Occupied, T Remaining, T Shortfall) FirstLeader(PostTerms<T>* t, int post, int v, bool startsVacant) => startsVacant
        ? (default, vacancies[post * DrawnLeaders * vectors + v], t->VacantShortfall)
        : (T.OfBits(ulong.MaxValue), tenures[post * DrawnLeaders * vectors + v] - t->MonthsInPost, t->FirstShortfall);

    void CountFirstVacancy(int post)
    {
        for (var lane = 0; lane < lanes; lane++)
            posts[post * lanes + lane].Vacancies = 1;
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
