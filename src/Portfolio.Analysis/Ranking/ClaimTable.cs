namespace Portfolio.Analysis.Ranking;

/// <summary>What claimants cost and bring, as decimal numbers.</summary>
/// <remarks>
/// Pounds and pence have no exact form in binary: of 0.30 pounds 0.10 and 0.20 could not be paid, and what is equal in value would be told apart by rounding. As decimals
/// (15 digits of each number) sums of what is not more than 28 digits apart are exact, so neither depends on an order.
/// </remarks>
sealed class ClaimTable
{
    /// <summary>Largest size of a number: the sum of the most claimants stays within a decimal's 7.9·10²⁸.</summary>
    const double Largest = 1e24;

    ClaimTable(decimal[] costs, decimal[] values, decimal total) => (Costs, Values, Total) = (costs, values, total);

    public decimal[] Costs { get; }

    public decimal[] Values { get; }

    /// <summary>What there is to give.</summary>
    public decimal Total { get; }

    /// <summary>Takes numbers in.</summary>
    /// <param name="most">Most claimants.</param>
    /// <exception cref="ArgumentException">There are more, or a number is not allowed; the message names it and its claimant.</exception>
    public static ClaimTable Of(IReadOnlyList<Claimant> claimants, double totalPounds, int most)
    {
        if (claimants.Count > most)
            throw new ArgumentException($"{claimants.Count} claimants are not allowed; allowed: 0 to {most}", nameof(claimants));
        if (!(totalPounds is >= 0 and <= Largest))
            throw new ArgumentException($"a total of {totalPounds} pounds is not allowed; allowed: 0 to {Largest}", nameof(totalPounds));
        foreach (var (name, cost, value) in claimants)
        {
            if (!(cost is >= 0 and <= Largest))
                throw new ArgumentException($"claimant \"{name}\": a cost of {cost} pounds is not allowed; allowed: 0 to {Largest}", nameof(claimants));
            if (!(Math.Abs(value) <= Largest))
                throw new ArgumentException($"claimant \"{name}\": a value of {value} is not allowed; allowed: {-Largest} to {Largest}", nameof(claimants));
        }

        return new ClaimTable([.. claimants.Select(each => (decimal)each.CostPounds)], [.. claimants.Select(each => (decimal)each.Value)], (decimal)totalPounds);
    }

    /// <summary>A set of claimants, named by rising indices.</summary>
    public FundingSet Set(IReadOnlyList<int> members) =>
        new(members, (double)members.Sum(member => Costs[member]), (double)members.Sum(member => Values[member]));
}
