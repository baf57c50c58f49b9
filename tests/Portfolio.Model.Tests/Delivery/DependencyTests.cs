namespace Portfolio.Model.Tests.Delivery;

/// <summary>Steps 5 and 8, initiatives that wait for others.</summary>
public class DependencyTests
{
    const string Waits = "id: waits, dependsOn: [{initiative: platform, reached: validation}]";

    const string Platform = "id: platform, stage: development, progress: 0.95";

    [Fact]
    public void Progress_PrerequisiteUnmet_IsBlockedAndClaimsNothing()
    {
        var waits = Some.Future([Waits, Platform]).Steps(1).Initiatives[0];
        Assert.Equal((0, 0, 1), (waits.Progress, waits.Need, waits.Funded));
    }

    [Fact]
    public void Progress_PrerequisiteMet_MovesFromTheNextMonth()
    {
        var future = Some.Future([Waits, Platform]).Steps(2);
        Assert.Equal(1.0 / 9, future.Initiatives[0].Progress, 1e-15);
        Assert.Equal(Stage.Validation, future.Initiatives[1].Stage);
    }

    [Fact]
    public void Progress_PrerequisiteStoppedAfterItWasMet_GoesOnAtFullSpeed()
    {
        var future = Some.Future([Waits, Platform], events: ["stopInitiative: {initiative: platform, month: 2020-06}"]).Steps(3);
        Assert.Equal(2.0 / 9, future.Initiatives[0].Progress, 1e-15);
        Assert.Equal(Stage.Stopped, future.Initiatives[1].Stage);
    }

    [Theory]
    [InlineData(0.5), InlineData(0.2), InlineData(0)]
    public void Progress_PrerequisiteStoppedUnmet_GoesOnAtTheFallbackRate(double rate)
    {
        var future = Some.Future(
            [Waits, Platform], $"initiatives.waits.delivery.fallbackRate: {rate}", ["stopInitiative: {initiative: platform, month: 2020-04}"]);
        Assert.Equal(rate / 9, future.Steps(1).Initiatives[0].Progress, 1e-12);
    }

    [Fact]
    public void Progress_TwoPrerequisitesStoppedUnmet_FallsBackTwice()
    {
        var future = Some.Future(
            ["id: waits, dependsOn: [{initiative: platform, reached: adoption}, {initiative: other, reached: development}]", Platform, "id: other"],
            events: ["stopInitiative: {initiative: platform, month: 2020-04}", "stopInitiative: {initiative: other, month: 2020-04}"]);
        Assert.Equal(0.25 / 9, future.Steps(1).Initiatives[0].Progress, 1e-12);
    }

    [Fact]
    public void Progress_OneLostOneUnmet_IsBlocked()
    {
        var future = Some.Future(
            ["id: waits, dependsOn: [{initiative: platform, reached: adoption}, {initiative: other, reached: development}]", Platform, "id: other"],
            events: ["stopInitiative: {initiative: platform, month: 2020-04}"]);
        Assert.Equal(0, future.Steps(1).Initiatives[0].Progress);
    }

    [Fact]
    public void Progress_PrerequisiteFailsItsGate_FallsBackFromTheNextMonth()
    {
        var future = Some.Future([Waits, Platform],
            "initiatives.platform.delivery.gateProbability.development: 0, initiatives.platform.delivery.reworkProbability.development: 0");
        Assert.Equal(0, future.Steps(1).Initiatives[0].Progress);
        Assert.Equal(0.5 / 9, future.Steps(1).Initiatives[0].Progress, 1e-12);
    }

    [Fact]
    public void Progress_PrerequisiteIsAGroup_WaitsForAllCopies()
    {
        var future = Some.Future(
            [Waits, Platform + ", count: 2"], "budget.annual: []", ["stopInitiative: {initiative: platform-002, month: 2020-04}"]);
        Assert.Equal(0, future.Steps(1).Initiatives[0].Need);
    }

    [Fact]
    public void Live_PrerequisiteUnmetInAdoption_DoesNotMatter()
    {
        const string adopts = "id: adopts, stage: adoption, sites: {eligible: 99, contracting: 50}";
        var free = Some.Future([adopts, Platform]).Steps(12).Initiatives[0];
        var bound = Some.Future([adopts + ", dependsOn: [{initiative: platform, reached: adoption}]", Platform]).Steps(12).Initiatives[0];
        Assert.Equal((free.Live, free.Received), (bound.Live, bound.Received));
    }

    [Fact]
    public void Evidence_Blocked_DoesNotGrow()
    {
        var future = Some.Future(
            [
                "id: waits, stage: validation, evidence: {validationGain: 0.1}, alignment: {involvementGain: 0.1}, "
                + "dependsOn: [{initiative: platform, reached: adoption}]",
                Platform,
            ]);
        Assert.Equal((0.6, 0.7), (future.Steps(5).Initiatives[0].Evidence, future.Initiatives[0].Alignment));
    }
}
