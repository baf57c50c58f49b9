using CsCheck;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Tests.Statistics;

public class VarianceSplitTests
{
    [Fact]
    public void Split_BalancedDraws_IsTheAnalysisOfVariance() =>
        Gen.Select(Gen.Int[2, 6], Gen.Int[2, 9]).SelectMany((perDraw, draws) => Gen.Int[-1000, 1000].Array[perDraw * draws].Select(values => (perDraw, values)))
            .Sample((perDraw, values) =>
            {
                var groups = values.Select(value => (double)value).Chunk(perDraw).ToList();
                var within = groups.Sum(group => group.Sum(value => Math.Pow(value - group.Average(), 2))) / (values.Length - groups.Count);
                var between = perDraw * groups.Sum(group => Math.Pow(group.Average() - values.Average(), 2)) / (groups.Count - 1);
                var split = Split(perDraw, values);
                return IsClose(split.Chance, within) && IsClose(split.Parameter, (between - within) / perDraw)
                    && IsClose(split.StandardError, Math.Sqrt(between / values.Length));
            });

    /// <summary>Over all ways of two parameters and two kinds of luck: 10 or 20, and 1 less or more.</summary>
    [Fact]
    public void Split_OverEveryCase_IsUnbiased()
    {
        var splits =
            from parameters in Enumerable.Range(0, 8)
            from luck in Enumerable.Range(0, 64)
            select Split(2, [.. Enumerable.Range(0, 6).Select(i => 10 + 10 * (parameters >> i / 2 & 1) + 2 * (luck >> i & 1) - 1)]);
        Assert.Equal(25, splits.Average(split => split.Parameter), 1e-9);
        Assert.Equal(1, splits.Average(split => split.Chance), 1e-9);
        Assert.Equal(25.0 / 3 + 1.0 / 6, splits.Average(split => split.StandardError * split.StandardError), 1e-9);
    }

    /// <summary>The last draw is cut short, and every third value is not defined.</summary>
    [Fact]
    public void Split_DrawsOfDifferentSizes_IsUnbiased()
    {
        var splits =
            from parameters in Enumerable.Range(0, 8)
            from luck in Enumerable.Range(0, 128)
            select Split(3, [.. Enumerable.Range(0, 7).Select(i => i == 2 ? (int?)null : 10 + 10 * (parameters >> i / 3 & 1) + 2 * (luck >> i & 1) - 1)]);
        Assert.Equal(25, splits.Average(split => split.Parameter), 1e-9);
        Assert.Equal(1, splits.Average(split => split.Chance), 1e-9);
    }

    [Fact]
    public void Split_ValuesOfADrawAlike_IsWorthTheDraws()
    {
        var moments = new Moments();
        var draws = new DrawSums(1, 4);
        draws.Begin(0, 40);
        for (var i = 0; i < 40; i++)
        {
            moments = moments.With(i / 4 * 7 % 5);
            draws.Add(0, i, i / 4 * 7 % 5);
        }

        draws.End(40);
        var split = draws.Split(0, moments);
        Assert.Equal(0, split.Chance, 1e-12);
        Assert.InRange(split.EffectiveCount(moments), 9, 11);
    }

    [Fact]
    public void Split_OneValueADraw_HasTheErrorOfIndependentValues()
    {
        var split = Split(1, [3, 1, 4, 1, 5]);
        Assert.Equal((double.NaN, Math.Sqrt(3.2 / 5)), (split.Parameter, split.StandardError));
    }

    [Fact]
    public void Add_DrawsInPartsAndAnyOrder_IsTheSame() =>
        Gen.Select(Gen.Int[1, 7], Gen.Int[0, 100].Array[1, 40], Gen.Int[0, 40], Gen.Int[0, 9]).Sample((perDraw, values, cut, first) =>
        {
            cut = Math.Min(cut, values.Length);
            var (one, other) = (Sums(perDraw, first, values[..cut]), Sums(perDraw, first + cut, values[cut..]));
            var (left, right) = (new DrawSums(1, perDraw), new DrawSums(1, perDraw));
            left.Add(one);
            left.Add(other);
            right.Add(other);
            right.Add(one);
            var whole = Sums(perDraw, first, values);
            return Same(left, whole) && Same(right, whole);
        });

    static VarianceSplit Split(int perDraw, params int[] values) => Split(perDraw, [.. values.Select(value => (int?)value)]);

    static VarianceSplit Split(int perDraw, int?[] values)
    {
        var moments = values.OfType<int>().Aggregate(new Moments(), (sum, value) => sum.With(value));
        return Sums(perDraw, 0, values).Split(0, moments);
    }

    static DrawSums Sums(int perDraw, int first, int[] values) => Sums(perDraw, first, [.. values.Select(value => (int?)value)]);

    static DrawSums Sums(int perDraw, int first, int?[] values)
    {
        var sums = new DrawSums(1, perDraw);
        sums.Begin(first, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
                sums.Add(0, i, value);
        }

        sums.End(values.Length);
        return sums;
    }

    static bool Same(DrawSums left, DrawSums right) =>
        left.Complete[0] == right.Complete[0]
        && left.Open.Select(each => (each.Key, each.Value.Replications, each.Value.Sums[0], each.Value.Counts[0]))
            .SequenceEqual(right.Open.Select(each => (each.Key, each.Value.Replications, each.Value.Sums[0], each.Value.Counts[0])));

    static bool IsClose(double actual, double expected) => Math.Abs(actual - expected) <= 1e-9 * (1 + Math.Abs(expected));
}
