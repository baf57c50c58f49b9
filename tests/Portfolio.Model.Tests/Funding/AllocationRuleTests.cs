using Portfolio.Model.Funding;

namespace Portfolio.Model.Tests.Funding;

public class AllocationRuleTests
{
    [Theory]
    [InlineData(AllocationPolicy.ProRata, 1, 0, 0, 0)]
    [InlineData(AllocationPolicy.LeversFirst, 2, 0, 1, 1)]
    [InlineData(AllocationPolicy.ScalingFirst, 3, 2, 0, 1)]
    public void Tier_ByStage_FollowsThePolicy(AllocationPolicy policy, int tiers, int levers, int inAdoption, int inDelivery)
    {
        var rule = Rule(policy);
        Assert.Equal((tiers, levers), (rule.Tiers, rule.LeverTier));
        Assert.Equal((inAdoption, inDelivery), (rule.InitiativeTier(0, true, 0.5, 0.5), rule.InitiativeTier(0, false, 0.5, 0.5)));
    }

    [Theory]
    [InlineData(0.49, 1), InlineData(0.5, 0), InlineData(0.51, 0)]
    public void InitiativeTier_EvidenceFirst_IsFirstFromTheBarOn(double evidence, int tier)
    {
        var rule = Rule(AllocationPolicy.EvidenceFirst);
        Assert.Equal((2, 0, tier), (rule.Tiers, rule.LeverTier, rule.InitiativeTier(0, false, evidence, 0.5)));
    }

    [Fact]
    public void Tier_Ranked_IsTheGivenRank()
    {
        var rule = Rule(AllocationPolicy.Ranked);
        Assert.Equal((3, 1), (rule.Tiers, rule.LeverTier));
        Assert.Equal((2, 0), (rule.InitiativeTier(0, true, 1, 0), rule.InitiativeTier(1, false, 0, 1)));
    }

    static AllocationRule Rule(AllocationPolicy policy) => new(policy, [2, 0], 1, 3);
}
