using System.Runtime.CompilerServices;
using Portfolio.Model.Events;
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
    readonly PostCounts* posts;
    readonly int* attempts;
    readonly T* tenures;
    readonly T* vacancies;
    readonly T* gateLuck;
    readonly T* rework;
    readonly T* lengths;

    /// <summary>Leaders and vacancies that a post has had.</summary>
    struct PostCounts
    {
        public int Leaders;
        public int Vacancies;
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
        FillDiscounts(lane, set.Portfolio);
        if (plan.ProgrammeVaries)
            LayIn((double*)(programmeTerms + lane / T.Count), lane % T.Count, ProgrammeTermsOf(set));
        for (var i = 0; i < count && !plan.SharedNumbers; i++)
        {
            if (termsStep[i] == 0)
                continue;
            var own = InitiativeTerms.Of(set.Initiative(i), set.Portfolio, plan.Terms[i], model.Parameters.Fixed.Initiative(i));
            LayIn((double*)Terms(i, lane / T.Count), lane % T.Count, own);
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
}
