using CsCheck;
using Portfolio.Model.Parameters;
using Portfolio.Model.Sampling;

namespace Portfolio.Model.Tests.Sampling;

public class CorrelationTests
{
    const int Draws = 4000;

    [Theory]
    [InlineData(0.7), InlineData(-0.4), InlineData(0.99)]
    public void Correlations_BetweenTwoNumbers_HaveTheirRankCorrelation(double rank)
    {
        var model = Model($"{{between: [initiatives.a.adoption.p, initiatives.a.adoption.q], rank: {rank}}}");
        Assert.Equal(rank, RankCorrelation(model, a => a.AdoptionP, a => a.AdoptionQ), 0.05);
    }

    [Fact]
    public void Correlations_OfDefaults_HoldWithinEachInitiative()
    {
        var model = Model("{between: [defaults.adoption.p, defaults.adoption.q], rank: 0.8}");
        Assert.Equal(0.8, RankCorrelation(model, a => a.AdoptionP, a => a.AdoptionQ), 0.05);
        var (a, b) = (Values(model, 0, p => p.AdoptionP), Values(model, 1, p => p.AdoptionQ));
        Assert.Equal(0, Pearson(Ranks(a), Ranks(b)), 0.06);
    }

    [Fact]
    public void Correlations_LeaveEachNumberItsDistribution()
    {
        var (with, without) = (Model("{between: [defaults.adoption.p, defaults.adoption.q], rank: 0.8}"), Model(""));
        Assert.Equal(Values(without, 0, p => p.AdoptionQ).Average(), Values(with, 0, p => p.AdoptionQ).Average(), 0.02);
        Assert.Equal(Values(without, 0, p => p.AdoptionP), Values(with, 0, p => p.AdoptionP));
    }

    [Theory]
    [InlineData("{between: [defaults.adoption.p, defaults.adoption.pp], rank: 0.8}", "\"defaults.adoption.pp\" is no number that is drawn")]
    [InlineData("{between: [defaults.adoption.p], rank: 0.8}", "names 1 paths; allowed: two that differ")]
    [InlineData("{between: [defaults.adoption.p, defaults.adoption.q], rank: 1.5}", "1.5")]
    public void Correlations_Wrong_AreRefused(string correlation, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => Model(correlation)).Message, StringComparison.Ordinal);

    [Fact]
    public void Correlations_Impossible_AreRefusedWithTheNearestThatCan()
    {
        var message = Assert.Throws<ArgumentException>(() => Model(
            "{between: [initiatives.a.adoption.p, initiatives.a.adoption.q], rank: 0.9}, {between: [initiatives.a.adoption.q, initiatives.a.adoption.pushRate], rank: 0.9}, "
            + "{between: [initiatives.a.adoption.p, initiatives.a.adoption.pushRate], rank: -0.9}")).Message;
        Assert.Contains("the nearest that can: ", message, StringComparison.Ordinal);
        double[] ranks = [.. System.Text.RegularExpressions.Regex.Matches(message, @"with \S+ (-?[\d.]+?)(?=[,\s]|$)").Select(match => double.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(3, ranks.Length);
        Assert.NotNull(CorrelationMatrix.Factor(Three(ranks)));
    }

    [Fact]
    public void Nearest_OfAValidMatrix_IsItself()
    {
        double[,] valid = { { 1, 0.5, 0.2 }, { 0.5, 1, -0.3 }, { 0.2, -0.3, 1 } };
        var nearest = CorrelationMatrix.Nearest(valid);
        for (var i = 0; i < 9; i++)
            Assert.Equal(valid[i / 3, i % 3], nearest[i / 3, i % 3], 1e-9);
    }

    [Fact]
    public void Nearest_OfAnyMatrix_IsPositiveDefinite() =>
        Gen.Double[-1, 1].Array[10].Sample(entries =>
        {
            var matrix = new double[5, 5];
            var next = 0;
            for (var i = 0; i < 5; i++)
            {
                matrix[i, i] = 1;
                for (var j = 0; j < i; j++)
                    matrix[i, j] = matrix[j, i] = entries[next++];
            }

            return CorrelationMatrix.Factor(CorrelationMatrix.Nearest(matrix)) is not null;
        });

    [Fact]
    public void ToRank_OfOfRank_IsTheRank() => Gen.Double[-1, 1].Sample(rank => Math.Abs(CorrelationMatrix.ToRank(CorrelationMatrix.OfRank(rank)) - rank) < 1e-12);

    static double[,] Three(double[] ranks)
    {
        var (xy, xz, yz) = (CorrelationMatrix.OfRank(ranks[0]), CorrelationMatrix.OfRank(ranks[1]), CorrelationMatrix.OfRank(ranks[2]));
        return new[,] { { 1, xy, xz }, { xy, 1, yz }, { xz, yz, 1 } };
    }

    static PortfolioModel Model(string correlations) => Some.Model(
        $$"""
        portfolio:
          id: correlated
          start: 2020-04
          months: 12
          sampling: random
          correlations: [{{correlations}}]
          defaults: {adoption: {p: {uniform: {low: 0, high: 0.1} }, q: {lognormal: {mean: 0.4, cv: 0.5} }, pushRate: {uniform: {low: 0, high: 0.3} } } }
          initiatives: [{id: a, sites: {eligible: 9} }, {id: b, sites: {eligible: 9} }]
        """);

    static double RankCorrelation(PortfolioModel model, Func<InitiativeParameters, double> left, Func<InitiativeParameters, double> right) =>
        Pearson(Ranks(Values(model, 0, left)), Ranks(Values(model, 0, right)));

    static double[] Values(PortfolioModel model, int initiative, Func<InitiativeParameters, double> value) =>
        [.. Enumerable.Range(0, Draws).Select(draw => value(model.Parameters.At(draw).Initiative(initiative)))];

    static double[] Ranks(double[] values)
    {
        var ranks = new double[values.Length];
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        for (var rank = 0; rank < order.Length; rank++)
            ranks[order[rank]] = rank;
        return ranks;
    }

    static double Pearson(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        var cross = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        return cross / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }
}
