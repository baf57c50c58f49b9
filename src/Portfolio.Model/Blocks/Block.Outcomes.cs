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
        for (var i = 0; i < count; i++)
        {
            for (var lane = 0; lane < used; lane++)
            {
                Write(table, plan.Subjects.FirstInitiative + i, firstRow + lane, &records[i * vectors + lane / T.Count].Sums, lane);
                WriteInitiative(table, plan.Subjects.FirstInitiative + i, firstRow + lane, i, lane);
            }
        }

        for (var lane = 0; lane < used; lane++)
        {
            for (var subject = 0; subject < plan.Subjects.FirstInitiative; subject++)
            {
                Write(table, subject, firstRow + lane, subjectSums + subject * vectors + lane / T.Count, lane);
                WriteShares(table, subject, firstRow + lane);
            }

            for (var target = 0; target < targetsReached.Length; target++)
                WriteTarget(table, target, firstRow + lane, lane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    }

    /// <summary>What only a single initiative has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void WriteInitiative(OutcomeTable table, int subject, int row, int i, int lane)
    {
        var k = lane % T.Count;
        var s = Of(i, lane);
        var record = records + i * vectors + lane / T.Count;
        table[subject, Outcome.MonthsToFirstLive][row] = Reached(Lane(ref record->FirstLive, k));
        table[subject, Outcome.MonthsToHalf][row] = Reached(Lane(ref record->Half, k));
        var (stage, reason) = ((Stage)Lane(ref s->Stage, k), (StopReason)Lane(ref s->StopReason, k));
        var (scaled, used) = (MaskLane(ref record->Scaled, k) != 0, Lane(ref record->StillUsed, k));
        table[subject, Outcome.Scaled][row] = scaled ? 1 : 0;
        table[subject, Outcome.Sustained][row] = scaled && used == 1 ? 1 : 0;
        table[subject, Outcome.SustainedUndecidable][row] = used < 0 && stage != Stage.Stopped ? 1 : 0;
        table[subject, Outcome.Stopped][row] = stage == Stage.Stopped ? 1 : 0;
        table[subject, Outcome.StoppedFailedGate][row] = reason == StopReason.FailedGate ? 1 : 0;
        table[subject, Outcome.StoppedUnfunded][row] = reason == StopReason.Unfunded ? 1 : 0;
        table[subject, Outcome.StoppedCancelled][row] = reason == StopReason.Cancelled ? 1 : 0;
        for (var each = Stage.Discovery; each <= Stage.Adoption; each++)
            table[subject, Outcome.EndedInDiscovery + (int)each][row] = stage == each ? 1 : 0;
    }

    /// <summary>Of the portfolio or a theme, the mean of what its initiatives have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void WriteShares(OutcomeTable table, int subject, int row)
    {
        table[subject, Outcome.MonthsToFirstLive][row] = table[subject, Outcome.MonthsToHalf][row] = double.NaN;
        var members = plan.Subjects.Members[subject];
        for (var share = Outcome.Scaled; share <= Outcome.EndedInAdoption; share++)
        {
            var sum = 0.0;
            foreach (var i in members)
                sum += table[plan.Subjects.FirstInitiative + i, share][row];
            table[subject, share][row] = sum / members.Length;
        }
    }

    static double Reached(double month) => double.IsPositiveInfinity(month) ? double.NaN : month;
}
