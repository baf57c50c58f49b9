using CsCheck;
using Portfolio.Analysis.Ranking;

namespace Portfolio.Analysis.Tests.Ranking;

public class FundingSetsTests
{
    /// <summary>Few different numbers, so that much ties: costs in tenths of pounds, values of both signs in tenths.</summary>
    static readonly Gen<Claimant> Claimants = Gen.Select(Gen.Int[0, 12], Gen.Int[-4, 12], (cost, value) => new Claimant("some", cost / 10.0, value / 10.0));

    static readonly Gen<(Claimant[] Claimants, double Total)> Cases = Gen.Select(Claimants.Array[0, 9], Gen.Int[0, 60].Select(total => total / 10.0));

    [Fact]
    public void Exact_SmallCases_IsWhatTryingEverythingFinds() =>
        Cases.Sample((claimants, total) => Same(Tried(claimants, total)[0], FundingSets.Exact(claimants, total)), iter: 200);

    [Fact]
    public void Greedy_AnyCase_IsPaidAndNeverBeatsExact() =>
        Cases.Sample((claimants, total) =>
        {
            var greedy = FundingSets.Greedy(claimants, total);
            return greedy.CostPounds <= total && greedy.Value <= FundingSets.Exact(claimants, total).Value && greedy.Members.All(member => claimants[member].Value > 0);
        });

    [Fact]
    public void Greedy_EqualCosts_IsExact() =>
        Gen.Select(Claimants.Array[0, 9], Gen.Int[0, 12], Gen.Int[0, 60]).Sample((some, cost, total) =>
        {
            Claimant[] claimants = [.. some.Select(each => each with { CostPounds = cost / 10.0 })];
            return Same(FundingSets.Exact(claimants, total / 10.0), FundingSets.Greedy(claimants, total / 10.0));
        });

    [Fact]
    public void Exact_MoreMoney_NeverBringsLess() =>
        Gen.Select(Cases, Gen.Int[0, 20]).Sample((one, more) =>
            FundingSets.Exact(one.Claimants, one.Total).Value <= FundingSets.Exact(one.Claimants, one.Total + more / 10.0).Value);

    [Fact]
    public void Regrets_AnyCase_AreOfTheMaximalSetsAndRiseFromTheBest() =>
        Cases.Sample((claimants, total) =>
        {
            var regrets = FundingSets.Regrets(claimants, total);
            var best = FundingSets.Exact(claimants, total);
            var expected = Tried(claimants, total).Where(set => set.Members.All(i => claimants[i].Value > 0) && IsMaximal(set, claimants, total)).ToList();
            return Same(best, regrets[0].Set) && regrets[0].Loss == 0 && regrets.Count == expected.Count
                && regrets.Zip(expected).All(pair => Same(pair.Second, pair.First.Set) && Math.Abs(best.Value - pair.Second.Value - pair.First.Loss) < 1e-12)
                && regrets.Zip(regrets.Skip(1)).All(pair => pair.First.Loss <= pair.Second.Loss);
        });

    [Fact]
    public void Regrets_OfSome_AreTheFirstOfAll() =>
        Gen.Select(Cases, Gen.Int[0, 5]).Sample((one, most) =>
        {
            var (all, some) = (FundingSets.Regrets(one.Claimants, one.Total), FundingSets.Regrets(one.Claimants, one.Total, most));
            return some.Count == Math.Min(most, all.Count) && some.Zip(all).All(pair => Same(pair.First.Set, pair.Second.Set));
        });

    [Fact]
    public void Greedy_OneLargeClaimBesideAGoodSmallOne_Loses()
    {
        // Small brings 2 a pound and large 1.2, but with small paid large no longer can be.
        Claimant[] claimants = [new("large", 100, 120), new("small", 10, 20), new("middle", 50, 40), new("harmful", 0, -1)];
        AssertSet(FundingSets.Exact(claimants, 100), [0], 100, 120);
        AssertSet(FundingSets.Greedy(claimants, 100), [1, 2], 60, 60);
        var regrets = FundingSets.Regrets(claimants, 100);
        Assert.Equal([0, 60], regrets.Select(each => each.Loss));
        AssertSet(regrets[1].Set, [1, 2], 60, 60);
    }

    [Fact]
    public void Greedy_ClaimThatNoLongerFits_IsPassedBy() =>
        AssertSet(FundingSets.Greedy([new("first", 6, 60), new("too large", 5, 45), new("fits", 4, 4), new("free", 0, 1)], 10), [0, 2, 3], 10, 65);

    [Fact]
    public void Exact_EqualValues_IsTheCheapestThenTheLowestMask()
    {
        AssertSet(FundingSets.Exact([new("dear", 3, 0.3), new("a", 1, 0.1), new("b", 1, 0.2)], 3), [1, 2], 2, 0.3);
        AssertSet(FundingSets.Exact([new("a", 1, 5), new("b", 1, 5), new("c", 1, 5)], 2), [0, 1], 2, 10);
        AssertSet(FundingSets.Exact([new("useless", 0, 0), new("harmful", 0, -1)], 5), [], 0, 0);
    }

    [Fact]
    public void Exact_PenceThatAddUpToTheTotal_ArePaid() =>
        AssertSet(FundingSets.Exact([new("a", 0.1, 1), new("b", 0.2, 1)], 0.3), [0, 1], 0.3, 2);

    [Fact]
    public void Exact_NoMoneyOrNobody_FundsThoseWhoCostNothing()
    {
        AssertSet(FundingSets.Exact([new("free", 0, 2), new("cheap", 0.01, 9)], 0), [0], 0, 2);
        AssertSet(FundingSets.Exact([], 10), [], 0, 0);
        AssertSet(FundingSets.Greedy([], 10), [], 0, 0);
        AssertSet(Assert.Single(FundingSets.Regrets([], 10)).Set, [], 0, 0);
    }

    [Fact]
    public void Greedy_LargestNumbersAllowed_AddUp()
    {
        var claimant = new Claimant("some", 1e20, 1e24);
        Assert.Equal(1e28, FundingSets.Greedy([.. Enumerable.Repeat(claimant, FundingSets.MostGreedy)], 1e24).Value);
        Assert.Equal(15e24, FundingSets.Exact([.. Enumerable.Repeat(claimant, FundingSets.MostExact)], 1e24).Value);
    }

    [Fact]
    public void Regrets_FifteenAlikeAndMoneyForSeven_AreAllSetsOfSeven()
    {
        var regrets = FundingSets.Regrets([.. Enumerable.Repeat(new Claimant("one", 1, 1), 15)], 7);
        Assert.Equal(6435, regrets.Count);
        Assert.All(regrets, each => Assert.Equal((7, 0), (each.Set.Members.Count, each.Loss)));
    }

    [Fact]
    public void Exact_WhatCannotBe_IsRefusedByClaimantAndNumber()
    {
        AssertRefused("claimant \"a\": a cost of -1 pounds", [new("a", -1, 0)], 1);
        AssertRefused("claimant \"b\": a cost of NaN pounds", [new("a", 1, 0), new("b", double.NaN, 0)], 1);
        AssertRefused("claimant \"a\": a value of NaN", [new("a", 1, double.NaN)], 1);
        AssertRefused($"claimant \"a\": a value of {double.NegativeInfinity}", [new("a", 1, double.NegativeInfinity)], 1);
        AssertRefused("a total of -2 pounds", [], -2);
        AssertRefused("a total of NaN pounds", [], double.NaN);
        Assert.Contains("16 claimants", Assert.Throws<ArgumentException>(() => FundingSets.Exact(Sixteen, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => FundingSets.Regrets(Sixteen, 1));
        Assert.Empty(FundingSets.Greedy(Sixteen, 1).Members);
    }

    static Claimant[] Sixteen => [.. Enumerable.Repeat(new Claimant("a", 2, 1), 16)];

    /// <summary>All sets that can be paid, whoever is in them, the best first: grown claimant by claimant, in whole tenths.</summary>
    static List<FundingSet> Tried(Claimant[] claimants, double total)
    {
        List<(int[] Members, int Cost, int Value)> sets = [([], 0, 0)];
        for (var i = 0; i < claimants.Length; i++)
        {
            var (cost, value, member) = (Tenths(claimants[i].CostPounds), Tenths(claimants[i].Value), i);
            sets.AddRange(sets.Select(set => ((int[])[.. set.Members, member], set.Cost + cost, set.Value + value)).ToList());
        }

        return [.. sets.Where(set => set.Cost <= Tenths(total))
            .OrderBy(set => -set.Value).ThenBy(set => set.Cost).ThenBy(set => set.Members.Sum(member => 1 << member))
            .Select(set => new FundingSet(set.Members, set.Cost / 10.0, set.Value / 10.0))];
    }

    static bool IsMaximal(FundingSet set, Claimant[] claimants, double total) => !Enumerable.Range(0, claimants.Length).Any(i =>
        !set.Members.Contains(i) && claimants[i].Value > 0 && Tenths(set.CostPounds) + Tenths(claimants[i].CostPounds) <= Tenths(total));

    static int Tenths(double number) => (int)Math.Round(10 * number);

    static bool Same(FundingSet one, FundingSet other) => one.Members.SequenceEqual(other.Members) && one.CostPounds == other.CostPounds && one.Value == other.Value;

    static void AssertSet(FundingSet set, int[] members, double cost, double value)
    {
        Assert.Equal(members, set.Members);
        Assert.Equal((cost, value), (set.CostPounds, set.Value));
    }

    static void AssertRefused(string expected, Claimant[] claimants, double total)
    {
        foreach (Action refused in (Action[])[() => FundingSets.Exact(claimants, total), () => FundingSets.Greedy(claimants, total), () => FundingSets.Regrets(claimants, total)])
            Assert.Contains(expected, Assert.Throws<ArgumentException>(refused).Message, StringComparison.Ordinal);
    }
}
