using CsCheck;
using Portfolio.Analysis.Explaining;

namespace Portfolio.Analysis.Tests.Explaining;

public class ShapleyValuesTests
{
    /// <summary>Games of 0 to 8 players, of worths of up to a thousand million.</summary>
    static readonly Gen<double[]> Games = Gen.Int[0, 8].SelectMany(players => Gen.Double[-1e9, 1e9].Array[1 << players]);

    static readonly Gen<double[]> GamesOfPairs = Gen.Int[2, 8].SelectMany(players => Gen.Double[-1e9, 1e9].Array[1 << players]);

    [Fact]
    public void Of_AnyGame_AddsUpToTheWorthOfAll() =>
        Games.Sample(worth => Near(worth[^1] - worth[0], ShapleyValues.Of(worth).Sum(), worth));

    [Fact]
    public void Pairs_AnyGameOfTwoOrMore_AddUpWithAloneToTheWorthOfAll() =>
        GamesOfPairs.Sample(worth => Near(worth[^1] - worth[0], ShapleyValues.Alone(worth).Sum() + SumOfPairs(worth), worth));

    [Fact]
    public void Pairs_AnyGame_GiveHalfToEachOfTheirTwo() =>
        Games.Sample(worth =>
        {
            var (values, alone, pairs) = (ShapleyValues.Of(worth), ShapleyValues.Alone(worth), ShapleyValues.Pairs(worth));
            return Players(worth).All(i => Near(values[i], alone[i] + Players(worth).Sum(j => pairs[i, j]) / 2, worth));
        });

    [Fact]
    public void Of_AnyGame_IsTheAverageOverAllOrders() =>
        Gen.Double[-1, 1].Array[16].Sample(worth =>
        {
            var values = ShapleyValues.Of(worth);
            return Players(worth).All(player => Near(Orders(4).Average(order => Gain(worth, order, player)), values[player], worth));
        });

    [Fact]
    public void Of_PlayersRenamed_AreTheSameRenamed() =>
        Gen.Select(Games, Gen.UInt).Sample((worth, number) =>
        {
            var names = ShuffledOrder.Of(1, number, int.Log2(worth.Length));
            var (values, renamed) = (ShapleyValues.Of(worth), ShapleyValues.Of(Renamed(worth, names)));
            var (pairs, renamedPairs) = (ShapleyValues.Pairs(worth), ShapleyValues.Pairs(Renamed(worth, names)));
            return Players(worth).All(i => Near(values[i], renamed[names[i]], worth) && Players(worth).All(j => Near(pairs[i, j], renamedPairs[names[i], names[j]], worth)));
        });

    [Fact]
    public void Of_PlayersWhoseWorthIsAlike_HaveTheSame() =>
        Gen.Double[-1e9, 1e9].Array[9].Sample(bySize =>
        {
            double[] worth = [.. Enumerable.Range(0, 256).Select(coalition => bySize[int.PopCount(coalition)])];
            return ShapleyValues.Of(worth).All(value => Near((bySize[8] - bySize[0]) / 8, value, worth));
        });

    [Fact]
    public void Of_PlayerWhoBringsNothing_IsExactlyZeroAndInNoPair() =>
        Gen.Select(Games.Where(worth => worth.Length > 1), Gen.Int[0, 7]).Sample((some, number) =>
        {
            var nobody = number % int.Log2(some.Length);
            double[] worth = [.. Enumerable.Range(0, some.Length).Select(coalition => some[coalition & ~(1 << nobody)])];
            var pairs = ShapleyValues.Pairs(worth);
            return ShapleyValues.Of(worth)[nobody] == 0 && ShapleyValues.Alone(worth)[nobody] == 0 && Players(worth).All(j => Math.Abs(pairs[nobody, j]) < 1e-15);
        });

    [Fact]
    public void Of_SumOfGames_IsTheSumOfTheirs() =>
        Gen.Select(Gen.Double[-1e9, 1e9].Array[32], Gen.Double[-1e9, 1e9].Array[32], Gen.Double[-3, 3]).Sample((u, v, factor) =>
        {
            double[] worth = [.. u.Zip(v, (x, y) => x + factor * y)];
            var (ofU, ofV, values) = (ShapleyValues.Of(u), ShapleyValues.Of(v), ShapleyValues.Of(worth));
            var (pairsU, pairsV, pairs) = (ShapleyValues.Pairs(u), ShapleyValues.Pairs(v), ShapleyValues.Pairs(worth));
            return Players(worth).All(i => Near(ofU[i] + factor * ofV[i], values[i], worth) && Players(worth).All(j => Near(pairsU[i, j] + factor * pairsV[i, j], pairs[i, j], worth)));
        });

    [Fact]
    public void Of_SmallGameOnAThousandMillion_IsThatOfTheSmallGame() =>
        // Multiples of 2⁻²⁰ can be added to 10⁹ without rounding; what is left over is the arithmetic's own error.
        Gen.Int[-1_000_000, 1_000_000].Array[256].Sample(units =>
        {
            double[] small = [.. units.Select(unit => unit / 1048576.0)], large = [.. small.Select(worth => 1e9 + worth)];
            return ShapleyValues.Of(small).Zip(ShapleyValues.Of(large)).All(pair => Math.Abs(pair.First - pair.Second) < 1e-14)
                && Near(small[^1] - small[0], ShapleyValues.Alone(large).Sum() + SumOfPairs(large), [1]);
        });

    [Fact]
    public void Of_ThreePlayersByHand_IsTheHandsResult()
    {
        // What a, b and c add in the orders abc: 10, 20, 30; acb: 10, 10, 40; bac: 10, 20, 30; bca: 15, 20, 25; cab: 50, 10, 0; cba: 15, 45, 0.
        double[] worth = [0, 10, 20, 30, 0, 50, 45, 60];
        Assert.Equal([(10 + 10 + 10 + 15 + 50 + 15) / 6.0, (20 + 10 + 20 + 20 + 10 + 45) / 6.0, (30 + 40 + 30 + 25 + 0 + 0) / 6.0], ShapleyValues.Of(worth));
        Assert.Equal([10, 20, 0], ShapleyValues.Alone(worth));
        // Surpluses: ab 0, ac 40, bc 25; of all three 60 − (10 + 20 + 0) − (0 + 40 + 25) = −35, a third of it to each pair.
        var pairs = ShapleyValues.Pairs(worth);
        Assert.Equal(0 - 35 / 3.0, pairs[0, 1], 1e-12);
        Assert.Equal(40 - 35 / 3.0, pairs[0, 2], 1e-12);
        Assert.Equal(25 - 35 / 3.0, pairs[2, 1], 1e-12);
        Assert.Equal(0, pairs[1, 1]);
    }

    [Fact]
    public void Of_PureGameOfThree_GivesEachAThird()
    {
        double[] worth = [0, 0, 0, 0, 0, 0, 0, 1];
        Assert.All(ShapleyValues.Of(worth), value => Assert.Equal(1 / 3.0, value, 1e-15));
        Assert.All(ShapleyValues.Alone(worth), value => Assert.Equal(0, value));
        var pairs = ShapleyValues.Pairs(worth);
        Assert.Equal([1 / 3.0, 1 / 3.0, 1 / 3.0], [pairs[0, 1], pairs[0, 2], pairs[1, 2]]);
    }

    [Fact]
    public void Of_FewPlayers_IsPlain()
    {
        Assert.Empty(ShapleyValues.Of([7]));
        Assert.Empty(ShapleyValues.Alone([7]));
        Assert.Empty(ShapleyValues.Pairs([7]));
        Assert.Equal([3], ShapleyValues.Of([7, 10]));
        Assert.Equal(-4, ShapleyValues.Pairs([0, 3, 5, 4])[0, 1]);
    }

    [Fact]
    public void Weights_OfWholeUnits_GiveTheValuesOverTheDenominator() =>
        Gen.Int[0, 8].SelectMany(players => Gen.Int[-1000, 1000].Array[1 << players]).Sample(units =>
        {
            double[] worth = [.. units];
            var (values, denominator) = (ShapleyValues.Of(worth), ShapleyValues.Denominator(int.Log2(worth.Length)));
            return Players(worth).All(player => values[player] == (double)WholeValue(units, player) / denominator);
        });

    [Fact]
    public void Weights_OverAllCoalitionsWithoutAPlayer_AddUpToTheDenominator()
    {
        Assert.Equal([6, 2, 2, 6], ShapleyValues.Weights(4));
        for (var players = 1; players <= 8; players++)
            Assert.Equal(ShapleyValues.Denominator(players), Enumerable.Range(0, 1 << (players - 1)).Sum(coalition => ShapleyValues.Weights(players)[int.PopCount(coalition)]));
    }

    [Theory]
    [InlineData(0), InlineData(3), InlineData(512)]
    public void Of_NoPowerOfTwo_IsRefusedByItsNumber(int coalitions) =>
        Assert.Contains($" {coalitions} ", Assert.Throws<ArgumentException>(() => ShapleyValues.Of(new double[coalitions])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(-1), InlineData(9)]
    public void Weights_OfNoAllowedNumber_AreRefusedByIt(int players)
    {
        Assert.Contains($"{players} players", Assert.Throws<ArgumentException>(() => ShapleyValues.Weights(players)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ShapleyValues.Denominator(players));
    }

    [Theory]
    [InlineData(double.NaN), InlineData(double.PositiveInfinity), InlineData(-1e301)]
    public void Of_NoFiniteWorth_IsRefusedByItsCoalition(double number)
    {
        double[] worth = [0, 0, number, 0];
        foreach (Action refused in (Action[])[() => ShapleyValues.Of(worth), () => ShapleyValues.Alone(worth), () => ShapleyValues.Pairs(worth)])
            Assert.Contains($"coalition 2: worth {number} ", Assert.Throws<ArgumentException>(refused).Message, StringComparison.Ordinal);
    }

    /// <summary>Within 1e-9 of the largest worth, which is as near as doubles of that size come with room to spare.</summary>
    static bool Near(double expected, double actual, double[] worth) => Math.Abs(expected - actual) <= 1e-9 * worth.Max(Math.Abs);

    static IEnumerable<int> Players(double[] worth) => Enumerable.Range(0, int.Log2(worth.Length));

    static double SumOfPairs(double[] worth) => ShapleyValues.Pairs(worth).Cast<double>().Sum() / 2;

    static long WholeValue(int[] worth, int player)
    {
        var weights = ShapleyValues.Weights(int.Log2(worth.Length));
        return Enumerable.Range(0, worth.Length).Where(coalition => (coalition >> player & 1) == 0)
            .Sum(coalition => weights[int.PopCount(coalition)] * (worth[coalition | 1 << player] - worth[coalition]));
    }

    static IEnumerable<int[]> Orders(int players) => players == 0
        ? [[]]
        : Orders(players - 1).SelectMany(order => Enumerable.Range(0, players).Select(place => (int[])[.. order[..place], players - 1, .. order[place..]]));

    static double Gain(double[] worth, int[] order, int player)
    {
        var before = order.TakeWhile(other => other != player).Sum(other => 1 << other);
        return worth[before | 1 << player] - worth[before];
    }

    static double[] Renamed(double[] worth, int[] names)
    {
        var renamed = new double[worth.Length];
        for (var coalition = 0; coalition < worth.Length; coalition++)
            renamed[Players(worth).Where(player => (coalition >> player & 1) != 0).Sum(player => 1 << names[player])] = worth[coalition];
        return renamed;
    }
}
