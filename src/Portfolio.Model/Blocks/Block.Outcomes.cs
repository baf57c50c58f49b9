using System.Runtime.CompilerServices;
using Portfolio.Model.Outcomes;

namespace Portfolio.Model.Blocks;

/// <summary>The end outcomes of each replication.</summary>
sealed unsafe partial class Block<T>
{
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
