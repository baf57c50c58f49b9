using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>What a block reports month by month: sums of subjects, targets, series.</summary>
sealed unsafe partial class Block<T>
{
    readonly MonthSums<T>* sums;
    readonly SubjectSums<T>* subjectSums;
    readonly ulong[] targetsReached;
    readonly double[] targetMonths;

    bool SumsAll => plan.SumsAll;

    /// <summary>Looks at an initiative after a month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void Observe(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MemberPlan member, int v, int month, bool isUsed)
    {
        AddTo(sums + v, s, m, isUsed);
        if (member.Theme >= 0)
            AddTo(sums + (1 + member.Theme) * vectors + v, s, m, isUsed);
        if (SumsAll)
            AddRest(s, m, t, member, v);
        var record = records + member.Index * vectors + v;
        AddTo(&record->Sums, s, m, isUsed);
        if (month == 0 || T.Bits(m->Adopting) != 0)
            Watch(s, m, t, record, v, month);
    }

    /// <summary>What is not active changes nothing any more, but its sites count, and its start is seen once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void ObserveInactive(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MemberPlan member, int v, int month)
    {
        sums[v].Live += s->Live;
        if (member.Theme >= 0)
            sums[(1 + member.Theme) * vectors + v].Live += s->Live;
        if (SumsAll)
            AddRest(s, m, t, member, v);
        if (month > 0)
            return;
        var record = records + member.Index * vectors + v;
        AddTo(&record->Sums, s, m, isUsed: false);
        Watch(s, m, t, record, v, month);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void AddTo(MonthSums<T>* sum, InitiativeLanes<T>* s, InitiativeMonth<T>* m, bool isUsed)
    {
        sum->Live += s->Live;
        sum->Need += s->Need;
        sum->Received += m->Received;
        sum->Cost += m->Cost;
        sum->Stability += m->Active & m->Stability;
        sum->Active += m->Active & T.Of(1);
        if (!isUsed)
            return;
        sum->Patients += m->Patients;
        sum->Qalys += m->Qalys;
        sum->Benefit += m->Benefit;
        sum->HealthBenefit += m->HealthBenefit;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void AddTo(SubjectSums<T>* sum, InitiativeLanes<T>* s, InitiativeMonth<T>* m, bool isUsed)
    {
        sum->Live = s->Live;
        sum->PeakLive = Elementary.Max(sum->PeakLive, s->Live);
        sum->Stability += m->Active & m->Stability;
        sum->ActiveMonths += m->Active & T.Of(1);
        sum->Need += s->Need;
        sum->Received += m->Received;
        sum->Cost += m->Cost;
        if (!isUsed)
            return;
        sum->Patients += m->Patients;
        sum->Qalys += m->Qalys;
        sum->Benefit += m->Benefit;
        sum->HealthBenefit += m->HealthBenefit;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddRest(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MemberPlan member, int v)
    {
        AddRest(sums + v, s, m, t, member);
        if (member.Theme >= 0)
            AddRest(sums + (1 + member.Theme) * vectors + v, s, m, t, member);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddRest(MonthSums<T>* sum, InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MemberPlan member)
    {
        sum->Team += m->Active & s->Team;
        sum->LeaderInPost += m->Active & m->LeaderInPost;
        sum->Evidence += m->Active & s->Evidence;
        sum->Alignment += m->Active & s->Alignment;
        sum->Undecided += *Undecided(s, member);
        sum->Contracting += Contracting(s, member);
        sum->Implementing += s->Implementing;
        sum->Abandoned += s->Abandoned;
        sum->LocalCost += m->LocalCost;
        sum->CashBenefit += m->CashBenefit;
        sum->Eligible += t->Eligible;
        for (var stage = 0; stage <= (int)Stage.Stopped; stage++)
            sum->InStage[stage] += T.Equal(s->Stage, T.Of(stage)) & T.Of(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void Add(SubjectSums<T>* subject, T live, T stability, T active, T need, T received, T patients, T qalys, T benefit, T healthBenefit, T cost)
    {
        subject->Live = live;
        subject->PeakLive = Elementary.Max(subject->PeakLive, live);
        subject->Stability += stability;
        subject->ActiveMonths += active;
        subject->Need += need;
        subject->Received += received;
        subject->Patients += patients;
        subject->Qalys += qalys;
        subject->Benefit += benefit;
        subject->HealthBenefit += healthBenefit;
        subject->Cost += cost;
    }

    /// <summary>Whether and when an initiative's sites went live, and whether they still are once support has ended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Watch(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, InitiativeRecord<T>* record, int v, int month)
    {
        record->InitiativePeak = T.Select(m->Living, Elementary.Max(record->InitiativePeak, s->Live), record->InitiativePeak);
        var since = Elementary.Max(T.Of(month) - s->StartMonth, T.Of(0));
        var live = s->Live > T.Of(0);
        record->FirstLive = T.Select(live, Elementary.Min(record->FirstLive, since), record->FirstLive);
        record->Half = T.Select(s->Live >= T.Of(0.5) * t->Eligible, Elementary.Min(record->Half, since), record->Half);
        record->Scaled |= live & (s->Live >= programmeTerms[v].ScaledShare * t->Eligible);

        var over = m->Adopting & T.Equal(s->Stage, T.Of((double)Stage.Adoption)) & (s->SupportEnded | (s->MonthsInAdoption >= t->SupportMonths));
        var open = over & T.Equal(record->StillUsed, T.Of(-1));
        record->UnsupportedMonths += Without(open, m->Supported) & T.Of(1);
        var seen = open & (record->UnsupportedMonths >= programmeTerms[v].SustainMonths);
        var used = (s->Live >= T.Of(0.5) * record->InitiativePeak) & T.Of(1);
        record->StillUsed = T.Select(seen, used, record->StillUsed);
    }

    /// <summary>Ends a month: the programme's own costs, sums of all subjects, targets, series.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Report(int month)
    {
        for (var v = 0; v < vectors; v++)
        {
            var p = programme + v;
            sums[v].Need = p->Needs;
            sums[v].Received = p->Paid;
            sums[v].Cost += p->OwnReceived * discount[month * vectors + v];
        }

        for (var subject = 0; subject < plan.Subjects.FirstInitiative; subject++)
        {
            for (var v = 0; v < vectors; v++)
            {
                var m = sums + subject * vectors + v;
                var any = m->Active > T.Of(0);
                var stability = any & (m->Stability / m->Active);
                Add(
                    subjectSums + subject * vectors + v,
                    m->Live,
                    stability,
                    any & T.Of(1),
                    m->Need,
                    m->Received,
                    m->Patients,
                    m->Qalys,
                    m->Benefit,
                    m->HealthBenefit,
                    m->Cost);
            }
        }

        MeetTargets(month);
        CollectSums(month);
        CollectInitiatives(month);
        new Span<MonthSums<T>>(sums, plan.Subjects.FirstInitiative * vectors).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MeetTargets(int month)
    {
        for (var target = 0; target < targetsReached.Length; target++)
        {
            if ((targetsReached[target] & UsedLanes) == UsedLanes)
                continue;
            var reached = Reach(model.Targets[target]);
            for (var fresh = reached & ~targetsReached[target]; fresh != 0;)
                targetMonths[target * lanes + Take(ref fresh)] = month;
            targetsReached[target] |= reached;
        }
    }

    /// <summary>Lanes in which a target's sites are live.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    ulong Reach(TargetModel wanted)
    {
        var reached = 0UL;
        for (var v = 0; v < vectors; v++)
        {
            T live = default;
            foreach (var i in wanted.Initiatives)
                live += initiatives[i * vectors + v].Live;
            reached |= Bits(live >= T.Of(wanted.Sites), v);
        }

        return reached;
    }
}
