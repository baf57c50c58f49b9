using Portfolio.Model.Funding;
using Portfolio.Model.Parameters;

namespace Portfolio.Model.Tests.Parameters;

/// <summary>Section 7: what a number is where nobody names it.</summary>
public class DefaultsTests
{
    static readonly PortfolioModel Bare = Some.Model(
        "portfolio: {id: bare, start: 2020-04, months: 1, initiatives: [{id: a, sites: {eligible: 9}}]}", point: true);

    static readonly ParameterSet Numbers = Bare.Parameters.At(0);

    public static TheoryData<string, double> Programme => new()
    {
        { "budget.settlementCv", 0.05 }, { "budget.carryForward", 0 }, { "budget.carry", 0 }, { "allocation.evidenceBar", 0.5 },
        { "leadership.tenureMonths", 21 }, { "leadership.tenureShape", 1.5 }, { "leadership.vacancyMonths", 4 }, { "leadership.vacancyCv", 0.3 },
        { "leadership.initialEffectiveness", 0.4 }, { "leadership.vacantEffectiveness", 0.3 }, { "leadership.rampMonths", 4 },
        { "leadership.turnoverStress", 1 }, { "leadership.monthsInPost", 0 },
        { "framework.strength", 0.3 }, { "framework.programmeWeight", 0.5 }, { "framework.resetProbability", 0.6 }, { "framework.resetLoss", 0.4 },
        { "framework.erosion", 0.3 }, { "framework.plannedSpendPerMonth", 0 }, { "framework.fullSpendPerMonth", 250_000 }, { "framework.gain", 0.02 },
        { "framework.decay", 0.005 }, { "implementingCapacity", double.PositiveInfinity }, { "valuation.discountRate", 0.035 },
        { "valuation.healthDiscountRate", 0.015 }, { "valuation.qalyValue", 70_000 }, { "scaledShare", 0.5 }, { "sustainMonths", 12 },
        { "reference.alignment", 0.7 }, { "reference.evidence", 0.6 }, { "reference.stability", 0.85 },
    };

    public static TheoryData<string, double[]> ByStage => new()
    {
        { "quality.gateDiscrimination", [0.2, 0.3, 0.6, 0.5] }, { "delivery.stageMonths", [9, 18, 18, 9] },
        { "delivery.stageCostPerMonth", [15_000, 30_000, 45_000, 25_000] }, { "delivery.gateProbability", [0.6, 0.6, 0.6, 0.85] },
        { "delivery.reworkProbability", [0.3, 0.3, 0.4, 0.6] }, { "delivery.leverEffect", [0.3, 0.3, 0.4, 0.6] },
    };

    public static TheoryData<string, double> Initiative => new()
    {
        { "alignment.start", 0.7 }, { "alignment.involvementCostPerMonth", 0 }, { "alignment.involvementGain", 0 },
        { "evidence.start", 0.1 }, { "evidence.validationGain", 0.05 }, { "evidence.liveGain", 0.03 },
        { "quality.decideSpread", 0.3 }, { "quality.abandonSpread", 0.5 }, { "quality.benefitSpread", 0.5 },
        { "delivery.durationCv", 0.4 }, { "delivery.stabilityPower", 0.7 }, { "delivery.hireRate", 0.15 }, { "delivery.lossRate", 0.3 },
            { "team", 1 },
        { "delivery.starvedBelow", 0.25 }, { "delivery.patienceMonths", 12 }, { "delivery.fallbackRate", 0.5 },
        { "funding.awardCeiling", double.PositiveInfinity }, { "funding.supportMonths", 36 }, { "funding.supportCostPerMonth", 40_000 },
            { "funding.siteSupportCostPerMonth", 3_000 },
        { "adoption.p", 0.01 }, { "adoption.q", 0.45 }, { "adoption.pushRate", 0.16 }, { "adoption.siteVariance", 0.5 },
            { "adoption.spillover", 0.3 },
        { "adoption.evidenceFloor", 0.3 }, { "adoption.stabilityPower", 1 }, { "adoption.contractMonths", 11.5 }, { "adoption.contractStages", 3 },
        { "adoption.implementMonths", 11.6 }, { "adoption.teamFloor", 0.5 }, { "adoption.communityEffect", 0.4 },
            { "adoption.regulationEffect", 0.6 },
        { "adoption.infrastructureEffect", 0.5 }, { "adoption.implementationEffect", 0.5 }, { "adoption.abandonRate", 0.05 },
            { "adoption.stabilityAbandon", 1 },
        { "adoption.alignmentAbandon", 2 }, { "adoption.cliffFactor", 5 }, { "adoption.implementationAbandon", 1 },
        { "safety.incidentRate", 0 }, { "safety.incidentMonths", 6 }, { "safety.incidentOpenness", 0.25 }, { "safety.incidentAbandon", 3 },
        { "safety.familyOpenness", 0.7 }, { "safety.regulationSafety", 1 },
        { "value.siteBenefitPerYear", 120_000 }, { "value.siteRunningCostPerYear", 40_000 }, { "value.siteDeployCost", 120_000 },
        { "value.siteQalysPerYear", 1 }, { "value.sitePatientsPerYear", 5_000 }, { "value.realisedFloor", 0.5 },
        { "leadership.tenureMonths", 21 }, { "leadership.tenureShape", 1.5 }, { "leadership.vacancyMonths", 4 }, { "leadership.vacancyCv", 0.3 },
        { "leadership.initialEffectiveness", 0.4 }, { "leadership.vacantEffectiveness", 0.3 }, { "leadership.rampMonths", 4 },
        { "leadership.turnoverStress", 1 }, { "leadership.monthsInPost", 0 },
        { "progress", 0 }, { "attempt", 0 }, { "starvedMonths", 0 }, { "monthsInAdoption", 0 }, { "received", 0 },
        { "sites.implementing", 0 }, { "sites.live", 0 }, { "sites.abandoned", 0 },
    };

    [Theory, MemberData(nameof(Programme))]
    public void Default_OfTheProgramme_IsThatOfTheModel(string path, double expected) =>
        Assert.Equal(expected, Numbers[ParameterLayout.Portfolio[ParameterLayout.Key(path)]]);

    [Theory]
    [InlineData("start", 0.1), InlineData("plannedSpendPerMonth", 0), InlineData("fullSpendPerMonth", 250_000), InlineData("gain", 0.03)]
    [InlineData("decay", 0.01)]
    public void Default_OfEachLever_IsThatOfTheModel(string name, double expected) =>
        Assert.All(Enum.GetNames<Lever>(), lever =>
            Assert.Equal(expected, Numbers[ParameterLayout.Portfolio[ParameterLayout.Key($"levers.{lever}.{name}")]]));

    [Theory, MemberData(nameof(ByStage))]
    public void Default_ByStage_IsThatOfTheModel(string path, double[] expected) =>
        Assert.Equal(expected, ((string[])["discovery", "development", "validation", "approval"]).Select(stage => OfInitiative($"{path}.{stage}")));

    [Theory, MemberData(nameof(Initiative))]
    public void Default_OfAnInitiative_IsThatOfTheModel(string path, double expected) => Assert.Equal(expected, OfInitiative(path), 1e-12 * expected);

    [Fact]
    public void Default_OfWhatIsNoNumber_IsThatOfTheModel()
    {
        Assert.Equal((4, 1ul, false, AllocationPolicy.ProRata), (Bare.FiscalYearStartMonth, Bare.Seed, Bare.StartsVacant, Bare.Allocation.Policy));
        Assert.Equal((0, Stage.Discovery, false), (Bare.Initiatives[0].StartMonth, Bare.Initiatives[0].Stage, Bare.Initiatives[0].StartsVacant));
    }

    /// <summary>Every number of an initiative but the one that is always drawn and the one that is required.</summary>
    [Fact]
    public void Default_OfEveryNumber_IsTested()
    {
        var tested = Initiative.Count + 4 * ByStage.Count;
        Assert.Equal(ParameterLayout.InitiativeLength, tested + 2);
        Assert.Equal(ParameterLayout.PortfolioLength, Programme.Count + 5 * 5);
    }

    static double OfInitiative(string path) => Numbers[ParameterSet.InitiativeOffset(0) + ParameterLayout.Initiative[ParameterLayout.Key(path)]];
}
