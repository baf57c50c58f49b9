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

    /// <summary>Adds an initiative's month to those of its theme and the portfolio.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void Observe(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, InitiativeRecord<T>* record, MemberPlan member, int v)
    {
        Add(sums + v, s, m, t, record, member);
        if (member.Theme >= 0)
            Add(sums + (1 + member.Theme) * vectors + v, s, m, t, record, member);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void Add(MonthSums<T>* sum, InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, InitiativeRecord<T>* record, MemberPlan member)
    {
        sum->Live += s->Live;
        sum->Stability += m->Active & m->Stability;
        sum->Active += m->Active & T.Of(1);
        if (wanted.Length == 0)
            return;
        sum->Need += s->Need;
        sum->Received += m->Received;
        sum->Npv += record->Benefit - record->Cost;
        if (plan.SumsAll)
            AddRest(sum, s, m, t, member);
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
        sum->Qalys += m->Qalys;
        sum->Patients += m->Patients;
        sum->Eligible += t->Eligible;
        for (var stage = 0; stage <= (int)Stage.Stopped; stage++)
            sum->InStage[stage] += T.Equal(s->Stage, T.Of(stage)) & T.Of(1);
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
            sums[v].Npv -= p->OwnCost;
        }

        for (var subject = 0; subject < plan.Subjects.FirstInitiative; subject++)
        {
            for (var v = 0; v < vectors; v++)
            {
                var m = sums + subject * vectors + v;
                var any = m->Active > T.Of(0);
                var subjectSum = subjectSums + subject * vectors + v;
                subjectSum->PeakLive = Elementary.Max(subjectSum->PeakLive, m->Live);
                subjectSum->Stability += any & (m->Stability / m->Active);
                subjectSum->ActiveMonths += any & T.Of(1);
            }
        }

        MeetTargets(month);
        CollectSums(month);
        CollectInitiatives(month);
        ClearSums();
    }

    /// <summary>Sums begin anew; what no series asks for was never added to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void ClearSums()
    {
        for (var sum = sums; sum < sums + plan.Subjects.FirstInitiative * vectors; sum++)
        {
            if (plan.SumsAll)
                *sum = default;
            sum->Live = sum->Stability = sum->Active = default;
            sum->Need = sum->Received = sum->Npv = default;
        }
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
                targetMonths[target * lanes + SetBits.Take(ref fresh)] = month;
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
