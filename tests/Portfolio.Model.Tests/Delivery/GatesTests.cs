using Portfolio.Model.Delivery;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;
using Portfolio.Model.Tests.Simulation;

namespace Portfolio.Model.Tests.Delivery;

/// <summary>Step 8, the gate at the end of a stage.</summary>
public class GatesTests
{
    /// <summary>At the end of development in its first month.</summary>
    const string AtTheGate = "id: a, stage: development, attempt: 2, progress: 0.99, sites: {eligible: 9, live: 3}, ";

    [Fact]
    public void Stage_AtTheGate_PassesByTheDrawOfItsStageAndAttempt()
    {
        var model = Some.Portfolio(
            [AtTheGate + "delivery: {gateProbability: {development: 0.4}}, quality: {gateDiscrimination: {development: 0.7}}"]);
        for (var replication = 0; replication < 100; replication++)
        {
            var draws = Some.Draws("a", replication);
            var passes = Gate.Passes(0.4, 0.7, draws.Normal(RandomStream.Quality, 0), draws.Uniform(RandomStream.Gate, 4 * 2 + 1));
            Assert.Equal(passes, new PortfolioFuture(model, replication).Steps(1).Initiatives[0].Stage == Stage.Validation);
        }
    }

    [Fact]
    public void Stage_FailedGate_IsReworkedByTheDrawOfItsStageAndAttempt()
    {
        var model = Some.Portfolio([AtTheGate + "delivery: {gateProbability: {development: 0}, reworkProbability: {development: 0.4}}"]);
        for (var replication = 0; replication < 100; replication++)
        {
            var reworked = Some.Draws("a", replication).Uniform(RandomStream.Rework, 4 * 2 + 1) < 0.4;
            var a = new PortfolioFuture(model, replication).Steps(1).Initiatives[0];
            Assert.Equal(reworked ? (Stage.Development, StopReason.None) : (Stage.Stopped, StopReason.FailedGate), (a.Stage, a.StopReason));
            Assert.Equal(reworked, a.Progress == 0);
        }
    }

    [Fact]
    public void Progress_AfterRework_IsStretchedByTheNextAttemptsDraw()
    {
        var future = Some.Future([AtTheGate + "delivery: {durationCv: 0.5, gateProbability: {development: 0}, reworkProbability: {development: 1}}"])
            .Steps(1);
        while (future.Initiatives[0].Progress != 0)
            future.Step();
        future.Step();
        Assert.Equal(1 / (18 * Some.Draws("a").Lognormal(RandomStream.StageDuration, 4 * 3 + 1, 1, 0.5)), future.Initiatives[0].Progress, 1e-12);
    }

    [Fact]
    public void Stage_FailedGate_StillGetsValueAndEvidenceThatMonthButNoneLater()
    {
        var future = Some.Future(
            [AtTheGate + "delivery: {gateProbability: {development: 0}, reworkProbability: {development: 0}}, evidence: {liveGain: 0.3}"]).Steps(1);
        var a = future.Initiatives[0];
        Assert.Equal((0.6 + 0.3 * (3 / 9.0) * 0.4, 3 * 40_000 / 12.0), (a.Evidence, a.LocalCost));
        Assert.True(a.Progress >= 1 && a.Received == 30_000);
        a = future.Steps(1).Initiatives[0];
        Assert.Equal((0, 0, 0, 0, 0), (a.Received, a.LocalCost, a.CashBenefit, a.Qalys, a.Patients));
    }

    [Theory]
    [InlineData("progress: 0.99, delivery: {gateProbability: {discovery: 0}, reworkProbability: {discovery: 0}}", StopReason.FailedGate)]
    [InlineData("funding: {awardCeiling: 0}, starvedMonths: 11", StopReason.Unfunded)]
    public void LeaderInPost_InTheMonthItStops_IsFrozen(string more, StopReason reason)
    {
        var future = Some.Future([$"id: a, {more}"], events: ["leaderDeparts: {posts: [a], month: 2020-04}"]).Steps(2);
        Assert.Equal((reason, true), (future.Initiatives[0].StopReason, future.Initiatives[0].LeaderInPost));
    }

    [Theory]
    [InlineData(0), InlineData(0.4), InlineData(0.9)]
    public void Stage_FirstGate_PassesAtItsRateWhateverTheDiscrimination(double discrimination)
    {
        var shares = EndShares($"{{discovery: {discrimination}}}", out var replications);
        Assert.Equal(0.6, shares, 4 * Math.Sqrt(0.24 / replications));
    }

    [Fact]
    public void Quality_OfThoseInAdoption_RisesWithDiscrimination()
    {
        double[] qualities = [.. ((double[])[0, 0.3, 0.6, 0.9]).Select(MeanQualityInAdoption)];
        Assert.Equal(0, qualities[0], 0.12);
        Assert.Equal(qualities.Order(), qualities);
        Assert.True(qualities[3] > 0.5);
    }

    [Fact]
    public void Trajectory_OfThoseThatPass_IsTheSameWhateverTheDiscrimination()
    {
        PortfolioModel[] models = [.. ((double[])[0, 0.9]).Select(d => Some.Portfolio(
            ["id: a, stage: approval, progress: 0.99, sites: {eligible: 60}, delivery: {gateProbability: {approval: 0.6}}"],
            $"months: 30, defaults.quality.gateDiscrimination.approval: {d}"))];
        var passed = Enumerable.Range(0, 30).Where(replication =>
            models.All(model => new PortfolioFuture(model, replication).Steps(1).Initiatives[0].Stage == Stage.Adoption)).ToList();
        Assert.All(passed, replication => Assert.Equal(Trajectory.Of(models[0], replication), Trajectory.Of(models[1], replication)));
        Assert.NotEmpty(passed);
    }

    static double EndShares(string discrimination, out int replications)
    {
        replications = 3_000;
        var model = Some.Portfolio(
            ["id: a, progress: 0.99, delivery: {gateProbability: {discovery: 0.6}, reworkProbability: {discovery: 0}}"],
            $"months: 1, defaults.quality.gateDiscrimination: {discrimination}");
        var table = new PlainKernel().Simulate(model, new ReplicationRange(0, replications), [], TestContext.Current.CancellationToken).Outcomes;
        return table[1, Outcome.EndedInDevelopment].Average();
    }

    static double MeanQualityInAdoption(double d)
    {
        const string gates =
            "stageMonths: {discovery: 1, development: 1, validation: 1, approval: 1}, "
            + "gateProbability: {discovery: 0.6, development: 0.6, validation: 0.6, approval: 0.85}";
        var model = Some.Portfolio(
            [$"id: a, delivery: {{{gates}}}, quality: {{gateDiscrimination: {{discovery: {d}, development: {d}, validation: {d}, approval: {d}}}}}"],
                "months: 12");
        var futures = Enumerable.Range(0, 1_500).Select(replication => new PortfolioFuture(model, replication).Steps(12).Initiatives[0]);
        return futures.Where(a => a.Stage == Stage.Adoption).Average(a => a.Quality);
    }
}
