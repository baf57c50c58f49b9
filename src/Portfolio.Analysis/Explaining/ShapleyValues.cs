namespace Portfolio.Analysis.Explaining;

/// <summary>What each of some changes brings, where what they bring together is not the sum of what they bring alone.</summary>
/// <remarks>
/// A game of n players (the changes) is the worth v of every coalition S of them, in any unit; its results have the same unit. Player i is
/// bit i of a coalition's index, so <c>worth[0]</c> is that of none and the last one that of all. Values: Shapley, "A value for n-person games",
/// 1953; pairs: Sundararajan, Dhamdhere and Agarwal, "The Shapley Taylor interaction index", ICML 2020, of order 2.
/// All sums are compensated: their error is that of one rounding, however much cancels.
/// </remarks>
public static class ShapleyValues
{
    /// <summary>Most players of a game: their coalitions are 256.</summary>
    public const int MostPlayers = 8;

    /// <summary>Largest size of a worth: the sums of any game stay finite.</summary>
    const double LargestWorth = 1e300;

    /// <summary>Each player's value: what it adds to those before it, on average over all orders. They add up to v(all) − v(none).</summary>
    /// <exception cref="ArgumentException">The worths are not 2ⁿ for n from 0 to 8, or one is not a number between ±1e300.</exception>
    public static double[] Of(ReadOnlySpan<double> worth)
    {
        var weights = Weights(Players(worth));
        var values = new double[weights.Length];
        for (var player = 0; player < values.Length; player++)
            values[player] = ValueOf(worth, player, weights);
        return values;
    }

    /// <summary>What each player brings alone: v({i}) − v(none).</summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static double[] Alone(ReadOnlySpan<double> worth)
    {
        var values = new double[Players(worth)];
        for (var player = 0; player < values.Length; player++)
            values[player] = worth[1 << player] - worth[0];
        return values;
    }

    /// <summary>
    /// What each two players bring together beyond what they bring alone, what more of them bring being shared among their pairs:
    /// <c>(2/n) Σ_T [v(T∪ij) − v(T∪i) − v(T∪j) + v(T)] / C(n−1, |T|)</c> over the coalitions T without either; symmetric, 0 on the diagonal.
    /// </summary>
    /// <remarks>Alone and pairs (each counted once) add up to v(all) − v(none), and a player's value is what it brings alone and half of each of its pairs.</remarks>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static double[,] Pairs(ReadOnlySpan<double> worth)
    {
        var weights = Weights(Players(worth));
        var pairs = new double[weights.Length, weights.Length];
        for (var one = 0; one < weights.Length; one++)
        {
            for (var other = one + 1; other < weights.Length; other++)
                pairs[one, other] = pairs[other, one] = PairOf(worth, 1 << one, 1 << other, weights);
        }

        return pairs;
    }

    /// <summary>
    /// The weights that make values whole numbers: <c>n!·φᵢ = Σ w[|S|]·(v(S∪i) − v(S))</c> over the coalitions S without i, <c>w[s] = s!·(n − s − 1)!</c>.
    /// With worths in whole units, n! times a value is a whole number of units.
    /// </summary>
    /// <param name="players">n, from 0 to 8.</param>
    /// <returns>n weights, by size of the coalition.</returns>
    /// <exception cref="ArgumentException">There are fewer than 0 or more than 8 players.</exception>
    public static long[] Weights(int players)
    {
        CheckPlayers(players);
        var weights = new long[players];
        for (var size = 0; size < players; size++)
            weights[size] = Factorial(size) * Factorial(players - size - 1);
        return weights;
    }

    /// <summary>What sums with <see cref="Weights"/> are divided by: n!.</summary>
    /// <inheritdoc cref="Weights" path="/exception"/>
    public static long Denominator(int players)
    {
        CheckPlayers(players);
        return Factorial(players);
    }

    /// <summary>Gains stand one after the other, so that those of a player who brings nothing cancel exactly.</summary>
    static double ValueOf(ReadOnlySpan<double> worth, int player, long[] weights)
    {
        var sum = new CompensatedSum();
        for (var coalition = 0; coalition < worth.Length; coalition++)
        {
            if ((coalition >> player & 1) != 0)
                continue;
            var weight = weights[int.PopCount(coalition)];
            sum.Add(weight, worth[coalition | 1 << player]);
            sum.Add(-weight, worth[coalition]);
        }

        return sum.Value / Factorial(weights.Length);
    }

    /// <summary>1 / C(n−1, t) is t!·(n−1−t)! / (n−1)!: the weights of the values serve here too.</summary>
    static double PairOf(ReadOnlySpan<double> worth, int one, int other, long[] weights)
    {
        var sum = new CompensatedSum();
        for (var coalition = 0; coalition < worth.Length; coalition++)
        {
            if ((coalition & (one | other)) != 0)
                continue;
            var weight = 2 * weights[int.PopCount(coalition)];
            sum.Add(weight, worth[coalition | one | other]);
            sum.Add(-weight, worth[coalition | one]);
            sum.Add(-weight, worth[coalition | other]);
            sum.Add(weight, worth[coalition]);
        }

        return sum.Value / Factorial(weights.Length);
    }

    static int Players(ReadOnlySpan<double> worth)
    {
        if (!int.IsPow2(worth.Length) || worth.Length > 1 << MostPlayers)
            throw new ArgumentException($"a game of {worth.Length} coalitions is not allowed; allowed: 2ⁿ for n from 0 to {MostPlayers}", nameof(worth));
        for (var coalition = 0; coalition < worth.Length; coalition++)
        {
            if (!(Math.Abs(worth[coalition]) <= LargestWorth))
                throw new ArgumentException($"coalition {coalition}: worth {worth[coalition]} is not allowed; allowed: {-LargestWorth} to {LargestWorth}", nameof(worth));
        }

        return int.Log2(worth.Length);
    }

    static void CheckPlayers(int players)
    {
        if (players is < 0 or > MostPlayers)
            throw new ArgumentException($"{players} players are not allowed; allowed: 0 to {MostPlayers}", nameof(players));
    }

    static long Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
