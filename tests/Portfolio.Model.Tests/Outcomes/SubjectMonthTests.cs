using Portfolio.Model.Outcomes;
using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Outcomes;

/// <summary>A month of the portfolio, a theme, an initiative: sums of money and sites, means of shares over what is active.</summary>
public class SubjectMonthTests
{
    static readonly string[] Initiatives =
    [
        "id: adopts, theme: t, stage: adoption, sites: {eligible: 90, contracting: 9, implementing: 9, live: 20, abandoned: 5}, "
            + "evidence: {start: 0.4}, alignment: {start: 0.8}",
        "id: delivers, theme: t, sites: {eligible: 30, live: 1}, evidence: {start: 0.2}, alignment: {start: 0.4}, "
            + "leadership: {startsVacant: true}, team: 0.5",
        "id: later, theme: t, startMonth: 2021-04, stage: validation, sites: {eligible: 30}",
        "id: stopped, theme: u, sites: {eligible: 10}",
    ];

    static readonly string[] Stop = ["stopInitiative: {initiative: stopped, month: 2020-04}"];

    static readonly PortfolioFuture Month = Some.Future(Initiatives, $"{Some.Budget(50_000)}, levers.community.plannedSpendPerMonth: 10000", Stop)
        .Steps(1);

    static readonly Subjects Subjects = new(Month.Model);

    [Fact]
    public void Subjects_OfAModel_ArePortfolioThemesAndInitiatives()
    {
        Assert.Equal(["portfolio", "themes/t", "themes/u", "initiatives/adopts", "initiatives/delivers", "initiatives/later", "initiatives/stopped"],
            Subjects.Names);
        Assert.Equal([[0, 1, 2, 3], [0, 1, 2], [3], [0], [1], [2], [3]], Subjects.Members);
        Assert.Equal(3, Subjects.FirstInitiative);
    }

    [Theory]
    [InlineData(Series.Undecided), InlineData(Series.Contracting), InlineData(Series.Implementing), InlineData(Series.Live)]
    [InlineData(Series.Abandoned)]
    [InlineData(Series.LocalCost), InlineData(Series.CashBenefit), InlineData(Series.Qalys), InlineData(Series.Patients)]
    public void Sums_OfATheme_AreOverAllItsInitiatives(Series series)
    {
        Assert.Equal(
            Of("initiatives/adopts", series) + Of("initiatives/delivers", series) + Of("initiatives/later", series), Of("themes/t", series), 1e-9);
        Assert.Equal(Of("themes/t", series) + Of("themes/u", series), Of("portfolio", series), 1e-9);
    }

    [Theory]
    [InlineData(Series.Team), InlineData(Series.Stability), InlineData(Series.LeaderInPost), InlineData(Series.Evidence)]
    [InlineData(Series.Alignment)]
    public void Means_OfAPortfolio_AreOverItsActiveInitiatives(Series series)
    {
        Assert.Equal((Of("initiatives/adopts", series) + Of("initiatives/delivers", series)) / 2, Of("portfolio", series), 1e-12);
        Assert.Equal(double.NaN, Of("themes/u", series));
        Assert.False(double.IsNaN(Of("initiatives/stopped", series)));
    }

    [Fact]
    public void Funded_OfAPortfolio_IsAllReceivedOverAllNeeded()
    {
        var needs = 40_000 + 18 * 3_000 + 15_000;
        Assert.Equal(50_000.0 / (needs + 10_000), Of("portfolio", Series.Funded), 1e-12);
        Assert.Equal(50_000.0 / (needs + 10_000), Of("themes/t", Series.Funded), 1e-12);
        Assert.Equal(1, Of("themes/u", Series.Funded));
        Assert.Equal(50_000, Of("portfolio", Series.Received), 1e-6);
        Assert.Equal(50_000.0 * needs / (needs + 10_000), Of("themes/t", Series.Received), 1e-6);
    }

    [Fact]
    public void Stages_OfATheme_AreSharesOfItsInitiatives()
    {
        Assert.Equal((1 / 3.0, 1 / 3.0, 1 / 3.0),
            (Of("themes/t", Series.InAdoption), Of("themes/t", Series.InDiscovery), Of("themes/t", Series.InValidation)));
        Assert.Equal((1, 0.25), (Of("themes/u", Series.Stopped), Of("portfolio", Series.Stopped)));
    }

    [Fact]
    public void LiveShare_OfAPortfolio_IsOfAllEligibleSites() => Assert.Equal(Of("portfolio", Series.Live) / 160, Of("portfolio", Series.LiveShare));

    [Fact]
    public void ProgrammesSeries_OfThePortfolio_AreItsOwn()
    {
        Assert.Equal((50_000, 0.3, 0), (Of("portfolio", Series.Budget), Of("portfolio", Series.Framework), Of("portfolio", Series.Capability)));
        Assert.Equal(Month.Programme.Levers[Lever.Community], Of("portfolio", Series.Community));
        Assert.All(Enum.GetValues<Series>().Where(series => series.IsProgrammes()), series => Assert.Equal(double.NaN, Of("themes/t", series)));
    }

    static double Of(string subject, Series series)
    {
        var index = Subjects.Names.ToList().IndexOf(subject);
        return SubjectMonth.Of(Month, Subjects.Members[index], index == 0, index >= Subjects.FirstInitiative)[series];
    }
}
