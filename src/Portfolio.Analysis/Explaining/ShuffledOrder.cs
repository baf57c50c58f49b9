using Portfolio.Model.Randomness;

namespace Portfolio.Analysis.Explaining;

/// <summary>Random orders in which changes are made, each to be had by its number alone.</summary>
public static class ShuffledOrder
{
    /// <summary>Most changes of an order.</summary>
    public const int MostChanges = 200;

    /// <summary>An order of the changes 0 … n − 1, all n! equally likely and those of different numbers independent.</summary>
    /// <remarks>Durstenfeld, "Algorithm 235: random permutation", Communications of the ACM 7 (1964): the shuffle of Fisher and Yates in place.</remarks>
    /// <param name="seed">Seed of the analysis.</param>
    /// <param name="number">Number of the order.</param>
    /// <param name="changes">n, from 0 to 200.</param>
    /// <exception cref="ArgumentException">There are fewer than 0 or more than 200 changes.</exception>
    public static int[] Of(ulong seed, uint number, int changes)
    {
        if (changes is < 0 or > MostChanges)
            throw new ArgumentException($"{changes} changes are not allowed; allowed: 0 to {MostChanges}", nameof(changes));
        int[] order = [.. Enumerable.Range(0, changes)];
        var draws = new UnbiasedDraws(new Draws(seed, 0, number), RandomStream.Order);
        for (var left = changes; left > 1; left--)
        {
            var chosen = draws.Below((uint)left);
            (order[left - 1], order[chosen]) = (order[chosen], order[left - 1]);
        }

        return order;
    }

    /// <summary>The same order from its end: what came late comes early, so that the errors of the two partly cancel in an average of both.</summary>
    public static int[] Reversed(ReadOnlySpan<int> order)
    {
        var reversed = order.ToArray();
        Array.Reverse(reversed);
        return reversed;
    }
}
