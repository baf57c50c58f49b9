namespace Portfolio.Model.Funding;

/// <summary>Who is paid first when money is short.</summary>
public enum AllocationPolicy
{
    /// <summary>Everybody gets the same fraction.</summary>
    ProRata,

    /// <summary>Levers and framework, then initiatives.</summary>
    LeversFirst,

    /// <summary>Initiatives in adoption, then in delivery, then levers and framework.</summary>
    ScalingFirst,

    /// <summary>Initiatives at or above the evidence bar and the levers, then the rest.</summary>
    EvidenceFirst,

    /// <summary>In the order of given ranks.</summary>
    Ranked,
}

/// <summary>The tier in which a claim is paid: lower tiers first, within a tier everybody gets the same fraction.</summary>
/// <param name="Policy">Who is paid first.</param>
/// <param name="InitiativeRanks">Under <see cref="AllocationPolicy.Ranked"/>: each initiative's rank.</param>
/// <param name="LeverRank">Under <see cref="AllocationPolicy.Ranked"/>: the rank of levers, framework and scenario costs.</param>
/// <param name="Ranks">Number of ranks; what is not listed has the last.</param>
public sealed record AllocationRule(AllocationPolicy Policy, IReadOnlyList<int> InitiativeRanks, int LeverRank, int Ranks)
{
    /// <summary>Number of tiers.</summary>
    public int Tiers => Policy switch
    {
        AllocationPolicy.ProRata => 1,
        AllocationPolicy.ScalingFirst => 3,
        AllocationPolicy.Ranked => Ranks,
        _ => 2,
    };

    /// <summary>Tier of levers, framework and scenario costs.</summary>
    public int LeverTier => Policy switch
    {
        AllocationPolicy.ScalingFirst => 2,
        AllocationPolicy.Ranked => LeverRank,
        _ => 0,
    };

    /// <summary>Tier of an initiative.</summary>
    public int InitiativeTier(int initiative, bool inAdoption, double evidence, double evidenceBar) => Policy switch
    {
        AllocationPolicy.LeversFirst => 1,
        AllocationPolicy.ScalingFirst => inAdoption ? 0 : 1,
        AllocationPolicy.EvidenceFirst => evidence >= evidenceBar ? 0 : 1,
        AllocationPolicy.Ranked => InitiativeRanks[initiative],
        _ => 0,
    };
}
