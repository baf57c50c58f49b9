using CsCheck;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Tests.Statistics;

public class HistogramTests
{
    static readonly double[] Probabilities = [0.05, 0.25, 0.5, 0.75, 0.95];

    static readonly Gen<int[]> Bins = Gen.Int[-300, 300].Array[0, 200];

    [Fact]
    public void Add_InAnyGrouping_IsTheSame() =>
        Gen.Select(Bins, Bins, Bins).Sample((a, b, c) => Same(Sum(Sum(Of(a), Of(b)), Of(c)), Sum(Of(a), Sum(Of(b), Of(c)))));

    [Fact]
    public void Add_InAnyOrder_IsTheSame() => Gen.Select(Bins, Bins).Sample((a, b) => Same(Sum(Of(a), Of(b)), Sum(Of(b), Of(a))));

    [Fact]
    public void Add_OfParts_EqualsAddingOneByOne() =>
        Gen.Select(Bins, Bins).Sample((a, b) =>
        {
            var oneByOne = new Histogram();
            foreach (var bin in a.Concat(b))
                oneByOne.Add([bin]);
            return Same(Sum(Of(a), Of(b)), oneByOne) && Same(Of([.. a, .. b]), oneByOne);
        });

    [Fact]
    public void Counts_OfBins_AreHowOftenEachOccurs() =>
        Bins.Sample(bins =>
        {
            var groups = bins.GroupBy(bin => bin).OrderBy(group => group.Key).ToList();
            var histogram = Of(bins);
            return histogram.Bins.SequenceEqual([.. groups.Select(group => group.Key)])
                && histogram.Counts.SequenceEqual([.. groups.Select(group => group.Count())]);
        });

    [Fact]
    public void Add_WithASpan_KeepsOnlyWhatReachesSoFarBelowTheLargest() =>
        Gen.Select(Bins, Gen.Int[1, 100]).Sample((bins, span) =>
        {
            var leftOut = Math.Max(0, bins.Select(Math.Abs).DefaultIfEmpty().Max() - span);
            return Same(Of(bins, span), Of([.. bins.Select(bin => Math.Abs(bin) <= leftOut ? 0 : bin)]));
        });

    [Fact]
    public void Add_WithASpanInAnyOrderAndGrouping_IsTheSame() =>
        Gen.Select(Bins, Bins, Gen.Int[1, 100]).Sample((a, b, span) =>
        {
            var (left, right) = (Sum(Of(a, span), Of(b, span), span), Sum(Of(b, span), Of(a, span), span));
            return Same(left, right) && Same(left, Of([.. a, .. b], span));
        });

    [Fact]
    public void Add_WithAllRoomFromTheFirstOn_MovesWithinItAndIsTheSame() =>
        Gen.Select(Gen.Int[-300, 300].Array[0, 20].Array[0, 10], Gen.Int[1, 100]).Sample((parts, span) =>
        {
            var roomy = new Histogram(span, span + 1);
            foreach (var part in parts)
                roomy.Add(part);
            return Same(roomy, Of([.. parts.SelectMany(part => part)], span));
        });

    /// <summary>As what was counted elsewhere comes, with more or less left out, and zeros at its ends.</summary>
    [Fact]
    public void Add_OfCountsByPosition_EqualsAddingTheHistogram() =>
        Gen.Select(Bins, Bins, Gen.Int[1, 400], Gen.Int[1, 400]).Sample((a, b, span, other) =>
        {
            var (byPosition, more) = (Of(a, span), Of(b, other));
            byPosition.Add(more.LeftOut, more.FirstPosition - 2, [0, 0, .. more.Positions, 0]);
            return Same(byPosition, Sum(Of(a, span), more, span));
        });

    [Fact]
    public void Clear_WhateverWasCounted_IsAsIfNew() =>
        Gen.Select(Bins, Bins, Gen.Int[1, 400]).Sample((before, bins, span) =>
        {
            var used = Of(before, span);
            used.Clear();
            used.Add(bins);
            return Same(used, Of(bins, span));
        });

    [Fact]
    public void Quantiles_OfBins_AreOrderStatistics() =>
        Gen.Int[-300, 300].Array[1, 60].Sample(bins =>
        {
            var found = new int[Probabilities.Length];
            Of(bins).Quantiles(Probabilities, found);
            var sorted = bins.Order().ToArray();
            return found.SequenceEqual(Probabilities.Select(p => sorted[(int)Math.Ceiling(p * bins.Length - 1e-9) - 1]));
        });

    [Theory]
    [InlineData(0.5, 4, 2), InlineData(0.05, 100, 5), InlineData(0.95, 2000, 1900), InlineData(0.05, 3, 1), InlineData(1, 7, 7), InlineData(0, 7, 1)]
    public void Rank_OfAProbability_IsItsShareRoundedUp(double probability, long n, long rank) =>
        Assert.Equal(rank, Histogram.Rank(probability, n));

    static Histogram Of(int[] bins, int span = int.MaxValue)
    {
        var histogram = new Histogram(span);
        histogram.Add(bins);
        return histogram;
    }

    static Histogram Sum(Histogram left, Histogram right, int span = int.MaxValue)
    {
        var sum = new Histogram(span);
        sum.Add(left);
        sum.Add(right);
        return sum;
    }

    static bool Same(Histogram left, Histogram right) => left.Bins.SequenceEqual(right.Bins) && left.Counts.SequenceEqual(right.Counts);
}
