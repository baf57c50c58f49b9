using CsCheck;
using Portfolio.Model.Events;
using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Simulation;

/// <summary>What holds in every month of every portfolio.</summary>
public class ConservationLaws
{
    const double Penny = 0.01;

    static readonly Claimant[] OwnClaimants = [.. Enum.GetValues<Claimant>().Where(each => each <= Claimant.Framework)];

    [Fact]
    public void Money_EveryMonth_IsReceivedCarriedLostOrTakenBack() =>
        ForEachMonth(future =>
        {
            var programme = future.Programme;
            var received = future.Initiatives.Sum(initiative => initiative.Received) + programme.OwnReceived;
            return Math.Abs(programme.Pot + programme.Granted - programme.Received - programme.Carried - programme.Lost - programme.TakenBack) < Penny
                && Math.Abs(programme.Received - received) < Penny
                && programme.Carried >= 0 && programme.Lost >= 0;
        });

    [Fact]
    public void Money_FromMonthToMonth_IsWhatCameInAndWhatWasCarried()
    {
        var carried = new Dictionary<PortfolioFuture, double>();
        ForEachMonth(future =>
        {
            var before = carried.GetValueOrDefault(future, future.Parameters.Portfolio.BudgetCarry);
            carried[future] = future.Programme.Carried;
            return future.Programme.Pot == future.Programme.Budget + before;
        }, 30);
    }

    /// <summary>What grants bring and has not been spent or taken back is in the purses.</summary>
    [Fact]
    public void Grants_UpToEveryMonth_AreSpentTakenBackOrKept()
    {
        var kept = new Dictionary<PortfolioFuture, (EventCalendar Calendar, double Left)>();
        ForEachMonth(future =>
        {
            var (calendar, before) = kept.TryGetValue(future, out var known)
                ? known
                : (new EventCalendar(future.Model, future.Parameters, future.Replication), 0);
            var month = future.Month - 1;
            var granted = OwnClaimants.Sum(claimant => calendar.Grant(claimant, month))
                + future.Initiatives.Index().Sum(each => calendar.Initiative(each.Index).Grant(month));
            var left = OwnClaimants.Sum(future.Programme.GrantsOf) + future.Initiatives.Sum(initiative => initiative.Purse);
            kept[future] = (calendar, left);
            return Math.Abs(before + granted - future.Programme.Granted + future.Programme.TakenBack - left) < Penny;
        });
    }

    /// <summary>To the last bit: the programme's leader leaves the sooner the less of all need is met, and is shared by everybody.</summary>
    [Fact]
    public void Money_Ample_AllNeedIsMet()
    {
        var model = Some.Portfolio(
            ["id: a, count: 7, delivery: {overrun: {lognormal: {mean: 2, cv: 0.5}}}", "id: b, stage: adoption"],
            string.Join(", ", ((string[])["capability", "community", "regulation"]).Select((lever, i) => $"levers.{lever}.plannedSpendPerMonth: {77_777.7 / (i + 1)}"))
                + ", framework.plannedSpendPerMonth: 12345.6",
            ["grant: {claimant: regulation, amount: 77777.7}", "grant: {claimant: framework, to: 2022-11, amount: 12345.6}", "grant: {claimant: b, amount: 1000}"],
            scenario: "costPerMonth: 1234.5");
        for (var replication = 0; replication < 20; replication++)
            Assert.All(new PortfolioFuture(model, replication).EachMonth(), future => Assert.Equal(future.Programme.Need, future.Programme.Received));
    }

    [Fact]
    public void Sites_EveryMonth_AreSomewhere() =>
        ForEachMonth(future => future.Initiatives.All(a =>
            a.Undecided + a.Contracting + a.Implementing + a.Live + a.Abandoned == a.Eligible
            && int.Min(int.Min(a.Undecided, a.Contracting), int.Min(a.Implementing, int.Min(a.Live, a.Abandoned))) >= 0
            && a.Live <= a.PeakLive));

    [Fact]
    public void Shares_EveryMonth_LieBetweenZeroAndOne() =>
        ForEachMonth(future =>
            IsShare(future.Programme.Framework)
            && Enum.GetValues<Lever>().All(lever => IsShare(future.Programme.Levers[lever]))
            && future.Initiatives.All(a =>
                IsShare(a.Team) && IsShare(a.Funded) && IsShare(a.Stability) && IsShare(a.Evidence) && IsShare(a.Alignment)));

    [Fact]
    public void Received_EveryMonth_StaysWithinNeedAndCeiling() =>
        ForEachMonth(future => future.Initiatives.Select((a, i) => (a, future.Parameters.Initiative(i).FundingAwardCeiling)).All(each =>
            each.a.Received <= each.a.Need
            && each.a.Allocated <= Math.Max(0, each.FundingAwardCeiling - (each.a.ReceivedSoFar - each.a.Received)) + Penny));

    /// <summary>Otherwise the laws above would say little.</summary>
    [Fact]
    public void AnyPortfolio_OverManySamples_FiresEveryMechanism()
    {
        var seen = new HashSet<string>();
        foreach (var model in Samples(60))
        {
            var watch = new Watch(model, seen);
            foreach (var month in new PortfolioFuture(model, 0).EachMonth())
                watch.Look(month);
        }

        Assert.Equal(Watch.Everything.Order(), seen.Order());
    }

    static IEnumerable<PortfolioModel> Samples(int count)
    {
        var pcg = new PCG(1, 2020);
        for (var i = 0; i < count; i++)
            yield return Portfolios.Models.Generate(pcg, null, out _);
    }

    static bool IsShare(double value) => value is >= -1e-12 and <= 1 + 1e-12;

    static void ForEachMonth(Func<PortfolioFuture, bool> holds, int samples = 100) =>
        Portfolios.Models.Sample(model => new PortfolioFuture(model, 0).EachMonth().All(holds), iter: samples, threads: 1);

    /// <summary>Notes which mechanisms have been seen at work.</summary>
    sealed class Watch(PortfolioModel model, HashSet<string> seen)
    {
        public static readonly string[] Everything =
        [
            "carried", "lost", "ceiling", "starved", "unfunded", "cancelled", "failed gate", "passed gate", "rework", "blocked", "fallback", "reset",
            "incident", "vacant programme", "vacant initiative", "started late", "support ended", "decided", "contracted", "went live", "abandoned", "capacity", "evidence",
                "involvement", "scaled", "granted", "taken back", "granted to its own", "taken back from its own", "kept by the stopped",
        ];

        readonly Before[] before = new Before[model.Initiatives.Count];

        public void Look(PortfolioFuture future)
        {
            var programme = future.Programme;
            Note("carried", programme.Carried > 0);
            Note("lost", programme.Lost > 0);
            Note("vacant programme", !programme.LeaderInPost);
            Note("capacity", future.Initiatives.Where(a => a.Active).Sum(a => a.Implementing) > future.Parameters.Portfolio.ImplementingCapacity);
            Note("granted to its own", programme.Granted > Penny + future.Initiatives.Sum(a => Math.Max(0, a.Received - a.Allocated)));
            Note("taken back from its own", programme.TakenBack > Penny + future.Initiatives.Sum(a => Math.Max(0, a.Allocated - a.Received)));
            for (var i = 0; i < before.Length; i++)
                Look(future, future.Initiatives[i], i, before[i]);
        }

        void Look(PortfolioFuture future, InitiativeFuture a, int index, Before was)
        {
            var p = future.Parameters.Initiative(index);
            var known = future.Month > 1;
            var delivers = known && a.Active && was.Stage < Stage.Adoption;
            Note("ceiling", a.Received < a.Need && a.ReceivedSoFar >= p.FundingAwardCeiling - Penny);
            Note("granted", a.Received > a.Allocated);
            Note("taken back", a.Received < a.Allocated);
            Note("kept by the stopped", a.Stage == Stage.Stopped && a.Purse != 0);
            Note("starved", a.Active && a.Funded < 0.25);
            Note("unfunded", a.StopReason == StopReason.Unfunded);
            Note("cancelled", a.StopReason == StopReason.Cancelled);
            Note("failed gate", a.StopReason == StopReason.FailedGate);
            Note("passed gate", delivers && a.Stage > was.Stage && a.Stage != Stage.Stopped);
            Note("rework", known && a.Attempt > was.Attempt);
            Note("reset", delivers && future.Programme.StrategyReset && was.Progress > 0);
            Note("incident", known && was.IncidentMonths == 0 && a.IncidentMonths > 0);
            Note("blocked", delivers && a.Need == 0);
            Note("fallback", delivers && a.Progress > was.Progress
                && model.Initiatives[index].Prerequisites.Any(each => future.Initiatives[each.Initiative].Furthest < each.Reached));
            Note("vacant initiative", a.Active && !a.LeaderInPost);
            Note("started late", a.Active && !was.Active && known);
            Note("support ended", a.SupportOver);
            Note("decided", known && a.Undecided < was.Undecided);
            Note("contracted", known && a.Implementing > was.Implementing);
            Note("went live", known && a.Live > was.Live);
            Note("abandoned", known && a.Abandoned > was.Abandoned);
            Note("evidence", known && a.Evidence > was.Evidence);
            Note("involvement", known && a.Alignment > was.Alignment);
            Note("scaled", a.Live >= future.Parameters.Portfolio.ScaledShare * a.Eligible);
            before[index] = new Before(
                a.Stage, a.Active, a.Progress, a.Attempt, a.Undecided, a.Implementing, a.Live, a.Abandoned, a.IncidentMonths, a.Evidence, a.Alignment);
        }

        void Note(string mechanism, bool fired)
        {
            if (fired)
                seen.Add(mechanism);
        }
    }

    readonly record struct Before(
        Stage Stage, bool Active, double Progress, int Attempt, int Undecided, int Implementing, int Live, int Abandoned, double IncidentMonths,
        double Evidence, double Alignment);
}
