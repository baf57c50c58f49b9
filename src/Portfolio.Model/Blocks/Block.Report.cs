using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>What a block reports: series month by month, and the end outcomes of each replication.</summary>
sealed unsafe partial class Block<T>
{
    readonly BlockCollector<T> collector;
    readonly Series[] wanted;
    readonly MonthSums<T>* sums;
    readonly SubjectSums<T>* subjectSums;
    readonly ulong[] targetsReached;
    readonly double[] targetMonths;

    bool SumsAll => plan.SumsAll;

    /// <summary>Looks at an initiative after a month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Observe(int i, int v, int month)
    {
        var s = initiatives + i * vectors + v;
        AddTo(sums + v, s, i, v);
        var theme = plan.Members[i].Initiative.Theme;
        if (theme >= 0)
            AddTo(sums + (1 + theme) * vectors + v, s, i, v);

        // What is not active changes nothing any more, but its start is seen once.
        if (month > 0 && T.Bits(s->Active) == 0)
            return;
        var record = records + i * vectors + v;
        Add(&record->Sums, s->Live, s->Active & s->Stability, s->Active & T.Of(1), s->Need, s->Received, s->Patients, s->Qalys, s->Benefit, s->HealthBenefit, s->Cost);
        if (month == 0 || T.Bits(s->Adopting) != 0)
            Watch(s, record, i, v, month);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void AddTo(MonthSums<T>* sum, InitiativeLanes<T>* s, int i, int v)
    {
        sum->Live += s->Live;
        if (T.Bits(s->Active) != 0)
        {
            sum->Need += s->Need;
            sum->Received += s->Received;
            sum->Patients += s->Patients;
            sum->Qalys += s->Qalys;
            sum->Benefit += s->Benefit;
            sum->HealthBenefit += s->HealthBenefit;
            sum->Cost += s->Cost;
            sum->Stability += s->Active & s->Stability;
            sum->Active += s->Active & T.Of(1);
        }

        if (SumsAll)
            AddRest(sum, s, Terms(i, v));
    }

    static void AddRest(MonthSums<T>* sum, InitiativeLanes<T>* s, InitiativeTerms<T>* t)
    {
        sum->Team += s->Active & s->Team;
        sum->LeaderInPost += s->Active & s->LeaderInPost;
        sum->Evidence += s->Active & s->Evidence;
        sum->Alignment += s->Active & s->Alignment;
        sum->Undecided += s->Undecided;
        sum->Contracting += Contracting(s);
        sum->Implementing += s->Implementing;
        sum->Abandoned += s->Abandoned;
        sum->LocalCost += s->LocalCost;
        sum->CashBenefit += s->CashBenefit;
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
    void Watch(InitiativeLanes<T>* s, InitiativeRecord<T>* record, int i, int v, int month)
    {
        var t = Terms(i, v);
        record->InitiativePeak = T.Select(s->Living, Elementary.Max(record->InitiativePeak, s->Live), record->InitiativePeak);
        var since = Elementary.Max(T.Of(month) - s->StartMonth, T.Of(0));
        var live = s->Live > T.Of(0);
        record->FirstLive = T.Select(live, Elementary.Min(record->FirstLive, since), record->FirstLive);
        record->Half = T.Select(s->Live >= T.Of(0.5) * t->Eligible, Elementary.Min(record->Half, since), record->Half);
        record->Scaled |= live & (s->Live >= programmeTerms[v].ScaledShare * t->Eligible);

        var over = s->Adopting & T.Equal(s->Stage, T.Of((double)Stage.Adoption)) & (s->SupportEnded | (s->MonthsInAdoption >= t->SupportMonths));
        var open = over & T.Equal(record->StillUsed, T.Of(-1));
        record->UnsupportedMonths += Without(open, s->Supported) & T.Of(1);
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
        CollectSeries(month);
        new Span<MonthSums<T>>(sums, plan.Subjects.FirstInitiative * vectors).Clear();
    }

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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void CollectSeries(int month)
    {
        var values = stackalloc T[vectors];
        for (var series = 0; series < wanted.Length; series++)
        {
            var which = wanted[series];
            for (var subject = 0; subject < plan.Subjects.FirstInitiative; subject++)
            {
                for (var v = 0; v < vectors; v++)
                    values[v] = ValueOf(which, subject, v);
                collector.Take(series, subject, month, values, sizeof(T), UsedLanes);
            }

            if (collector.TakesInitiatives && !which.IsProgrammes())
                CollectInitiatives(series, which, month, values);
        }
    }

    /// <summary>A series that is kept as it is reported is taken from where it is kept.</summary>
    void CollectInitiatives(int series, Series which, int month, T* values)
    {
        for (var i = 0; i < count; i++)
        {
            var s = initiatives + i * vectors;
            if (Kept(which, s) is var kept && kept is not null)
            {
                collector.Take(series, plan.Subjects.FirstInitiative + i, month, kept, sizeof(InitiativeLanes<T>), UsedLanes);
                continue;
            }

            for (var v = 0; v < vectors; v++)
                values[v] = ValueOf(which, s + v, records + i * vectors + v, Terms(i, v));
            collector.Take(series, plan.Subjects.FirstInitiative + i, month, values, sizeof(T), UsedLanes);
        }
    }

    static T* Kept(Series series, InitiativeLanes<T>* s) => series switch
    {
        Series.Received => &s->Received,
        Series.Funded => &s->Funded,
        Series.Stability => &s->Stability,
        Series.Live => &s->Live,
        _ => null,
    };

    /// <summary>A series of the portfolio or a theme.</summary>
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
            _ => subjectSums[subject * vectors + v].Benefit - subjectSums[subject * vectors + v].Cost,
        };
    }

    static T OfProgramme(int subject, T value) => subject == 0 ? value : T.Of(double.NaN);

    /// <summary>A series of a single initiative.</summary>
    static T ValueOf(Series series, InitiativeLanes<T>* s, InitiativeRecord<T>* record, InitiativeTerms<T>* t) => series switch
    {
        Series.Received => s->Received,
        Series.Funded => s->Funded,
        Series.Team => s->Team,
        Series.Stability => s->Stability,
        Series.LeaderInPost => s->LeaderInPost,
        Series.Evidence => s->Evidence,
        Series.Alignment => s->Alignment,
        >= Series.InDiscovery and <= Series.Stopped => T.Equal(s->Stage, T.Of(series - Series.InDiscovery)) & T.Of(1),
        Series.Undecided => s->Undecided,
        Series.Contracting => Contracting(s),
        Series.Implementing => s->Implementing,
        Series.Live => s->Live,
        Series.Abandoned => s->Abandoned,
        Series.LiveShare => s->Live / t->Eligible,
        Series.LocalCost => s->LocalCost,
        Series.CashBenefit => s->CashBenefit,
        Series.Qalys => s->Qalys,
        Series.Patients => s->Patients,
        _ => record->Sums.Benefit - record->Sums.Cost,
    };

    /// <summary>Writes the end outcomes of the replications.</summary>
    /// <param name="table">Where to.</param>
    /// <param name="firstRow">Row of the block's first replication.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteTo(OutcomeTable table, int firstRow)
    {
        for (var lane = 0; lane < used; lane++)
        {
            for (var subject = 0; subject < plan.Subjects.FirstInitiative; subject++)
                Write(table, subject, firstRow + lane, subjectSums + subject * vectors + lane / T.Count, lane);
            for (var i = 0; i < count; i++)
                Write(table, plan.Subjects.FirstInitiative + i, firstRow + lane, &records[i * vectors + lane / T.Count].Sums, lane);
            for (var target = 0; target < targetsReached.Length; target++)
                WriteTarget(table, target, firstRow + lane, lane);
        }
    }

    void WriteTarget(OutcomeTable table, int target, int row, int lane)
    {
        var reached = (targetsReached[target] >> lane & 1) != 0 ? targetMonths[target * lanes + lane] : double.NaN;
        table.Target(target)[row] = reached <= model.Targets[target].By ? 1 : 0;
        table.TargetReached(target)[row] = reached;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Write(OutcomeTable table, int subject, int row, SubjectSums<T>* sum, int lane)
    {
        var k = lane % T.Count;
        var (need, received, benefit, cost) = (Lane(ref sum->Need, k), Lane(ref sum->Received, k), Lane(ref sum->Benefit, k), Lane(ref sum->Cost, k));
        var activeMonths = Lane(ref sum->ActiveMonths, k);
        table[subject, Outcome.Live][row] = Lane(ref sum->Live, k);
        table[subject, Outcome.PeakLive][row] = Lane(ref sum->PeakLive, k);
        table[subject, Outcome.Stability][row] = activeMonths == 0 ? double.NaN : Lane(ref sum->Stability, k) / activeMonths;
        table[subject, Outcome.Funded][row] = need > 0 ? received / need : 1;
        table[subject, Outcome.Received][row] = received;
        table[subject, Outcome.Patients][row] = Lane(ref sum->Patients, k);
        table[subject, Outcome.Qalys][row] = Lane(ref sum->Qalys, k);
        table[subject, Outcome.Npv][row] = benefit - cost;
        var health = Lane(ref sum->HealthBenefit, k);
        table[subject, Outcome.CashBenefit][row] = benefit - health;
        table[subject, Outcome.HealthBenefit][row] = health;
        table[subject, Outcome.Cost][row] = cost;
        table[subject, Outcome.BenefitCostRatio][row] = cost > 0 ? benefit / cost : double.NaN;
        WriteShares(table, subject, row, lane);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void WriteShares(OutcomeTable table, int subject, int row, int lane)
    {
        var members = plan.Subjects.Members[subject];
        var (k, v) = (lane % T.Count, lane / T.Count);
        int scaled = 0, sustained = 0, undecidable = 0;
        Span<int> reasons = stackalloc int[(int)StopReason.Cancelled + 1];
        Span<int> stages = stackalloc int[(int)Stage.Stopped + 1];
        reasons.Clear();
        stages.Clear();
        foreach (var i in members)
        {
            var s = initiatives + i * vectors + v;
            var record = records + i * vectors + v;
            var (stage, used) = ((int)Lane(ref s->Stage, k), Lane(ref record->StillUsed, k));
            var hasScaled = MaskLane(ref record->Scaled, k) != 0;
            scaled += hasScaled ? 1 : 0;
            sustained += hasScaled && used == 1 ? 1 : 0;
            undecidable += used < 0 && stage != (int)Stage.Stopped ? 1 : 0;
            reasons[(int)Lane(ref s->StopReason, k)]++;
            stages[stage]++;
        }

        double of = members.Length;
        var first = records + members[0] * vectors + v;
        var isInitiative = subject >= plan.Subjects.FirstInitiative;
        table[subject, Outcome.MonthsToFirstLive][row] = isInitiative ? Reached(Lane(ref first->FirstLive, k)) : double.NaN;
        table[subject, Outcome.MonthsToHalf][row] = isInitiative ? Reached(Lane(ref first->Half, k)) : double.NaN;
        table[subject, Outcome.Scaled][row] = scaled / of;
        table[subject, Outcome.Sustained][row] = sustained / of;
        table[subject, Outcome.SustainedUndecidable][row] = undecidable / of;
        table[subject, Outcome.Stopped][row] = stages[(int)Stage.Stopped] / of;
        table[subject, Outcome.StoppedFailedGate][row] = reasons[(int)StopReason.FailedGate] / of;
        table[subject, Outcome.StoppedUnfunded][row] = reasons[(int)StopReason.Unfunded] / of;
        table[subject, Outcome.StoppedCancelled][row] = reasons[(int)StopReason.Cancelled] / of;
        for (var stage = 0; stage <= (int)Stage.Adoption; stage++)
            table[subject, Outcome.EndedInDiscovery + stage][row] = stages[stage] / of;
    }

    static double Reached(double month) => double.IsPositiveInfinity(month) ? double.NaN : month;
}
