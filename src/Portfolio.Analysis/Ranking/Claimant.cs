namespace Portfolio.Analysis.Ranking;

/// <summary>Who asks for money.</summary>
/// <param name="Name">What it is called where a number of it is refused.</param>
/// <param name="CostPounds">What funding it costs: 0 to 10²⁴.</param>
/// <param name="Value">What funding it brings, in any unit: −10²⁴ to 10²⁴. The value of a set is the sum of its members'.</param>
public sealed record Claimant(string Name, double CostPounds, double Value);

/// <summary>Who is funded.</summary>
/// <param name="Members">Indices of the claimants, rising.</param>
/// <param name="CostPounds">What they cost together.</param>
/// <param name="Value">What they bring together.</param>
public sealed record FundingSet(IReadOnlyList<int> Members, double CostPounds, double Value);

/// <summary>How much less a set brings than the best that the money allows.</summary>
/// <param name="Set">The set.</param>
/// <param name="Loss">Value of the best less its own; 0 or above.</param>
public sealed record FundingRegret(FundingSet Set, double Loss);
