using Portfolio.Model.Leadership;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Simulation;

/// <summary>Figures that others have published, as the defaults give them.</summary>
public class PublishedFiguresTests
{
    const int Strata = 100_000;

    static readonly PortfolioModel Defaults = Some.Model("portfolio: {id: d, start: 2020-04, months: 48, initiatives: [{id: a, sites: {eligible: 9}}]}");

    /// <summary>Of major projects over four years, about 5 % keep one leader and about 56 % see two or more leave.</summary>
    [Fact]
    public void Leaders_OverFourYears_LeaveAsOftenAsInMajorProjects()
    {
        const int replications = 20_000;
        var terms = PostTerms.Of(Defaults.Parameters.Fixed.Initiative(0).Leadership);
        var departures = Enumerable.Range(0, replications).Select(replication =>
        {
            var post = new Post(terms, false, Some.Draws("a", replication));
            var left = 0;
            for (var month = 0; month < 48; month++)
            {
                var before = post.Occupied;
                post.Close(funded: 1, turnover: 1, departs: false, arrives: false);
                left += before && !post.Occupied ? 1 : 0;
            }

            return left;
        }).ToList();
        Assert.Equal(0.05, departures.Count(left => left == 0) / (double)replications, 0.01);
        Assert.Equal(0.56, departures.Count(left => left >= 2) / (double)replications, 0.02);
    }

    /// <summary>Of IT projects, 18 % overrun by more than half, and those come to 5.4 times their cost on average.</summary>
    [Fact]
    public void Overruns_BeyondAHalf_AreAsManyAndAsLargeAsInITProjects()
    {
        var overrun = Assert.Single(Defaults.Parameters.Overruns).Of;
        var large = Enumerable.Range(0, Strata).Select(i => overrun.Quantile((i + 0.5) / Strata)).Where(ratio => ratio > 1.5).ToList();
        Assert.Equal(0.18, large.Count / (double)Strata, 0.005);
        Assert.Equal(5.4, large.Average(), 0.1);
    }

    /// <summary>Green Book, at the end of year ten: between the middles of the months before and after.</summary>
    [Theory]
    [InlineData(0.035, 0.7089), InlineData(0.015, 0.8617)]
    public void Discounting_AtYearTen_IsTheGreenBooks(double rate, double expected) =>
        Assert.Equal(expected, Math.Sqrt(Discounting.Factor(rate, 119) * Discounting.Factor(rate, 120)), 5e-5);
}
