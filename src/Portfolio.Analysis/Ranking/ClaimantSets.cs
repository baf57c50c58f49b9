using System.Numerics;

namespace Portfolio.Analysis.Ranking;

/// <summary>All sets of claimants: claimant i is bit i of a set's mask.</summary>
sealed class ClaimantSets
{
    readonly ClaimTable table;
    readonly decimal[] costs;
    readonly decimal[] values;
    readonly int worthwhile;

    public ClaimantSets(ClaimTable table)
    {
        this.table = table;
        (costs, values) = (Sums(table.Costs), Sums(table.Values));
        for (var i = 0; i < table.Values.Length; i++)
            worthwhile |= table.Values[i] > 0 ? 1 << i : 0;
    }

    /// <summary>
    /// The sets that can be paid and hold nobody who brings nothing or harm: as nobody costs less than nothing, each other set brings no more than
    /// what is left of it without them, and costs no less.
    /// </summary>
    public IEnumerable<int> Affordable => Enumerable.Range(0, costs.Length).Where(mask => (mask & ~worthwhile) == 0 && costs[mask] <= table.Total);

    /// <summary>Whether no one who would bring something could still be paid.</summary>
    public bool IsMaximal(int mask)
    {
        for (var others = worthwhile & ~mask; others != 0; others &= others - 1)
        {
            if (costs[mask] + costs[others & -others] <= table.Total)
                return false;
        }

        return true;
    }

    /// <summary>What a set brings.</summary>
    public decimal Value(int mask) => values[mask];

    /// <summary>The better set first: by value, among equals the cheaper, then the lower mask.</summary>
    public int Compare(int one, int other) =>
        values[one] != values[other] ? values[other].CompareTo(values[one])
        : costs[one] != costs[other] ? costs[one].CompareTo(costs[other])
        : one.CompareTo(other);

    /// <summary>A set by its members.</summary>
    public FundingSet Set(int mask) => table.Set([.. Enumerable.Range(0, table.Costs.Length).Where(i => (mask >> i & 1) != 0)]);

    /// <summary>The sum over each set: that without its lowest member, and that member.</summary>
    static decimal[] Sums(decimal[] numbers)
    {
        var sums = new decimal[1 << numbers.Length];
        for (var mask = 1; mask < sums.Length; mask++)
            sums[mask] = sums[mask & (mask - 1)] + numbers[BitOperations.TrailingZeroCount(mask)];
        return sums;
    }
}
