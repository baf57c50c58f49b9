using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Funding;

/// <summary>Step 6, who is paid first when money is short.</summary>
public class AllocationTests
{
    /// <summary>A delivering one with evidence, a scaling one without, and a lever: each claims 40,000 out of 60,000.</summary>
    static readonly string[] Claimants =
    [
        "id: delivers, delivery: {stageCostPerMonth: {discovery: 40000}}, evidence: {start: 0.5}",
        "id: scales, stage: adoption, evidence: {start: 0.49}",
    ];

    static readonly string Set = $"{Some.Budget(60_000)}, levers.capability.plannedSpendPerMonth: 40000";

    [Theory]
    [InlineData("proRata", 0.5, 0.5, 0.5)]
    [InlineData("leversFirst", 0.25, 0.25, 1)]
    [InlineData("scalingFirst", 0.5, 1, 0)]
    [InlineData("evidenceFirst", 0.75, 0, 0.75)]
    [InlineData("ranked, ranks: [scales, levers]", 0, 1, 0.5)]
    [InlineData("ranked, ranks: [delivers]", 1, 0.25, 0.25)]
    [InlineData("ranked, ranks: [levers, delivers, scales]", 0.5, 0, 1)]
    public void Funded_ScarceMoney_FollowsThePolicy(string policy, double delivers, double scales, double lever)
    {
        var future = Some.Future(Claimants, Set, scenario: $"policy: {{allocation: {policy}}}").Steps(1);
        Assert.Equal((delivers, scales), (future.Initiatives[0].Funded, future.Initiatives[1].Funded));
        Assert.Equal(lever, future.Programme.OwnReceived / 40_000);
    }

    [Fact]
    public void Funded_EvidenceBarLower_PutsMoreInTheFirstTier()
    {
        var future = Some.Future(Claimants, $"{Set}, allocation.evidenceBar: 0.4, allocation.policy: evidenceFirst").Steps(1);
        Assert.Equal((0.5, 0.5), (future.Initiatives[0].Funded, future.Initiatives[1].Funded));
    }

    [Fact]
    public void Funded_RankOfAGroup_IsThatOfItsCopies()
    {
        string[] groups = ["id: some, count: 2", "id: others, count: 2"];
        var future = Some.Future(groups, Some.Budget(45_000), scenario: "policy: {allocation: ranked, ranks: [others]}").Steps(1);
        Assert.Equal([0.5, 0.5, 1, 1], future.Initiatives.Select(initiative => initiative.Funded));
    }

    [Fact]
    public void Funded_MoreMoney_NeverIsLess()
    {
        PortfolioFuture[] rising = [.. Enumerable.Range(0, 13)
            .Select(i => Some.Future(Claimants, Set, [$"budget: {{factor: {0.2 * i}}}"], "policy: {allocation: evidenceFirst}"))];
        double[][] received = [
            .. rising.Select(future => future.Steps(1).Initiatives.Select(each => each.Received).Append(future.Programme.OwnReceived).ToArray())];
        Assert.All(received.Zip(received.Skip(1)), pair => Assert.True(pair.First.Zip(pair.Second).All(each => each.First <= each.Second)));
    }
}
