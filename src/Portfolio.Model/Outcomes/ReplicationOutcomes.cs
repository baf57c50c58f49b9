using System.Runtime.CompilerServices;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Outcomes;

/// <summary>Gathers the end outcomes of one replication while its months go by.</summary>
sealed class ReplicationOutcomes
{
    readonly Subjects subjects;
    readonly SustainedUse[] uses;
    readonly Running[] running;
    readonly double[] targetsReached;

    public ReplicationOutcomes(PortfolioModel model, Subjects subjects)
    {
        this.subjects = subjects;
        uses = [.. model.Initiatives.Select(_ => new SustainedUse())];
        running = [.. Enumerable.Range(0, subjects.Count).Select(_ => new Running())];
        targetsReached = new double[model.Targets.Count];
        Array.Fill(targetsReached, double.NaN);
    }

    /// <summary>Looks at the initiatives and targets after a month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Observe(PortfolioFuture future)
    {
        var month = future.Month - 1;
        for (var i = 0; i < uses.Length; i++)
            uses[i].Observe(future.Initiatives[i], month, future.Parameters.Portfolio);
        for (var i = 0; i < targetsReached.Length; i++)
        {
            var target = future.Model.Targets[i];
            if (double.IsNaN(targetsReached[i]) && target.Initiatives.Sum(index => future.Initiatives[index].Live) >= target.Sites)
                targetsReached[i] = month;
        }
    }

    /// <summary>Looks at a subject after a month.</summary>
    public void Observe(int subject, in SubjectMonth month)
    {
        running[subject].See(month);
        if (subject >= subjects.FirstInitiative)
            running[subject].Add(month);
    }

    /// <summary>NPV of a subject so far: that of its initiatives, less the portfolio's own costs.</summary>
    public double Npv(int subject, PortfolioFuture future)
    {
        if (subject >= subjects.FirstInitiative)
            return running[subject].Benefit - running[subject].Cost;
        var npv = 0.0;
        foreach (var i in subjects.Members[subject])
            npv += Npv(subjects.FirstInitiative + i, future);
        return subject == 0 ? npv - future.Programme.AllOwnCost : npv;
    }

    /// <summary>Writes the replication's outcomes.</summary>
    public void WriteTo(OutcomeTable table, int row, PortfolioFuture future)
    {
        for (var subject = 0; subject < subjects.Count; subject++)
        {
            var sums = running[subject];
            if (subject < subjects.FirstInitiative)
                SumUp(subject, future);
            table[subject, Outcome.Live][row] = sums.Live;
            table[subject, Outcome.PeakLive][row] = sums.PeakLive;
            table[subject, Outcome.Stability][row] = sums.ActiveMonths == 0 ? double.NaN : sums.Stability / sums.ActiveMonths;
            table[subject, Outcome.Funded][row] = sums.Need > 0 ? sums.Received / sums.Need : 1;
            table[subject, Outcome.Received][row] = sums.Received;
            table[subject, Outcome.Patients][row] = sums.Patients;
            table[subject, Outcome.Qalys][row] = sums.Qalys;
            table[subject, Outcome.Npv][row] = sums.Benefit - sums.Cost;
            table[subject, Outcome.CashBenefit][row] = sums.Benefit - sums.HealthBenefit;
            table[subject, Outcome.HealthBenefit][row] = sums.HealthBenefit;
            table[subject, Outcome.Cost][row] = sums.Cost;
            table[subject, Outcome.BenefitCostRatio][row] = sums.Cost > 0 ? sums.Benefit / sums.Cost : double.NaN;
            var isInitiative = subject >= subjects.FirstInitiative;
            var milestones = isInitiative ? uses[subjects.Members[subject][0]].Milestones : (double.NaN, double.NaN);
            table[subject, Outcome.MonthsToFirstLive][row] = milestones.Item1;
            table[subject, Outcome.MonthsToHalf][row] = milestones.Item2;
            WriteShares(table, subject, row, future);
        }

        for (var i = 0; i < targetsReached.Length; i++)
        {
            table.Target(i)[row] = targetsReached[i] <= future.Model.Targets[i].By ? 1 : 0;
            table.TargetReached(i)[row] = targetsReached[i];
        }
    }

    /// <summary>Sums up what a theme's or the portfolio's initiatives came to.</summary>
    void SumUp(int subject, PortfolioFuture future)
    {
        var sums = running[subject];
        foreach (var i in subjects.Members[subject])
            sums.Add(running[subjects.FirstInitiative + i]);
        if (subject > 0)
            return;
        sums.Need += future.Programme.AllOwnNeed;
        sums.Received += future.Programme.AllOwnReceived;
        sums.Cost += future.Programme.AllOwnCost;
    }

    void WriteShares(OutcomeTable table, int subject, int row, PortfolioFuture future)
    {
        var members = subjects.Members[subject];
        double Share(Func<int, bool> holds) => members.Count(holds) / (double)members.Length;
        double Stopped(StopReason reason) => Share(i => future.Initiatives[i].StopReason == reason);
        table[subject, Outcome.Scaled][row] = Share(i => uses[i].Scaled);
        table[subject, Outcome.Sustained][row] = Share(i => uses[i].Sustained);
        table[subject, Outcome.SustainedUndecidable][row] = Share(i => uses[i].Undecidable);
        table[subject, Outcome.Stopped][row] = Share(i => future.Initiatives[i].Stage == Stage.Stopped);
        table[subject, Outcome.StoppedFailedGate][row] = Stopped(StopReason.FailedGate);
        table[subject, Outcome.StoppedUnfunded][row] = Stopped(StopReason.Unfunded);
        table[subject, Outcome.StoppedCancelled][row] = Stopped(StopReason.Cancelled);
        for (var stage = Stage.Discovery; stage <= Stage.Adoption; stage++)
        {
            var wanted = stage;
            table[subject, Outcome.EndedInDiscovery + (int)stage][row] = Share(i => future.Initiatives[i].Stage == wanted);
        }
    }

    sealed class Running
    {
        public double Live, PeakLive, Stability, Need, Received, Patients, Qalys, Benefit, HealthBenefit, Cost;
        public int ActiveMonths;

        /// <summary>Looks at live sites and stability.</summary>
        public void See(in SubjectMonth month)
        {
            Live = month.Live;
            PeakLive = Math.Max(PeakLive, Live);
            if (month.AnyActive)
            {
                Stability += month.Stability;
                ActiveMonths++;
            }
        }

        /// <summary>Adds a month of an initiative.</summary>
        public void Add(in SubjectMonth month)
        {
            Need += month.Need;
            Received += month.Received;
            Patients += month.Patients;
            Qalys += month.Qalys;
            Benefit += month.DiscountedBenefit;
            HealthBenefit += month.DiscountedHealthBenefit;
            Cost += month.DiscountedCost;
        }

        /// <summary>Adds all months of an initiative.</summary>
        public void Add(Running one)
        {
            Need += one.Need;
            Received += one.Received;
            Patients += one.Patients;
            Qalys += one.Qalys;
            Benefit += one.Benefit;
            HealthBenefit += one.HealthBenefit;
            Cost += one.Cost;
        }
    }
}
