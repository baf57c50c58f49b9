using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Outcomes;

/// <summary>What is reported of each replication at its end, against its own trajectory.</summary>
public class EndOutcomesTests
{
    const int Replications = 60;

    /// <summary>Sites come fast and leave fast, so that some replications keep half of their peak and some do not.</summary>
    const string ComesAndGoes =
        "id: a, stage: adoption, sites: {eligible: 20, live: 1}, "
        + "adoption: {p: 3, contractMonths: 2, contractStages: 1, implementMonths: 2, abandonRate: 1, cliffFactor: 1}";

    [Theory]
    [InlineData(0.5), InlineData(0.75), InlineData(1)]
    public void Scaled_OnceTheShareIsLive_StaysSo(double share) =>
        AssertEach(Some.Portfolio([ComesAndGoes], $"months: 36, scaledShare: {share}"), Outcome.Scaled, months =>
            months.Any(a => a.Live >= share * 20) ? 1 : 0);

    /// <summary>Support of six months ends with the beginning of month 6; n months later is the end of month 5 + n.</summary>
    [Theory]
    [InlineData(0), InlineData(1), InlineData(5), InlineData(12)]
    public void Sustained_ScaledAndMonthsAfterSupportHalfOfItsPeak_IsSo(int sustainMonths)
    {
        var model = Some.Portfolio([ComesAndGoes + ", funding: {supportMonths: 6}"], $"months: 24, sustainMonths: {sustainMonths}");
        AssertEach(model, Outcome.Sustained, months => IsSustained(months, 5 + sustainMonths) ? 1 : 0);
        AssertEach(model, Outcome.SustainedUndecidable, _ => 0);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(5)]
    public void Sustained_SupportEndedByAnEvent_CountsFromThere(int sustainMonths)
    {
        var model = Some.Portfolio(
            [ComesAndGoes], $"months: 24, sustainMonths: {sustainMonths}", ["stopInitiative: {initiative: a, month: 2020-10}"]);
        AssertEach(model, Outcome.Sustained, months => IsSustained(months, 5 + sustainMonths) ? 1 : 0);
    }

    /// <summary>Without support it ends where adoption begins.</summary>
    [Theory]
    [InlineData(1), InlineData(5)]
    public void Sustained_NeverSupported_CountsFromTheStart(int sustainMonths)
    {
        var model = Some.Portfolio([ComesAndGoes + ", funding: {supportMonths: 0}"], $"months: 24, sustainMonths: {sustainMonths}");
        AssertEach(model, Outcome.Sustained, months => IsSustained(months, sustainMonths - 1) ? 1 : 0);
    }

    [Theory]
    [InlineData(18, 0), InlineData(19, 1)]
    public void SustainedUndecidable_HorizonEndsBefore_IsItsOwnShare(int sustainMonths, int undecidable)
    {
        var model = Some.Portfolio([ComesAndGoes + ", funding: {supportMonths: 6}"], $"months: 24, sustainMonths: {sustainMonths}");
        AssertEach(model, Outcome.SustainedUndecidable, _ => undecidable);
        if (undecidable == 1)
            AssertEach(model, Outcome.Sustained, _ => 0);
    }

    [Fact]
    public void SustainedUndecidable_Stopped_IsDecided() =>
        AssertEach(Some.Portfolio(["id: a"], "months: 24, budget.annual: []"), Outcome.SustainedUndecidable, _ => 0);

    [Fact]
    public void SustainedUndecidable_InDeliveryAtTheEnd_IsNotYetDecidable() =>
        AssertEach(Some.Portfolio(["id: a"], "months: 24"), Outcome.SustainedUndecidable, _ => 1);

    [Fact]
    public void Live_AtTheEndAndAtItsPeak_IsTheTrajectorys()
    {
        var model = Some.Portfolio([ComesAndGoes], "months: 36");
        AssertEach(model, Outcome.Live, months => months[^1].Live);
        AssertEach(model, Outcome.PeakLive, months => months.Max(a => a.Live));
    }

    [Fact]
    public void MonthsToFirstLiveAndHalf_FromTheStart_AreTheFirstMonthsEnds()
    {
        var model = Some.Portfolio([ComesAndGoes.Replace(", live: 1", "", StringComparison.Ordinal) + ", startMonth: 2020-09"], "months: 36");
        AssertEach(model, Outcome.MonthsToFirstLive, months => FirstOrNaN(months, a => a.Live > 0) - 5);
        AssertEach(model, Outcome.MonthsToHalf, months => FirstOrNaN(months, a => a.Live >= 10) - 5);
    }

    [Fact]
    public void MonthsToFirstLive_NeverLive_IsNotDefined() =>
        AssertEach(Some.Portfolio(["id: a"], "months: 6"), Outcome.MonthsToFirstLive, _ => double.NaN);

    [Fact]
    public void Sums_OfMoneyHealthAndPatients_AreTheTrajectorys()
    {
        var model = Some.Portfolio([ComesAndGoes], $"months: 36, {Some.Budget(30_000)}");
        AssertEach(model, Outcome.Received, months => months.Sum(a => a.Received));
        AssertEach(model, Outcome.Funded, months => months.Sum(a => a.Received) / months.Sum(a => a.Need));
        AssertEach(model, Outcome.Qalys, months => months.Sum(a => a.Qalys));
        AssertEach(model, Outcome.Patients, months => months.Sum(a => a.Patients));
        AssertEach(model, Outcome.Npv, months => months.Sum(a => a.DiscountedBenefit - a.DiscountedCost));
        AssertEach(model, Outcome.BenefitCostRatio, months => months.Sum(a => a.DiscountedBenefit) / months.Sum(a => a.DiscountedCost));
    }

    [Fact]
    public void Stability_OverTheMonthsItWasActive_IsTheMean()
    {
        var model = Some.Portfolio(
            ["id: a, startMonth: 2020-09, leadership: {tenureMonths: 6}"], "months: 36", ["stopInitiative: {initiative: a, month: 2022-02}"]);
        AssertEach(model, Outcome.Stability, months => months.Where(a => a.Active).Average(a => a.Stability));
    }

    [Theory]
    [InlineData("id: a", "budget.annual: []", Outcome.StoppedUnfunded)]
    [InlineData("id: a, delivery: {gateProbability: {discovery: 0}, reworkProbability: {discovery: 0}}", "", Outcome.StoppedFailedGate)]
    [InlineData("id: b", "", Outcome.StoppedCancelled)]
    [InlineData("id: a, delivery: {stageMonths: {discovery: 100}}", "", Outcome.EndedInDiscovery)]
    [InlineData("id: a", "", Outcome.EndedInDevelopment)]
    [InlineData("id: a, stage: validation, delivery: {stageMonths: {validation: 100}}", "", Outcome.EndedInValidation)]
    [InlineData("id: a, stage: approval, delivery: {stageMonths: {approval: 100}}", "", Outcome.EndedInApproval)]
    [InlineData("id: a, stage: adoption", "", Outcome.EndedInAdoption)]
    public void Ending_OfAnInitiative_IsExactlyOne(string initiative, string set, Outcome ending)
    {
        string[] cancels = initiative.Contains("id: b", StringComparison.Ordinal) ? ["stopInitiative: {initiative: b, month: 2020-06}"] : [];
        var table = Run(Some.Portfolio([initiative], set.Length == 0 ? "months: 20" : $"months: 20, {set}", cancels), 1);
        var endings = Enum.GetValues<Outcome>().Where(outcome => outcome >= Outcome.StoppedFailedGate && table[1, outcome][0] != 0);
        Assert.Equal((ending, 1), (Assert.Single(endings), table[1, ending][0]));
    }

    [Fact]
    public void Ending_OfThemeAndPortfolio_IsTheShareOfTheirInitiatives()
    {
        string[] initiatives = ["id: a, theme: t, stage: adoption", "id: b, theme: t", "id: c"];
        var table = Run(Some.Portfolio(initiatives, "months: 5"), 1);
        Assert.Equal((1 / 3.0, 0.5), (table[0, Outcome.EndedInAdoption][0], table[1, Outcome.EndedInAdoption][0]));
        Assert.Equal((2 / 3.0, 0.5), (table[0, Outcome.EndedInDiscovery][0], table[1, Outcome.EndedInDiscovery][0]));
    }

    [Fact]
    public void Target_OfSites_IsMetByItsMonthOrNot()
    {
        const string targets =
            """
            targets: [
              {id: early, initiative: a, sites: 10, by: 2020-12}, {id: late, initiative: a, sites: 14, by: 2022-12},
              {id: theme, theme: t, sites: 26, by: 2021-06}, {id: all, sites: 39, by: 2021-06}]
            """;
        string[] initiatives = [ComesAndGoes + ", theme: t", ComesAndGoes.Replace("id: a", "id: b, theme: t", StringComparison.Ordinal),
            ComesAndGoes.Replace("id: a", "id: c", StringComparison.Ordinal)];
        var model = Some.Portfolio(initiatives, $"months: 36, {targets}");
        var table = Run(model, Replications);
        for (var r = 0; r < Replications; r++)
        {
            var live = new PortfolioFuture(model, r).EachMonth().Select(month => month.Initiatives.Select(a => a.Live).ToArray()).ToList();
            Assert.Equal(live.Take(9).Any(month => month[0] >= 10), table.Target(0)[r] == 1);
            Assert.Equal(live.Take(33).Any(month => month[0] >= 14), table.Target(1)[r] == 1);
            Assert.Equal(live.Take(15).Any(month => month[0] + month[1] >= 26), table.Target(2)[r] == 1);
            Assert.Equal(live.Take(15).Any(month => month.Sum() >= 39), table.Target(3)[r] == 1);
        }

        Assert.All(Enumerable.Range(0, 4), target => Assert.InRange(table.Target(target).Sum(), 1, Replications - 1));
    }

    static bool IsSustained(List<Seen> months, int month) =>
        months.Any(a => a.Live >= 10) && months[month].Live >= 0.5 * Math.Max(1, months.Take(month + 1).Max(a => a.Live));

    static double FirstOrNaN(List<Seen> months, Predicate<Seen> holds) => months.FindIndex(holds) is >= 0 and var month ? month : double.NaN;

    static OutcomeTable Run(PortfolioModel model, int replications) =>
        new PlainKernel().Simulate(model, new ReplicationRange(0, replications), [], TestContext.Current.CancellationToken).Outcomes;

    /// <summary>Compares an outcome of the only initiative with what its trajectory says.</summary>
    static void AssertEach(PortfolioModel model, Outcome outcome, Func<List<Seen>, double> expected)
    {
        var values = Run(model, Replications)[1, outcome];
        for (var r = 0; r < Replications; r++)
        {
            var months = new PortfolioFuture(model, r).EachMonth().Select(month => Seen.Of(month.Initiatives[0])).ToList();
            var wanted = expected(months);
            Assert.True(wanted.Equals(values[r]) || Math.Abs(wanted - values[r]) <= 1e-9 * Math.Abs(wanted),
                $"{outcome} of replication {r} is {values[r]}, not {wanted}");
        }
    }

    /// <summary>A month of an initiative, kept.</summary>
    sealed record Seen(int Live, bool Active, double Stability, double Need, double Received, double Qalys, double Patients,
        double DiscountedBenefit, double DiscountedCost)
    {
        public static Seen Of(InitiativeFuture a) =>
            new(a.Live, a.Active, a.Stability, a.Need, a.Received, a.Qalys, a.Patients, a.DiscountedBenefit, a.DiscountedCost);
    }
}
