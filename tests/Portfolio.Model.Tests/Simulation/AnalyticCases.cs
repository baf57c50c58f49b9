using CsCheck;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Simulation;

/// <summary>Section 6: cases whose answer is known.</summary>
public class AnalyticCases
{
    [Fact]
    public void Decided_WithoutImitationAtReference_IsTheClosedForm()
    {
        const int replications = 600;
        var model = Some.Portfolio(
            ["id: a, stage: approval, sites: {eligible: 100}, delivery: {stageMonths: {approval: 0.1}}, adoption: {p: 0.3, q: 0, pushRate: 0}"],
            "months: 61");
        var decided = Enumerable.Range(0, replications)
            .Select(r => new PortfolioFuture(model, r).EachMonth().Select(month => 100.0 - month.Initiatives[0].Undecided).ToArray()).ToArray();
        foreach (var t in (int[])[1, 6, 12, 24, 60])
        {
            var left = Math.Exp(-0.3 * t / 12);
            Assert.Equal(100 * (1 - left), decided.Average(each => each[t]), 4 * Math.Sqrt(100 * left * (1 - left) / replications));
        }
    }

    [Fact]
    public void Sites_VeryMany_FollowTheDeterministicRecursion()
    {
        var future = Some.Future(
            [
                "id: a, stage: adoption, sites: {eligible: 100000, live: 1000}, adoption: {p: 0.02, q: 0.6, siteVariance: 0.5, abandonRate: 0.2}, "
                + "funding: {supportMonths: 30}, value: {siteRunningCostPerYear: 90000}",
            ],
            "defaults.delivery.lossRate: 0.1");
        var expected = new Fluid { U = 99_000, L = 1_000 };
        foreach (var month in future.EachMonth())
        {
            var (a, supported) = (month.Initiatives[0], month.Month <= 30);
            expected.Step(supported, supported ? 1 : Math.Pow(0.9, month.Month - 30));
            AssertNear(expected.U, a.Undecided);
            AssertNear(expected.C1 + expected.C2 + expected.C3, a.Contracting);
            AssertNear(expected.I, a.Implementing);
            AssertNear(expected.L, a.Live);
            AssertNear(expected.X, a.Abandoned);
        }

        Assert.True(expected.U < 80_000 && expected.L > 3_000 && expected.X > 10_000);
        static void AssertNear(double mean, int count) => Assert.Equal(mean, count, 100 + 0.02 * mean);
    }

    /// <summary>Without ceilings and with more money than anybody needs.</summary>
    [Fact]
    public void Funded_AmpleMoney_IsAlwaysOne() =>
        Portfolios.Any.Sample(text =>
        {
            var rich = Some.Model(
                Portfolios.WithScenario(text, $"id: rich, set: {{budget.carry: 1e12, budget.carryForward: 1, {NoCeilings}}}"), "rich");
            return new PortfolioFuture(rich, 3).EachMonth().All(month =>
                month.Initiatives.All(a => a.Funded == 1)
                    && Math.Abs(month.Programme.Received - month.Programme.Need) <= 1e-9 * month.Programme.Need);
        }, iter: 40);

    [Fact]
    public void Stage_NoMoneyAtAll_StopsUnfundedAfterExactlyItsPatience() =>
        Gen.Select(Gen.Int[1, 40], Gen.Double[0.01, 1], Gen.OneOfConst("discovery", "development", "validation", "approval"), Gen.Int[0, 30])
            .Sample((patience, bar, stage, start) =>
        {
            var future = Some.Future(
                [
                    $"id: a, stage: {stage}, startMonth: {Month.Of(2020, 4) + start}, delivery: {{patienceMonths: {patience}, starvedBelow: {bar}}}",
                    "id: costless, delivery: {stageCostPerMonth: {discovery: 0, development: 0, validation: 0, approval: 0}}",
                    "id: patient, delivery: {starvedBelow: 0}",
                    "id: blocked, dependsOn: [{initiative: patient, reached: adoption}]",
                ],
                "budget.annual: [], defaults.delivery.lossRate: 1").Steps(start + patience - 1);
            var goesOn = future.Initiatives[0].Stage != Stage.Stopped;
            var stops = future.Steps(1).Initiatives[0].StopReason == StopReason.Unfunded;
            return goesOn && stops && future.Steps(40).Initiatives.Skip(1).All(each => each.Stage != Stage.Stopped);
        }, iter: 40);

    static string NoCeilings => string.Join(", ", "abcde".Select(id => $"initiatives.{id}.funding.awardCeiling: 1e12"));

    /// <summary>Mean flows of step 9 for the test above: nothing but its numbers, p = 0.02, q = 0.6, push 0.16, θ = 0.5.</summary>
    struct Fluid
    {
        public double U, C1, C2, C3, I, L, X;

        public void Step(bool supported, double team)
        {
            const double m = 100_000;
            var committed = (C1 + C2 + C3 + I + L) / m;
            var decide = (0.02 + (supported ? 0.16 : 0) + 0.6 * committed) / 12 * Math.Sqrt(U / m);
            var contract = 3 / 11.5;
            var goLive = (0.5 + 0.5 * team) / 11.6;
            var abandon = 0.2 / 12 * (supported ? 1 : 5);
            var (decided, wentLive, abandoned) = (U * (1 - Math.Exp(-decide)), I * goLive, L * (1 - Math.Exp(-abandon)));
            (U, C1, C2, C3, I, L, X) = (
                U - decided,
                C1 + decided - contract * C1,
                C2 + contract * (C1 - C2),
                C3 + contract * (C2 - C3),
                I + contract * C3 - wentLive,
                L + wentLive - abandoned,
                X + abandoned);
        }
    }
}
