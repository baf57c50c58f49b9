using CsCheck;
using Portfolio.Model.Randomness;
using Portfolio.Model.Sampling;

namespace Portfolio.Model.Tests.Sampling;

public class SamplingPlanTests
{
    static readonly Gen<ulong> Any = Gen.ULong;

    [Fact]
    public void Hypercube_OfAThousandDraws_HasOneInEachThousandth() =>
        Gen.Select(Any, Any, Gen.UInt[0, 50]).Sample((seed, path, number) =>
        {
            var plan = new LatinHypercube(seed);
            var strata = Enumerable.Range(0, LatinHypercube.Size).Select(i => (int)(LatinHypercube.Size * plan.Uniform(0, path, (uint)(number * LatinHypercube.Size + i))));
            return strata.Order().SequenceEqual(Enumerable.Range(0, LatinHypercube.Size));
        }, iter: 50);

    [Fact]
    public void Hypercube_OverPaths_PutsADrawAnywhere()
    {
        var hits = new int[10];
        for (var path = 0ul; path < 20_000; path++)
            hits[(int)(10 * new LatinHypercube(3).Uniform(0, Fnv1a.Hash64($"path {path}"), 4711))]++;
        Assert.InRange(hits.Sum(hit => (hit - 2000.0) * (hit - 2000.0) / 2000), 0, 27.9);
    }

    [Fact]
    public void Hypercube_OfTwoParameters_IsUncorrelated() => Assert.InRange(Correlation(new LatinHypercube(1), 0, 1, 1000), -0.1, 0.1);

    /// <summary>The first points, in Gray code's order, as any correct table of Joe and Kuo's numbers gives them.</summary>
    [Theory]
    [InlineData(0, new[] { 0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125 })]
    [InlineData(1, new[] { 0, 0.5, 0.25, 0.75, 0.375, 0.875, 0.125, 0.625 })]
    [InlineData(2, new[] { 0, 0.5, 0.25, 0.75, 0.625, 0.125, 0.875, 0.375 })]
    [InlineData(9, new[] { 0, 0.5, 0.75, 0.25, 0.625, 0.125, 0.375, 0.875 })]
    [InlineData(59, new[] { 0, 0.5, 0.75, 0.25, 0.875, 0.375, 0.125, 0.625 })]
    public void Sobol_Unscrambled_HasThePublishedPoints(int dimension, double[] expected)
    {
        var sobol = new Sobol(1, 60);
        Assert.Equal(expected, Enumerable.Range(0, 8).Select(i => sobol.Point(dimension, (uint)(i ^ (i >> 1))) / 4294967296.0));
    }

    [Fact]
    public void Sobol_OfTwoToAPower_HasOneInEachInterval() =>
        Gen.Select(Any, Any, Gen.Int[0, 99], Gen.Int[0, 10]).Sample((seed, path, dimension, power) =>
        {
            var count = 1 << power;
            var sobol = new Sobol(seed, 100);
            var strata = Enumerable.Range(0, count).Select(i => (int)(count * sobol.Uniform(dimension, path, (uint)i)));
            return strata.Order().SequenceEqual(Enumerable.Range(0, count));
        }, iter: 100);

    [Fact]
    public void Sobol_OfItsFirstTwoDimensions_HasOneInEachRectangle()
    {
        var sobol = new Sobol(9, 2);
        var cells = Enumerable.Range(0, 64).Select(i => (int)(8 * sobol.Uniform(0, 11, (uint)i)) * 8 + (int)(8 * sobol.Uniform(1, 12, (uint)i)));
        Assert.Equal(Enumerable.Range(0, 64), cells.Order());
    }

    [Fact]
    public void Sobol_InItsLastDimension_IsUniform()
    {
        var sobol = new Sobol(1, Sobol.MostDimensions);
        Assert.Equal(0.5, Enumerable.Range(0, 1024).Average(i => sobol.Uniform(Sobol.MostDimensions - 1, 5, (uint)i)), 1e-3);
    }

    [Fact]
    public void Uniform_OfEveryPlan_LiesWithinZeroAndOne() =>
        Gen.Select(Any, Any, Gen.UInt[0, 1_000_000]).Sample((seed, path, draw) =>
            new SamplingPlan[] { new RandomPlan(seed), new LatinHypercube(seed), new Sobol(seed, 3) }.All(plan => plan.Uniform(2, path, draw) is > 0 and < 1));

    /// <summary>Within one seed, which the mean over many seeds would not show.</summary>
    [Fact]
    public void Independent_OfEveryPlan_IsUncorrelatedOverDraws() =>
        Gen.Select(Any, Any, Any).Where((seed, other, _) => seed != other).Sample((seed, other, path) => new SamplingPlan[] { new RandomPlan(seed), new LatinHypercube(seed), new Sobol(seed, 3) }.All(plan =>
        {
            var independent = plan.Independent(other);
            return Math.Abs(Enumerable.Range(0, 2000).Average(i => (plan.Uniform(1, path, (uint)i) - 0.5) * (independent.Uniform(1, path, (uint)i) - 0.5)) * 12) < 0.13;
        }), iter: 50);

    [Fact]
    public void Independent_OfSobolWithoutSoManyDimensions_IsAHypercube()
    {
        Assert.IsType<Sobol>(new Sobol(1, Sobol.MostDimensions / 2).Independent(2));
        Assert.IsType<LatinHypercube>(new Sobol(1, Sobol.MostDimensions / 2 + 1).Independent(2));
    }

    [Fact]
    public void Independent_OfAPartlyRedrawnPlan_SharesNothingWithEither()
    {
        var (kept, other) = (new Sobol(1, 2), new Sobol(1, 2).Independent(2));
        var independent = new PartlyRedrawn(kept, other, [false, true]).Independent(3);
        var all = new[] { kept.Uniform(0, 5, 9), kept.Uniform(1, 5, 9), other.Uniform(0, 5, 9), other.Uniform(1, 5, 9), independent.Uniform(0, 5, 9), independent.Uniform(1, 5, 9) };
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    static double Correlation(SamplingPlan plan, ulong left, ulong right, int count)
    {
        var pairs = Enumerable.Range(0, count).Select(i => (X: plan.Uniform(0, left, (uint)i) - 0.5, Y: plan.Uniform(1, right, (uint)i) - 0.5)).ToList();
        return pairs.Sum(pair => pair.X * pair.Y) * 12 / count;
    }
}
