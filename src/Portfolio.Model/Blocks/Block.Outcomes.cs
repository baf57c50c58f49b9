using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Outcomes;

namespace Portfolio.Model.Blocks;

/// <summary>The end outcomes of each replication, as many at a time as are computed side by side.</summary>
sealed unsafe partial class Block<T>
{
    /// <summary>Sums over the months of an initiative, a theme or the portfolio.</summary>
    record struct Totals(T Need, T Received, T Cost, T Patients, T Qalys, T Benefit, T HealthBenefit);

    /// <summary>Rows of an outcome's column, and what goes there: as many as there are lanes, but for the last of a range.</summary>
    readonly struct Rows(OutcomeTable table, int subject, int first, int number)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public void Write(Outcome outcome, T values)
        {
            if (number == T.Count)
                MemoryMarshal.Cast<double, T>(Column(outcome))[0] = values;
            else
                WriteSome(outcome, values);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public T Read(Outcome outcome) => number == T.Count ? MemoryMarshal.Cast<double, T>(Column(outcome))[0] : ReadSome(outcome);

        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        Span<double> Column(Outcome outcome) => table[subject, outcome].AsSpan(first, number);

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        void WriteSome(Outcome outcome, T values) => new ReadOnlySpan<double>(&values, number).CopyTo(Column(outcome));

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        T ReadSome(Outcome outcome)
        {
            T values = default;
            Column(outcome).CopyTo(new Span<double>(&values, number));
            return values;
        }
    }

    /// <summary>Writes the end outcomes of the replications.</summary>
    /// <param name="table">Where to.</param>
    /// <param name="firstRow">Row of the block's first replication.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteTo(OutcomeTable table, int firstRow)
    {
        for (var v = 0; v * T.Count < used; v++)
        {
            var (row, number) = (firstRow + v * T.Count, Math.Min(T.Count, used - v * T.Count));
            for (var i = 0; i < count; i++)
                WriteInitiative(new Rows(table, plan.Subjects.FirstInitiative + i, row, number), i, v);
            for (var subject = 0; subject < plan.Subjects.FirstInitiative; subject++)
            {
                WriteSubject(new Rows(table, subject, row, number), subject, v);
                for (var share = Outcome.Scaled; share <= Outcome.EndedInAdoption; share++)
                    WriteShare(table, subject, share, row, number);
            }
        }

        for (var lane = 0; lane < used; lane++)
        {
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

    static Totals TotalsOf(InitiativeRecord<T>* of) =>
        new(of->Need, of->Received, of->Cost, of->Patients, of->Qalys, of->Benefit, of->HealthBenefit);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void WriteTotals(Rows rows, in Totals totals)
    {
        var none = T.Of(0);
        rows.Write(Outcome.Funded, T.Select(totals.Need > none, totals.Received / totals.Need, T.Of(1)));
        rows.Write(Outcome.Received, totals.Received);
        rows.Write(Outcome.Patients, totals.Patients);
        rows.Write(Outcome.Qalys, totals.Qalys);
        rows.Write(Outcome.Npv, totals.Benefit - totals.Cost);
        rows.Write(Outcome.CashBenefit, totals.Benefit - totals.HealthBenefit);
        rows.Write(Outcome.HealthBenefit, totals.HealthBenefit);
        rows.Write(Outcome.Cost, totals.Cost);
        rows.Write(Outcome.BenefitCostRatio, T.Select(totals.Cost > none, totals.Benefit / totals.Cost, T.Of(double.NaN)));
    }

    /// <summary>What a theme or the portfolio has: sums over its initiatives, and the portfolio's own costs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void WriteSubject(Rows rows, int subject, int v)
    {
        Totals totals = default;
        T live = default;
        foreach (var i in plan.Subjects.Members[subject])
        {
            var one = TotalsOf(records + i * vectors + v);
            live += initiatives[i * vectors + v].Live;
            totals.Need += one.Need;
            totals.Received += one.Received;
            totals.Cost += one.Cost;
            totals.Patients += one.Patients;
            totals.Qalys += one.Qalys;
            totals.Benefit += one.Benefit;
            totals.HealthBenefit += one.HealthBenefit;
        }

        if (subject == 0)
        {
            totals.Need += programme[v].AllOwnNeeds;
            totals.Received += programme[v].AllOwnReceived;
            totals.Cost += programme[v].OwnCost;
        }

        WriteTotals(rows, totals);
        var own = subjectSums + subject * vectors + v;
        rows.Write(Outcome.Live, live);
        rows.Write(Outcome.PeakLive, own->PeakLive);
        rows.Write(Outcome.Stability, Mean(own->Stability, own->ActiveMonths));
        rows.Write(Outcome.MonthsToFirstLive, T.Of(double.NaN));
        rows.Write(Outcome.MonthsToHalf, T.Of(double.NaN));
    }

    /// <summary>Mean over some months; not-a-number where there are none.</summary>
    static T Mean(T sum, T months) => T.Select(months > T.Of(0), sum / months, T.Of(double.NaN));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void WriteInitiative(Rows rows, int i, int v)
    {
        var s = initiatives + i * vectors + v;
        var record = records + i * vectors + v;
        var one = T.Of(1);
        WriteTotals(rows, TotalsOf(record));
        rows.Write(Outcome.Live, s->Live);
        rows.Write(Outcome.PeakLive, record->PeakLive);
        rows.Write(Outcome.Stability, Mean(record->Stability, s->StoppedIn - Elementary.Max(s->StartMonth, T.Of(0))));
        rows.Write(Outcome.MonthsToFirstLive, Reached(record->FirstLive));
        rows.Write(Outcome.MonthsToHalf, Reached(record->Half));
        var stopped = T.Equal(s->Stage, T.Of((double)Stage.Stopped));
        rows.Write(Outcome.Scaled, record->Scaled & one);
        rows.Write(Outcome.Sustained, record->Scaled & T.Equal(record->StillUsed, one) & one);
        rows.Write(Outcome.SustainedUndecidable, T.Without(record->StillUsed < T.Of(0), stopped) & one);
        rows.Write(Outcome.Stopped, stopped & one);
        rows.Write(Outcome.StoppedFailedGate, T.Equal(s->StopReason, T.Of((double)StopReason.FailedGate)) & one);
        rows.Write(Outcome.StoppedUnfunded, T.Equal(s->StopReason, T.Of((double)StopReason.Unfunded)) & one);
        rows.Write(Outcome.StoppedCancelled, T.Equal(s->StopReason, T.Of((double)StopReason.Cancelled)) & one);
        for (var each = Stage.Discovery; each <= Stage.Adoption; each++)
            rows.Write(Outcome.EndedInDiscovery + (int)each, T.Equal(s->Stage, T.Of((double)each)) & one);
    }

    /// <summary>Of the portfolio or a theme, the mean of what its initiatives have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void WriteShare(OutcomeTable table, int subject, Outcome share, int row, int number)
    {
        T sum = default;
        var members = plan.Subjects.Members[subject];
        foreach (var i in members)
            sum += new Rows(table, plan.Subjects.FirstInitiative + i, row, number).Read(share);
        new Rows(table, subject, row, number).Write(share, sum / T.Of(members.Length));
    }

    static T Reached(T month) => T.Select(T.Equal(month, T.Of(double.PositiveInfinity)), T.Of(double.NaN), month);
}
