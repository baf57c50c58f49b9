namespace Portfolio.Analysis.Ranking;

/// <summary>Whom to fund with a given total, where each is funded wholly or not at all and values add up.</summary>
/// <remarks>The knapsack problem. Those who bring nothing or harm are never funded: nobody's cost is below 0, so it would gain nothing. Numbers are taken to 15 digits.</remarks>
public static class FundingSets
{
    /// <summary>Most claimants of whom all sets are looked at: 32,768.</summary>
    public const int MostExact = 15;

    /// <summary>Most claimants in a greedy choice.</summary>
    public const int MostGreedy = 10_000;

    /// <summary>The set of the largest value that the total pays; among equals the cheapest, then that whose last members are named earliest (the lowest mask). It may be empty.</summary>
    /// <param name="claimants">At most 15.</param>
    /// <param name="totalPounds">What there is to give: 0 to 10²⁴.</param>
    /// <exception cref="ArgumentException">There are too many, or a number is not allowed; the message names it and its claimant.</exception>
    public static FundingSet Exact(IReadOnlyList<Claimant> claimants, double totalPounds)
    {
        var sets = new ClaimantSets(ClaimTable.Of(claimants, totalPounds, MostExact));
        return sets.Set(Best(sets));
    }

    /// <summary>
    /// The set that comes of paying those first who bring most per pound, and going on past whoever can no longer be paid. Those who cost nothing come
    /// first; of equals whoever brings more, then whoever is named earlier.
    /// </summary>
    /// <remarks>Dantzig, "Discrete-variable extremum problems", Operations Research 5 (1957). It may miss nearly all of the best value where one large claim alone is best.</remarks>
    /// <param name="claimants">At most 10,000.</param>
    /// <inheritdoc cref="Exact" path="/param[@name='totalPounds'] | /exception"/>
    public static FundingSet Greedy(IReadOnlyList<Claimant> claimants, double totalPounds)
    {
        var table = ClaimTable.Of(claimants, totalPounds, MostGreedy);
        var (left, funded) = (table.Total, new List<int>());
        foreach (var claimant in MostPerPoundFirst(table))
        {
            if (table.Costs[claimant] > left)
                continue;
            left -= table.Costs[claimant];
            funded.Add(claimant);
        }

        funded.Sort();
        return table.Set(funded);
    }

    /// <summary>
    /// What each choice that leaves no money idle loses against the best: the sets that the total pays and to which nobody who would bring something can
    /// be added. The best is the first, with a loss of 0; of equal losses the cheaper comes first, then the lower mask.
    /// </summary>
    /// <param name="most">How many are given at most.</param>
    /// <inheritdoc cref="Exact" path="/param | /exception"/>
    public static IReadOnlyList<FundingRegret> Regrets(IReadOnlyList<Claimant> claimants, double totalPounds, int most = int.MaxValue)
    {
        var sets = new ClaimantSets(ClaimTable.Of(claimants, totalPounds, MostExact));
        int[] maximal = [.. sets.Affordable.Where(sets.IsMaximal)];
        Array.Sort(maximal, sets.Compare);
        return [.. maximal.Take(most).Select(mask => new FundingRegret(sets.Set(mask), (double)(sets.Value(maximal[0]) - sets.Value(mask))))];
    }

    static int Best(ClaimantSets sets)
    {
        var best = 0;
        foreach (var mask in sets.Affordable)
            best = sets.Compare(mask, best) < 0 ? mask : best;
        return best;
    }

    static IEnumerable<int> MostPerPoundFirst(ClaimTable table) => Enumerable.Range(0, table.Costs.Length)
        .Where(claimant => table.Values[claimant] > 0)
        .OrderByDescending(claimant => table.Costs[claimant] == 0 ? double.PositiveInfinity : (double)table.Values[claimant] / (double)table.Costs[claimant])
        .ThenByDescending(claimant => table.Values[claimant]);
}
