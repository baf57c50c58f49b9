using Portfolio.Model.Distributions;
using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Parameters;

/// <summary>Section 2: numbers that are distributions.</summary>
public class UncertainParametersTests
{
    static readonly Uniform Between = new(0.1, 0.3);

    const string Uncertain = "{uniform: {low: 0.1, high: 0.3}}";

    const string Shared = "{uniform: {low: 0.1, high: 0.3}, per: portfolio}";

    static readonly string[] Three = ["id: a", "id: g, count: 2"];

    [Fact]
    public void Parameter_UnderDefaultsPerInitiative_IsDrawnByEach() =>
        AssertP(Some.Portfolio(Three, $"defaults.adoption.p: {Uncertain}"), 7, "initiatives.a.adoption.p", "initiatives.g-001.adoption.p",
            "initiatives.g-002.adoption.p");

    [Fact]
    public void Parameter_UnderDefaultsPerPortfolio_IsShared() =>
        AssertP(Some.Portfolio(Three, $"defaults.adoption.p: {Shared}"), 7, "defaults.adoption.p", "defaults.adoption.p", "defaults.adoption.p");

    [Fact]
    public void Parameter_OfAGroupPerPortfolio_IsSharedByItsCopies()
    {
        var model = Some.Portfolio(["id: a", $"id: g, count: 2, adoption: {{p: {Shared}}}"], $"defaults.adoption.p: {Uncertain}");
        AssertP(model, 7, "initiatives.a.adoption.p", "initiatives.g.adoption.p", "initiatives.g.adoption.p");
    }

    [Fact]
    public void Parameter_OfAStage_HasTheStageInItsPath()
    {
        var model = Some.Portfolio(Three, "defaults.delivery.stageMonths.validation: {uniform: {low: 0.1, high: 0.3}}");
        Assert.Equal(Draw("initiatives.g-002.delivery.stageMonths.validation", 7), model.Parameters.At(7).Initiative(2).DeliveryStageMonths[2]);
        Assert.Equal(18, model.Parameters.At(7).Initiative(2).DeliveryStageMonths[1]);
    }

    [Fact]
    public void Parameter_OfTheProgramme_HasItsOwnPath() =>
        Assert.Equal(
            Draw("framework.strength", 3), Some.Portfolio(Three, $"framework.strength: {Uncertain}").Parameters.At(3).Portfolio.FrameworkStrength);

    [Fact]
    public void Parameter_OfABudgetLine_IsDrawnToo()
    {
        var model = Some.Portfolio(Three, "months: 1, budget.annual: [{fiscalYear: 2020, amount: {uniform: {low: 0.1, high: 0.3}}}]");
        Assert.Equal(Draw("budget.annual.2020.amount", 5) / 12, new PortfolioFuture(model, 5).Steps(1).Programme.Budget, 1e-15);
    }

    [Theory]
    [InlineData(1, 4711, 4711), InlineData(10, 4711, 471), InlineData(10_000, 4711, 0)]
    public void Parameter_ReplicationsPerDraw_ShareOne(int replicationsPerDraw, int replication, int draw)
    {
        var model = Some.Portfolio(Three, $"defaults.adoption.p: {Uncertain}, replicationsPerDraw: {replicationsPerDraw}");
        Assert.Equal(Draw("initiatives.a.adoption.p", draw), model.Parameters.At(replication).Initiative(0).AdoptionP);
    }

    [Fact]
    public void Parameter_Point_IsTheMean()
    {
        var model = Some.Portfolio(
            Three, $"defaults.adoption.p: {Uncertain}, defaults.delivery.overrun: {{lognormal: {{mean: 2, cv: 1}}}}", point: true);
        Assert.Equal((0.2, 2),
            (Math.Round(model.Parameters.At(7).Initiative(2).AdoptionP, 12), Math.Round(model.Parameters.At(7).Initiative(2).DeliveryOverrun, 12)));
    }

    [Fact]
    public void Parameter_PointOfTheDefinition_IsTheMeanToo() =>
        Assert.Equal(0.2, Some.Portfolio(Three, $"defaults.adoption.p: {Uncertain}, point: true").Parameters.At(7).Initiative(0).AdoptionP, 1e-12);

    [Fact]
    public void Parameter_WholeNumber_IsRounded()
    {
        var model = Some.Portfolio(["id: a, sites: {eligible: {uniform: {low: 10, high: 20}}}"]);
        Assert.Equal(Math.Floor(new Uniform(10, 20).Quantile(Uniform("initiatives.a.sites.eligible", 7)) + 0.5),
            model.Parameters.At(7).Initiative(0).SitesEligible);
    }

    [Fact]
    public void Parameter_NotNamed_TakesItsPointDefault()
    {
        var a = Some.Portfolio(Three).Parameters.At(7).Initiative(0);
        Assert.Equal((0.01, 0.45, 0.16, 11.5, 11.6, 0.05),
            (a.AdoptionP, a.AdoptionQ, a.AdoptionPushRate, a.AdoptionContractMonths, a.AdoptionImplementMonths, a.AdoptionAbandonRate));
    }

    [Fact]
    public void Parameter_DefaultUncertainty_IsDrawnFromItsDefaultDistribution()
    {
        var a = Some.Portfolio(Three, "defaultUncertainty: true").Parameters.At(7).Initiative(0);
        double[] expected =
        [
            Lognormal.FromMean(0.01, 1.1).Quantile(Uniform("initiatives.a.adoption.p", 7)),
            Lognormal.FromMean(0.45, 0.35).Quantile(Uniform("initiatives.a.adoption.q", 7)),
            new Uniform(0, 0.32).Quantile(Uniform("initiatives.a.adoption.pushRate", 7)),
            Lognormal.FromMean(11.5, 0.25).Quantile(Uniform("initiatives.a.adoption.contractMonths", 7)),
            new Uniform(8, 15.2).Quantile(Uniform("initiatives.a.adoption.implementMonths", 7)),
            new BetaDistribution(2, 38).Quantile(Uniform("initiatives.a.adoption.abandonRate", 7)),
            new BetaDistribution(7, 3).Quantile(Uniform("initiatives.a.alignment.start", 7)),
        ];
        double[] drawn = [a.AdoptionP, a.AdoptionQ, a.AdoptionPushRate, a.AdoptionContractMonths, a.AdoptionImplementMonths, a.AdoptionAbandonRate,
            a.AlignmentStart];
        Assert.Equal(expected, drawn);
        Assert.Equal((3, 0.3), (a.AdoptionContractStages, a.AdoptionSpillover));
    }

    [Fact]
    public void Parameter_NamedUnderDefaultUncertainty_IsAsNamed() =>
        Assert.Equal(0.02, Some.Portfolio(Three, "defaultUncertainty: true, defaults.adoption.p: 0.02").Parameters.At(7).Initiative(0).AdoptionP);

    [Fact]
    public void Overrun_NotNamed_IsDrawnFromItsDefaultMixtureInEachReplication()
    {
        var model = Some.Model(
            "portfolio: {id: some, start: 2020-04, months: 9, replicationsPerDraw: 100, initiatives: [{id: a, sites: {eligible: 9}}]}");
        foreach (var replication in (int[])[0, 1, 2, 3, 4, 5, 6, 7])
        {
            var expected = DefaultOverrun.Quantile(Some.Draws("a", replication).Uniform(RandomStream.Overrun, 0));
            Assert.Equal(expected, model.Parameters.At(replication).Initiative(0).DeliveryOverrun);
        }
    }

    [Fact]
    public void Overrun_NotNamedAtPoint_IsTheMean()
    {
        var model = Some.Model("portfolio: {id: some, start: 2020-04, months: 9, initiatives: [{id: a, sites: {eligible: 9}}]}", point: true);
        Assert.Equal(1.80533, model.Parameters.At(3).Initiative(0).DeliveryOverrun, 1e-5);
    }

    static Distribution DefaultOverrun => Distributions.Families.Examples["mixture"];

    static void AssertP(PortfolioModel model, int replication, params string[] paths)
    {
        var parameters = model.Parameters.At(replication);
        Assert.Equal(paths.Select(path => Draw(path, replication)), paths.Select((_, i) => parameters.Initiative(i).AdoptionP));
    }

    static double Draw(string path, int draw) => Between.Quantile(Uniform(path, draw));

    static double Uniform(string path, int draw) => Draws.Parameter(Some.Seed, Fnv1a.Hash64(path), (uint)draw);
}
