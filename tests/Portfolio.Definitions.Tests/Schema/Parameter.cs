using Portfolio.Model.Distributions;

namespace Portfolio.Definitions.Tests.Schema;

/// <summary>A row of the table of parameters in section 7 of the model, written by hand and not read from the schema.</summary>
/// <param name="Of">The programme, or an initiative.</param>
/// <param name="Path">Its path there.</param>
/// <param name="Least">Smallest allowed value; none where the table names none.</param>
/// <param name="Most">Largest allowed value; none where the table names none.</param>
/// <param name="Default">The point default; none where there is none.</param>
/// <param name="Drawn">The default distribution; none where there is none.</param>
/// <param name="Open">Values must lie above the smallest.</param>
sealed record Parameter(string Of, string Path, double? Least, double? Most, double? Default, Distribution? Drawn = null, bool Open = false)
{
    public const string Programme = "programme";
    public const string Initiative = "initiative";

    static readonly string[] Stages = ["discovery", "development", "validation", "approval"];
    static readonly string[] Levers = ["capability", "community", "infrastructure", "implementation", "regulation"];

    /// <summary>Every row but <c>months</c> and <c>seed</c>, a lever's for each lever, a post's for the programme's and an initiative's, a stage's for each stage.</summary>
    public static IReadOnlyDictionary<string, Parameter> All { get; } =
        OfProgramme().Concat(Levers.SelectMany(OfLever)).Concat(OfPost(Programme)).Concat(OfPost(Initiative)).Concat(OfInitiative()).Concat(ByStage())
            .ToDictionary(row => $"{row.Of} {row.Path}");

    static IEnumerable<Parameter> OfProgramme() =>
    [
        new(Programme, "fiscalYearStartMonth", 1, 12, 4),
        new(Programme, "budget.settlementCv", 0, 2, 0.05),
        new(Programme, "budget.carryForward", 0, 1, 0),
        new(Programme, "allocation.evidenceBar", 0, 1, 0.5),
        new(Programme, "framework.strength", 0, 1, 0.3),
        new(Programme, "framework.programmeWeight", 0, 1, 0.5),
        new(Programme, "framework.resetProbability", 0, 1, 0.6),
        new(Programme, "framework.resetLoss", 0, 1, 0.4),
        new(Programme, "framework.erosion", 0, 1, 0.3),
        new(Programme, "framework.plannedSpendPerMonth", 0, null, 0),
        new(Programme, "framework.fullSpendPerMonth", 0, null, 250_000, Open: true),
        new(Programme, "framework.gain", 0, 1, 0.02),
        new(Programme, "framework.decay", 0, 1, 0.005),
        new(Programme, "implementingCapacity", 0, null, null, Open: true),
        new(Programme, "valuation.discountRate", 0, 0.2, 0.035),
        new(Programme, "valuation.healthDiscountRate", 0, 0.2, 0.015),
        new(Programme, "valuation.qalyValue", 0, null, 70_000),
        new(Programme, "scaledShare", 0, 1, 0.5),
        new(Programme, "sustainMonths", 0, 240, 12),
        new(Programme, "reference.alignment", 0.01, 1, 0.7),
        new(Programme, "reference.evidence", 0.01, 1, 0.6),
        new(Programme, "reference.stability", 0.01, 1, 0.85),
        new(Programme, "replicationsPerDraw", null, null, 1),
    ];

    static IEnumerable<Parameter> OfLever(string lever) =>
    [
        new(Programme, $"levers.{lever}.start", 0, 1, 0.1),
        new(Programme, $"levers.{lever}.plannedSpendPerMonth", 0, null, 0),
        new(Programme, $"levers.{lever}.fullSpendPerMonth", 0, null, 250_000, Open: true),
        new(Programme, $"levers.{lever}.gain", 0, 1, 0.03),
        new(Programme, $"levers.{lever}.decay", 0, 1, 0.01),
    ];

    static IEnumerable<Parameter> OfPost(string whose) =>
    [
        new(whose, "leadership.tenureMonths", 1, 600, 21),
        new(whose, "leadership.tenureShape", 0.5, 10, 1.5),
        new(whose, "leadership.vacancyMonths", 0.1, 60, 4),
        new(whose, "leadership.vacancyCv", 0, 3, 0.3),
        new(whose, "leadership.initialEffectiveness", 0, 1, 0.4),
        new(whose, "leadership.vacantEffectiveness", 0, 1, 0.3),
        new(whose, "leadership.rampMonths", 0.1, 60, 4),
        new(whose, "leadership.turnoverStress", 0, 5, 1),
        new(whose, "leadership.monthsInPost", 0, 600, 0),
    ];

    static IEnumerable<Parameter> OfInitiative() =>
    [
        new(Initiative, "sites.eligible", 1, 100_000, null),
        new(Initiative, "alignment.start", 0, 1, 0.7, new BetaDistribution(7, 3)),
        new(Initiative, "alignment.involvementCostPerMonth", 0, null, 0),
        new(Initiative, "alignment.involvementGain", 0, 1, 0),
        new(Initiative, "evidence.start", 0, 1, 0.1),
        new(Initiative, "evidence.validationGain", 0, 1, 0.05),
        new(Initiative, "evidence.liveGain", 0, 1, 0.03),
        new(Initiative, "quality.decideSpread", 0, 2, 0.3),
        new(Initiative, "quality.abandonSpread", 0, 2, 0.5),
        new(Initiative, "quality.benefitSpread", 0, 2, 0.5),
        new(Initiative, "delivery.durationCv", 0, 3, 0.4),
        new(Initiative, "delivery.stabilityPower", 0, 5, 0.7),
        new(Initiative, "delivery.hireRate", 0, 1, 0.15),
        new(Initiative, "delivery.lossRate", 0, 1, 0.30),
        new(Initiative, "team", 0, 1, 1),
        new(Initiative, "delivery.starvedBelow", 0, 1, 0.25),
        new(Initiative, "delivery.patienceMonths", 1, 600, 12),
        new(Initiative, "delivery.fallbackRate", 0, 1, 0.5),
        new(Initiative, "funding.awardCeiling", 0, null, null),
        new(Initiative, "funding.supportMonths", 0, null, 36),
        new(Initiative, "funding.supportCostPerMonth", 0, null, 40_000),
        new(Initiative, "funding.siteSupportCostPerMonth", 0, null, 3_000),
        new(Initiative, "adoption.p", 0, 5, 0.01, Lognormal.FromMean(0.01, 1.1)),
        new(Initiative, "adoption.q", 0, 5, 0.45, Lognormal.FromMean(0.45, 0.35)),
        new(Initiative, "adoption.pushRate", 0, 5, 0.16, new Uniform(0, 0.32)),
        new(Initiative, "adoption.siteVariance", 0, 5, 0.5),
        new(Initiative, "adoption.spillover", 0, 5, 0.3),
        new(Initiative, "adoption.evidenceFloor", 0, 1, 0.3),
        new(Initiative, "adoption.stabilityPower", 0, 5, 1),
        new(Initiative, "adoption.contractMonths", 0.1, 120, 11.5, Lognormal.FromMean(11.5, 0.25)),
        new(Initiative, "adoption.contractStages", 1, 4, 3),
        new(Initiative, "adoption.implementMonths", 0.1, 120, 11.6, new Uniform(8, 15.2)),
        new(Initiative, "adoption.teamFloor", 0, 1, 0.5),
        new(Initiative, "adoption.communityEffect", 0, 10, 0.4),
        new(Initiative, "adoption.regulationEffect", 0, 10, 0.6),
        new(Initiative, "adoption.infrastructureEffect", 0, 10, 0.5),
        new(Initiative, "adoption.implementationEffect", 0, 10, 0.5),
        new(Initiative, "adoption.abandonRate", 0, 5, 0.05, new BetaDistribution(2, 38)),
        new(Initiative, "adoption.stabilityAbandon", 0, 10, 1),
        new(Initiative, "adoption.alignmentAbandon", 0, 10, 2),
        new(Initiative, "adoption.cliffFactor", 0, 10, 5),
        new(Initiative, "adoption.implementationAbandon", 0, 10, 1),
        new(Initiative, "safety.incidentRate", null, null, 0),
        new(Initiative, "safety.incidentMonths", null, null, 6),
        new(Initiative, "safety.incidentOpenness", null, null, 0.25),
        new(Initiative, "safety.incidentAbandon", null, null, 3),
        new(Initiative, "safety.familyOpenness", null, null, 0.7),
        new(Initiative, "safety.regulationSafety", null, null, 1),
        new(Initiative, "value.siteBenefitPerYear", 0, null, 120_000),
        new(Initiative, "value.siteRunningCostPerYear", 0, null, 40_000),
        new(Initiative, "value.siteDeployCost", 0, null, 120_000),
        new(Initiative, "value.siteQalysPerYear", 0, null, 1),
        new(Initiative, "value.sitePatientsPerYear", 0, null, 5_000),
        new(Initiative, "value.realisedFloor", 0, null, 0.5),
    ];

    static IEnumerable<Parameter> ByStage() =>
    [
        .. Staged("quality.gateDiscrimination", 0, 0.99, 0.2, 0.3, 0.6, 0.5),
        .. Staged("delivery.stageMonths", 0.1, 240, 9, 18, 18, 9),
        .. Staged("delivery.stageCostPerMonth", 0, null, 15_000, 30_000, 45_000, 25_000),
        .. Staged("delivery.gateProbability", 0, 1, 0.6, 0.6, 0.6, 0.85),
        .. Staged("delivery.reworkProbability", 0, 1, 0.3, 0.3, 0.4, 0.6),
        .. Staged("delivery.leverEffect", 0, 5, 0.3, 0.3, 0.4, 0.6),
    ];

    static IEnumerable<Parameter> Staged(string path, double least, double? most, params double[] defaults) =>
        Stages.Zip(defaults, (stage, value) => new Parameter(Initiative, $"{path}.{stage}", least, most, value));
}
