using CsCheck;
using Portfolio.Analysis.Explaining;

namespace Portfolio.Analysis.Tests.Explaining;

public class ShuffledOrderTests
{
    /// <summary>What a chi-square of 5, 25 and 199 degrees of freedom exceeds once in a thousand times.</summary>
    const double Rare5 = 20.52, Rare25 = 52.62, Rare199 = 266.4;

    const int Orders = 6000;

    public static TheoryData<ulong> Seeds => [1, 2, 20_260_412, ulong.MaxValue];

    [Fact]
    public void Of_AnyAddress_IsAPermutation() =>
        Gen.Select(Gen.ULong, Gen.UInt, Gen.Int[0, 200]).Sample((seed, number, changes) =>
            ShuffledOrder.Of(seed, number, changes).Order().SequenceEqual(Enumerable.Range(0, changes)));

    [Fact]
    public void Of_SameAddress_IsTheSameOrder() =>
        Gen.Select(Gen.ULong, Gen.UInt, Gen.Int[0, 200]).Sample((seed, number, changes) =>
            ShuffledOrder.Of(seed, number, changes).SequenceEqual(ShuffledOrder.Of(seed, number, changes)));

    [Fact]
    public void Of_OtherSeedOrNumber_IsAnotherOrder()
    {
        var order = ShuffledOrder.Of(1, 1, 200);
        Assert.NotEqual(order, ShuffledOrder.Of(2, 1, 200));
        Assert.NotEqual(order, ShuffledOrder.Of(1ul << 32 | 1, 1, 200));
        Assert.NotEqual(order, ShuffledOrder.Of(1, 2, 200));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Of_ThreeChanges_EveryOrderIsAboutAsFrequent(ulong seed)
    {
        var counts = new int[6];
        for (var number = 0u; number < Orders; number++)
            counts[OrderOfThree(seed, number)]++;
        AssertEven(counts, Rare5, seed);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Of_AdjacentNumbers_DoNotDependOnEachOther(ulong seed)
    {
        var counts = new int[36];
        for (var number = 0u; number < 2 * Orders; number += 2)
            counts[6 * OrderOfThree(seed, number) + OrderOfThree(seed, number + 1)]++;
        AssertIndependent(counts, seed);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Of_ManyChanges_EachComesFirstAndLastAboutAsOften(ulong seed)
    {
        var (first, last) = (new int[200], new int[200]);
        for (var number = 0u; number < Orders; number++)
        {
            var order = ShuffledOrder.Of(seed, number, 200);
            first[order[0]]++;
            last[order[^1]]++;
        }

        AssertEven(first, Rare199, seed);
        AssertEven(last, Rare199, seed);
    }

    [Fact]
    public void Reversed_Order_IsTheSameFromItsEnd()
    {
        Assert.Equal([2, 0, 1], ShuffledOrder.Reversed([1, 0, 2]));
        var order = ShuffledOrder.Of(1, 1, 7);
        Assert.Equal(order, ShuffledOrder.Reversed(ShuffledOrder.Reversed(order)));
    }

    [Theory]
    [InlineData(-1), InlineData(201)]
    public void Of_NoAllowedNumber_IsRefusedByIt(int changes) =>
        Assert.Contains($"{changes} changes", Assert.Throws<ArgumentException>(() => ShuffledOrder.Of(1, 0, changes)).Message, StringComparison.Ordinal);

    static int OrderOfThree(ulong seed, uint number)
    {
        var order = ShuffledOrder.Of(seed, number, 3);
        return 2 * order[0] + (order[1] > order[2] ? 1 : 0);
    }

    static void AssertEven(int[] counts, double bound, ulong seed)
    {
        var expected = (double)counts.Sum() / counts.Length;
        var chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.True(chiSquare < bound, $"seed {seed}: chi-square {chiSquare} of counts {string.Join(' ', counts)}");
    }

    /// <summary>Against the product of the margins: 25 degrees of freedom. Whether the margins are even is asked for itself.</summary>
    static void AssertIndependent(int[] counts, ulong seed)
    {
        double Row(int row) => counts.Skip(6 * row).Take(6).Sum();
        double Column(int column) => counts.Where((_, i) => i % 6 == column).Sum();
        var chiSquare = counts.Select((count, i) => (count, expected: Row(i / 6) * Column(i % 6) / Orders)).Sum(cell => (cell.count - cell.expected) * (cell.count - cell.expected) / cell.expected);
        Assert.True(chiSquare < Rare25, $"seed {seed}: chi-square {chiSquare} of counts {string.Join(' ', counts)}");
    }
}
