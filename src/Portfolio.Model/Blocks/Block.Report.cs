using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>What a block reports month by month: sums of subjects, targets, series.</summary>
sealed unsafe partial class Block<T>
{
    readonly BlockCollector<T> collector;
    readonly Series[] wanted;
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

    /// <summary>Series of the portfolio and its themes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void CollectSums(int month)
    {
        var values = stackalloc T[vectors];
        for (var series = 0; series < wanted.Length; series++)
        {
            for (var subject = 0; subject < plan.Subjects.FirstInitiative; subject++)
            {
                for (var v = 0; v < vectors; v++)
                    values[v] = ValueOf(wanted[series], subject, v);
                collector.Take(series, month, subject, 1, values, 0, sizeof(T), UsedLanes);
            }
        }
    }

    /// <summary>Series of an initiative; one that is kept as it is reported is taken from where it is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void CollectInitiative(int i, int month)
    {
        if (!collector.TakesInitiatives)
            return;
        var values = stackalloc T[vectors];
        var s = initiatives + i * vectors;
        var m = Month(i, 0);
        var subject = plan.Subjects.FirstInitiative + i;
        for (var series = 0; series < wanted.Length; series++)
        {
            var which = wanted[series];
            if (which == Series.Live)
            {
                collector.Take(series, month, subject, 1, &s->Live, 0, sizeof(InitiativeLanes<T>), UsedLanes);
            }
            else if (Kept(which, m) is var kept && kept is not null)
            {
                collector.Take(series, month, subject, 1, kept, 0, sizeof(InitiativeMonth<T>), UsedLanes);
            }
            else if (!which.IsProgrammes())
            {
                for (var v = 0; v < vectors; v++)
                    values[v] = ValueOf(which, s + v, m + v, records + i * vectors + v, Terms(i, v), plan.Members[i]);
                collector.Take(series, month, subject, 1, values, 0, sizeof(T), UsedLanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static T* Kept(Series series, InitiativeMonth<T>* m) => series switch
    {
        Series.Received => &m->Received,
        Series.Funded => &m->Funded,
        Series.Stability => &m->Stability,
        _ => null,
    };

    /// <summary>A series of the portfolio or a theme.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T ValueOf(Series series, int subject, int v)
    {
        var m = sums + subject * vectors + v;
        var p = programme + v;
        return series switch
        {
            Series.Budget => OfProgramme(subject, p->Budget),
            Series.Framework => OfProgramme(subject, p->Framework),
            >= Series.Capability and <= Series.Regulation => OfProgramme(subject, p->Stocks[series - Series.Capability]),
            Series.Received => m->Received,
            Series.Funded => T.Select(m->Need > T.Of(0), m->Received / m->Need, T.Of(1)),
            Series.Team => m->OverActive(m->Team),
            Series.Stability => m->OverActive(m->Stability),
            Series.LeaderInPost => m->OverActive(m->LeaderInPost),
            Series.Evidence => m->OverActive(m->Evidence),
            Series.Alignment => m->OverActive(m->Alignment),
            >= Series.InDiscovery and <= Series.InAdoption => m->InStage[series - Series.InDiscovery] / T.Of(plan.Subjects.Members[subject].Length),
            Series.Stopped => m->InStage[(int)Stage.Stopped] / T.Of(plan.Subjects.Members[subject].Length),
            Series.Undecided => m->Undecided,
            Series.Contracting => m->Contracting,
            Series.Implementing => m->Implementing,
            Series.Live => m->Live,
            Series.Abandoned => m->Abandoned,
            Series.LiveShare => m->Live / m->Eligible,
            Series.LocalCost => m->LocalCost,
            Series.CashBenefit => m->CashBenefit,
            Series.Qalys => m->Qalys,
            Series.Patients => m->Patients,
            _ => m->Npv,
        };
    }

    static T OfProgramme(int subject, T value) => subject == 0 ? value : T.Of(double.NaN);

    /// <summary>A series of a single initiative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static T ValueOf(Series series, InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeRecord<T>* record, InitiativeTerms<T>* t, MemberPlan member) => series switch
    {
        Series.Received => m->Received,
        Series.Funded => m->Funded,
        Series.Team => s->Team,
        Series.Stability => m->Stability,
        Series.LeaderInPost => m->LeaderInPost,
        Series.Evidence => s->Evidence,
        Series.Alignment => s->Alignment,
        >= Series.InDiscovery and <= Series.Stopped => T.Equal(s->Stage, T.Of(series - Series.InDiscovery)) & T.Of(1),
        Series.Undecided => *Undecided(s, member),
        Series.Contracting => Contracting(s, member),
        Series.Implementing => s->Implementing,
        Series.Live => s->Live,
        Series.Abandoned => s->Abandoned,
        Series.LiveShare => s->Live / t->Eligible,
        Series.LocalCost => m->LocalCost,
        Series.CashBenefit => m->CashBenefit,
        Series.Qalys => m->Qalys,
        Series.Patients => m->Patients,
        _ => record->Benefit - record->Cost,
    };
}
