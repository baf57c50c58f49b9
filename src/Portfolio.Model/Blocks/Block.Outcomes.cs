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
                WriteSums(table, plan.Subjects.FirstInitiative + i, firstRow + lane, SumsOf(i, lane));
                WriteInitiative(table, plan.Subjects.FirstInitiative + i, firstRow + lane, i, lane);
            }
        }

        for (var lane = 0; lane < used; lane++)
        {
            for (var subject = 0; subject < plan.Subjects.FirstInitiative; subject++)
            {
                WriteSubject(table, subject, firstRow + lane, lane);
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

    /// <summary>Sums over the months of a replication.</summary>
    record struct Sums(double Need, double Received, double Cost, double Patients, double Qalys, double Benefit, double HealthBenefit);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    Sums SumsOf(int i, int lane)
    {
        var record = records + i * vectors + lane / T.Count;
        var k = lane % T.Count;
        return new(
            Lane(ref record->Need, k),
            Lane(ref record->Received, k),
            Lane(ref record->Cost, k),
            Lane(ref record->Patients, k),
            Lane(ref record->Qalys, k),
            Lane(ref record->Benefit, k),
            Lane(ref record->HealthBenefit, k));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void WriteSums(OutcomeTable table, int subject, int row, in Sums sums)
    {
        table[subject, Outcome.Funded][row] = sums.Need > 0 ? sums.Received / sums.Need : 1;
        table[subject, Outcome.Received][row] = sums.Received;
        table[subject, Outcome.Patients][row] = sums.Patients;
        table[subject, Outcome.Qalys][row] = sums.Qalys;
        table[subject, Outcome.Npv][row] = sums.Benefit - sums.Cost;
        table[subject, Outcome.CashBenefit][row] = sums.Benefit - sums.HealthBenefit;
        table[subject, Outcome.HealthBenefit][row] = sums.HealthBenefit;
        table[subject, Outcome.Cost][row] = sums.Cost;
        table[subject, Outcome.BenefitCostRatio][row] = sums.Cost > 0 ? sums.Benefit / sums.Cost : double.NaN;
    }

    /// <summary>What a theme or the portfolio has: sums over its initiatives, and the portfolio's own costs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void WriteSubject(OutcomeTable table, int subject, int row, int lane)
    {
        var k = lane % T.Count;
        Sums sums = default;
        var live = 0.0;
        foreach (var i in plan.Subjects.Members[subject])
        {
            var one = SumsOf(i, lane);
            live += Lane(ref Of(i, lane)->Live, k);
            sums.Need += one.Need;
            sums.Received += one.Received;
            sums.Cost += one.Cost;
            sums.Patients += one.Patients;
            sums.Qalys += one.Qalys;
            sums.Benefit += one.Benefit;
            sums.HealthBenefit += one.HealthBenefit;
        }

        if (subject == 0)
        {
            var p = programme + lane / T.Count;
            sums.Need += Lane(ref p->AllOwnNeeds, k);
            sums.Received += Lane(ref p->AllOwnReceived, k);
            sums.Cost += Lane(ref p->OwnCost, k);
        }

        WriteSums(table, subject, row, sums);
        var own = subjectSums + subject * vectors + lane / T.Count;
        var activeMonths = Lane(ref own->ActiveMonths, k);
        table[subject, Outcome.Live][row] = live;
        table[subject, Outcome.PeakLive][row] = Lane(ref own->PeakLive, k);
        table[subject, Outcome.Stability][row] = activeMonths == 0 ? double.NaN : Lane(ref own->Stability, k) / activeMonths;
    }

    /// <summary>What only a single initiative has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void WriteInitiative(OutcomeTable table, int subject, int row, int i, int lane)
    {
        var k = lane % T.Count;
        var s = Of(i, lane);
        var record = records + i * vectors + lane / T.Count;
        var activeMonths = Lane(ref s->StoppedIn, k) - Math.Max(0, Lane(ref s->StartMonth, k));
        table[subject, Outcome.Live][row] = Lane(ref s->Live, k);
        table[subject, Outcome.PeakLive][row] = Lane(ref record->PeakLive, k);
        table[subject, Outcome.Stability][row] = activeMonths > 0 ? Lane(ref record->Stability, k) / activeMonths : double.NaN;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static double Reached(double month) => double.IsPositiveInfinity(month) ? double.NaN : month;
}
