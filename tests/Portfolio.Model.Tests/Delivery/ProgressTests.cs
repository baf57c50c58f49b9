using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Delivery;

/// <summary>Step 8, progress through the stages.</summary>
public class ProgressTests
{
    const double Close = 1e-12;

    [Theory]
    [InlineData("discovery", 9), InlineData("development", 18), InlineData("validation", 18), InlineData("approval", 9)]
    public void Progress_AtReference_TakesTheStagesMonths(string stage, int months)
    {
        var future = Some.Future([$"id: a, stage: {stage}"]).Steps(months - 1);
        Assert.Equal((months - 1) / (double)months, future.Initiatives[0].Progress, Close);
        Assert.Equal(future.Initiatives[0].Furthest + 1, future.Steps(1).Initiatives[0].Stage);
        Assert.Equal(0, future.Initiatives[0].Progress);
    }

    /// <summary>Ten times a tenth is not quite one.</summary>
    [Fact]
    public void Stage_ProgressOneButForRounding_IsDone() =>
        Assert.Equal(Stage.Development, Some.Future(["id: a, delivery: {stageMonths: {discovery: 10}}"]).Steps(10).Initiatives[0].Stage);

    [Fact]
    public void Stage_WithoutObstacle_ReachesAdoptionInThePlannedTime()
    {
        var future = Some.Future(["id: a"]).Steps(9 + 18 + 18 + 9);
        Assert.Equal((Stage.Adoption, 0), (future.Initiatives[0].Stage, future.Initiatives[0].Contracting));
    }

    /// <summary>Levers by stage: community, capability, infrastructure, regulation.</summary>
    [Theory]
    [InlineData("discovery", "community", 9, 0.3)]
    [InlineData("development", "capability", 18, 0.3)]
    [InlineData("validation", "infrastructure", 18, 0.4)]
    [InlineData("approval", "regulation", 9, 0.6)]
    public void Progress_WithItsLever_IsFaster(string stage, string lever, int months, double effect) =>
        Assert.Equal((1 + effect * 0.5) / months, First($"id: a, stage: {stage}", $"levers.{lever}.start: 0.5").Progress, Close);

    [Fact]
    public void Progress_WithAnotherLever_IsNotFaster() =>
        Assert.Equal(
            1.0 / 9, First("id: a", "levers.implementation.start: 1, levers.regulation.start: 1, levers.capability.start: 1").Progress, Close);

    [Fact]
    public void Progress_PartOfATeam_IsThatPart() =>
        Assert.Equal((0.2 + 0.15 * 0.8) / 9, First("id: a, team: 0.2").Progress, Close);

    [Fact]
    public void Progress_LessSteadyThanReference_IsSlowerByThePower()
    {
        var a = First("id: a, delivery: {stabilityPower: 2}", "framework.strength: 0, leadership.startsVacant: true, reference.stability: 0.8");
        Assert.Equal(0.5 * 0.3 + 0.5 * 1, a.Stability, Close);
        Assert.Equal(Math.Pow(0.65 / 0.8, 2) / 9, a.Progress, Close);
    }

    [Fact]
    public void Progress_DurationDrawn_IsStretchedByTheDrawOfItsStageAndAttempt()
    {
        const string initiative = "id: a, stage: validation, attempt: 3, delivery: {durationCv: 0.6}";
        var stretch = Some.Draws("a").Lognormal(RandomStream.StageDuration, 4 * 3 + 2, 1, 0.6);
        Assert.Equal(1 / (18 * stretch), First(initiative).Progress, Close);
    }

    [Fact]
    public void Progress_OfTheDefinition_IsWhereItStarts() =>
        Assert.Equal(0.4 + 1.0 / 9, First("id: a, progress: 0.4").Progress, Close);

    [Fact]
    public void Evidence_InValidation_GrowsWithTeamAndStability()
    {
        const string initiative = "id: a, stage: validation, team: 0.2, evidence: {start: 0.1, validationGain: 0.05}";
        Assert.Equal(0.1 + 0.05 * 0.32 * 0.65 * 0.9, First(initiative, "framework.strength: 0, leadership.startsVacant: true").Evidence, Close);
    }

    [Theory]
    [InlineData("validation", 0.1 + 0.05 * 0.9), InlineData("development", 0.1)]
    public void Evidence_InTheMonthItPassesTheGate_IsThatOfTheStageItWasIn(string stage, double expected) =>
        Assert.Equal(expected, First($"id: a, stage: {stage}, progress: 0.99, evidence: {{start: 0.1, validationGain: 0.05}}").Evidence, Close);

    [Fact]
    public void Evidence_InOtherStages_DoesNotGrowFromTrials() =>
        Assert.Equal(0.1, First("id: a, stage: approval, evidence: {start: 0.1, validationGain: 0.05}").Evidence);

    [Fact]
    public void Evidence_ManySourcesAtOnce_IsNeverAboveOne() =>
        Assert.Equal(
            1, First("id: a, stage: validation, sites: {eligible: 9, live: 9}, evidence: {start: 0.5, validationGain: 0.9, liveGain: 0.9}").Evidence);

    [Fact]
    public void Alignment_InvolvementPaidFor_Grows()
    {
        const string initiative = "id: a, alignment: {start: 0.4, involvementGain: 0.1, involvementCostPerMonth: 5000}";
        Assert.Equal(0.4 + 0.1 * 0.6, First(initiative).Alignment, Close);
        Assert.Equal(0.4 + 0.1 * 0.5 * 0.6, First(initiative, Some.Budget(10_000)).Alignment, Close);
    }

    [Fact]
    public void Alignment_InAdoption_StaysAsItIs() =>
        Assert.Equal(0.4, First("id: a, stage: adoption, alignment: {start: 0.4, involvementGain: 0.1}").Alignment);

    static InitiativeFuture First(string initiative, string set = "") => Some.Future([initiative], set).Steps(1).Initiatives[0];
}
