using CsCheck;
using Portfolio.Model.Adoption;
using Portfolio.Model.Distributions;
using Portfolio.Model.Lanes;
using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Adoption;

public class HazardsTests
{
    static readonly Gen<double> Share = Gen.Double[0, 1];

    static readonly Gen<double> Effect = Gen.Double[0, 3];

    static readonly Gen<LeverStocks> Stocks = Share.Array[5].Select(StocksOf);

    static readonly Gen<PortfolioParameters> References = Gen.Select(Gen.Double[0.1, 1], Gen.Double[0.1, 1], Gen.Double[0.1, 1],
        (alignment, evidence, stability) => new PortfolioParameters
        {
            ReferenceAlignment = alignment,
            ReferenceEvidence = evidence,
            ReferenceStability = stability,
        });

    static readonly Gen<Site> Sites = Gen.Select(Share.Array[8], Gen.Double[-3, 3], (shares, quality) =>
        new Site(shares[0], shares[1], shares[2], shares[3], shares[4], shares[5], shares[6], shares[7], quality));

    static readonly Gen<InitiativeParameters> Initiatives = Effect.Array[20].Select(values => new InitiativeParameters
    {
        QualityDecideSpread = values[0] / 2,
        QualityAbandonSpread = values[1] / 2,
        AdoptionP = values[2],
        AdoptionQ = values[3],
        AdoptionPushRate = values[4],
        AdoptionSiteVariance = values[5],
        AdoptionSpillover = values[6],
        AdoptionEvidenceFloor = values[7] / 3,
        AdoptionStabilityPower = values[8],
        AdoptionContractMonths = 1 + values[9],
        AdoptionContractStages = 1 + Math.Floor(values[10]),
        AdoptionImplementMonths = 1 + values[11],
        AdoptionTeamFloor = values[12] / 3,
        AdoptionCommunityEffect = values[13],
        AdoptionRegulationEffect = values[14],
        AdoptionInfrastructureEffect = values[15],
        AdoptionImplementationEffect = values[16],
        AdoptionAbandonRate = values[17],
        AdoptionStabilityAbandon = values[18],
        AdoptionAlignmentAbandon = values[19],
        AdoptionCliffFactor = 1 + values[0],
        AdoptionImplementationAbandon = values[1],
        SafetyIncidentRate = values[2],
        SafetyIncidentAbandon = 1 + values[3],
        SafetyRegulationSafety = values[4],
    });

    static readonly PortfolioParameters Reference = new() { ReferenceAlignment = 0.7, ReferenceEvidence = 0.6, ReferenceStability = 0.85 };

    static readonly InitiativeParameters Usual = new()
    {
        AdoptionP = 0.01,
        AdoptionQ = 0.45,
        AdoptionPushRate = 0.16,
        AdoptionSiteVariance = 0.5,
        AdoptionSpillover = 0.3,
        AdoptionEvidenceFloor = 0.3,
        AdoptionStabilityPower = 1,
        AdoptionContractMonths = 11.5,
        AdoptionContractStages = 3,
        AdoptionImplementMonths = 11.6,
        AdoptionTeamFloor = 0.5,
        AdoptionCommunityEffect = 0.4,
        AdoptionRegulationEffect = 0.6,
        AdoptionInfrastructureEffect = 0.5,
        AdoptionImplementationEffect = 0.5,
        AdoptionAbandonRate = 0.05,
        AdoptionStabilityAbandon = 1,
        AdoptionAlignmentAbandon = 2,
        AdoptionCliffFactor = 5,
        AdoptionImplementationAbandon = 1,
        SafetyIncidentRate = 0.2,
        SafetyIncidentAbandon = 3,
        SafetyRegulationSafety = 1,
    };

    /// <summary>All undecided, evidence, alignment and stability at reference, nothing special.</summary>
    static readonly Site AtReference = new(1, 0, 0, 0, 0.6, 0.7, 0.85, 1, 0);

    [Fact]
    public void Decide_AtReference_IsThePublishedRate()
    {
        Assert.Equal(0.01 / 12, Decide(Usual, Reference, AtReference, default), 1e-15);
        Assert.Equal((0.01 + 0.45 * 0.2) / 12, Decide(Usual, Reference, AtReference with { CommittedShare = 0.2 }, default), 1e-15);
        Assert.Equal((0.01 + 0.16) / 12, Decide(Usual, Reference, AtReference with { SupportedShare = 1 }, default), 1e-15);
    }

    [Fact]
    public void Contract_WithoutLever_TakesItsMeanTime() => Assert.Equal(3 / 11.5, Contract(Usual, default, 1), 1e-15);

    [Fact]
    public void GoLive_FullTeamWithoutLever_TakesItsMeanTime() => Assert.Equal(1 / 11.6, GoLive(Usual, default, 1, 1), 1e-15);

    [Fact]
    public void Abandon_AtReference_IsThePublishedRate() =>
        Assert.Equal(0.05 / 12, Abandon(Usual, Reference, AtReference, default, onCliff: false, incident: false), 1e-15);

    [Fact]
    public void Decide_AnyConditions_IsItsEquation() =>
        Gen.Select(Initiatives, References, Sites, Stocks).Sample((p, r, s, k) =>
        {
            var community = k[Lever.Community];
            var bass = p.AdoptionP + p.AdoptionPushRate * s.SupportedShare
                + p.AdoptionQ * (1 + p.AdoptionCommunityEffect * community) * (
                    s.CommittedShare + p.AdoptionSpillover * community * s.FamilyCommittedShare);
            var floor = p.AdoptionEvidenceFloor;
            var expected = bass / 12
                * Math.Pow(s.UndecidedShare, p.AdoptionSiteVariance)
                * s.Alignment / r.ReferenceAlignment
                * (floor + (1 - floor) * s.Evidence) / (floor + (1 - floor) * r.ReferenceEvidence)
                * Math.Pow(s.Stability / r.ReferenceStability, p.AdoptionStabilityPower)
                * s.Openness
                * Math.Exp(p.QualityDecideSpread * s.Quality - p.QualityDecideSpread * p.QualityDecideSpread / 2);
            return IsClose(Decide(p, r, s, k), expected);
        });

    [Fact]
    public void Contract_AnyConditions_IsItsEquation() =>
        Gen.Select(Initiatives, Stocks, Effect).Sample((p, k, procurement) => IsClose(
            Contract(p, k, procurement),
            p.AdoptionContractStages / p.AdoptionContractMonths * procurement * (1 + p.AdoptionRegulationEffect * k[Lever.Regulation])));

    [Fact]
    public void GoLive_AnyConditions_IsItsEquation() =>
        Gen.Select(Initiatives, Stocks, Share, Share).Sample((p, k, team, capacity) =>
        {
            var levers = 1 + p.AdoptionInfrastructureEffect * k[Lever.Infrastructure] + p.AdoptionImplementationEffect * k[Lever.Implementation];
            var expected = levers * (p.AdoptionTeamFloor + (1 - p.AdoptionTeamFloor) * team) * capacity / p.AdoptionImplementMonths;
            return IsClose(GoLive(p, k, team, capacity), expected);
        });

    [Fact]
    public void Abandon_AnyConditions_IsItsEquation() =>
        Gen.Select(Initiatives, References, Sites, Stocks, Gen.Bool, Gen.Bool).Sample((p, r, s, k, onCliff, incident) =>
        {
            var conditions = 1 + p.AdoptionStabilityAbandon * (r.ReferenceStability - s.Stability)
                + p.AdoptionAlignmentAbandon * (r.ReferenceAlignment - s.Alignment);
            var expected = p.AdoptionAbandonRate / 12 * Math.Max(0, conditions)
                * Math.Exp(-p.QualityAbandonSpread * s.Quality - p.QualityAbandonSpread * p.QualityAbandonSpread / 2)
                / (1 + p.AdoptionImplementationAbandon * k[Lever.Implementation]);
            expected *= onCliff ? p.AdoptionCliffFactor : 1;
            expected *= incident ? p.SafetyIncidentAbandon : 1;
            return IsClose(Abandon(p, r, s, k, onCliff, incident), expected);
        });

    [Fact]
    public void Incidents_AnyConditions_IsItsEquation() =>
        Gen.Select(Initiatives, Stocks, Gen.Int[0, 500], Share).Sample((p, k, live, evidence) => IsClose(
            Incidents(p, k, live, evidence),
            live * p.SafetyIncidentRate / 12 * (1 - evidence) / (1 + p.SafetyRegulationSafety * k[Lever.Regulation])));

    [Theory]
    [InlineData(Lever.Capability, 0), InlineData(Lever.Community, 0.4), InlineData(Lever.Infrastructure, 0), InlineData(Lever.Implementation, 0)]
    [InlineData(Lever.Regulation, 0)]
    public void Decide_FullLever_RaisesImitationByTheCommunityEffectOnly(Lever lever, double effect)
    {
        var site = AtReference with { CommittedShare = 0.2 };
        Assert.Equal((0.01 + 0.45 * (1 + effect) * 0.2) / 12, Decide(Usual, Reference, site, Full(lever)), 1e-15);
    }

    [Theory]
    [InlineData(Lever.Regulation, 1.6), InlineData(Lever.Implementation, 1), InlineData(Lever.Capability, 1)]
    public void Contract_FullLever_IsFasterByTheRegulationEffectOnly(Lever lever, double factor) =>
        Assert.Equal(factor, Contract(Usual, Full(lever), 1) / Contract(Usual, default, 1), 1e-12);

    [Theory]
    [InlineData(Lever.Infrastructure, 1.5), InlineData(Lever.Implementation, 1.5), InlineData(Lever.Community, 1), InlineData(Lever.Capability, 1)]
    public void GoLive_FullLever_IsFasterByItsEffect(Lever lever, double factor) =>
        Assert.Equal(factor, GoLive(Usual, Full(lever), 1, 1) / GoLive(Usual, default, 1, 1), 1e-12);

    [Theory]
    [InlineData(Lever.Implementation, 0.5), InlineData(Lever.Regulation, 1), InlineData(Lever.Capability, 1)]
    public void Abandon_FullLever_FallsByTheImplementationEffectOnly(Lever lever, double factor) =>
        Assert.Equal(0.05 / 12 * factor, Abandon(Usual, Reference, AtReference, Full(lever), false, false), 1e-15);

    [Fact]
    public void Abandon_BetterThanReference_NeverFallsBelowZero()
    {
        var steady = Usual with { AdoptionStabilityAbandon = 10 };
        Assert.Equal(0, Abandon(steady, Reference, AtReference with { Stability = 1 }, default, false, false));
    }

    [Fact]
    public void Spread_OverQualities_HasMeanOne()
    {
        var qualities = Enumerable.Range(0, 10_000).Select(i => Portfolio.Model.Distributions.StandardNormal.Quantile((i + 0.5) / 10_000));
        Assert.Equal(1, qualities.Average(quality => Spread.Of<Lanes1>(0.5, quality).Value), 1e-3);
    }

    static double Decide(in InitiativeParameters p, in PortfolioParameters reference, Site site, LeverStocks stocks)
    {
        var a = AdoptionTerms.Of(p, reference);
        var imitation = Hazards.Imitation<Lanes1>(a, stocks[Lever.Community]);
        var drawn = Hazards.Drawn(
            a, site.SupportedShare, site.CommittedShare, site.FamilyCommittedShare, imitation, Hazards.Spillover(a, stocks[Lever.Community], imitation));
        return site.Openness * Hazards.Decide(
            drawn,
            Hazards.Fit<Lanes1>(a, site.Alignment, site.Evidence),
            Scalar.Power(site.UndecidedShare, p.AdoptionSiteVariance),
            Scalar.Power(site.Stability / reference.ReferenceStability, p.AdoptionStabilityPower),
            Spread.Of<Lanes1>(p.QualityDecideSpread, site.Quality) * a.AtReference).Value;
    }

    static double Contract(in InitiativeParameters p, LeverStocks stocks, double procurement) =>
        procurement * Hazards.Contract<Lanes1>(AdoptionTerms.Of(p, Reference), stocks[Lever.Regulation]).Value;

    static double GoLive(in InitiativeParameters p, LeverStocks stocks, double team, double capacity)
    {
        var a = AdoptionTerms.Of(p, Reference);
        return Hazards.GoLive(a, Hazards.GoLiveHelped<Lanes1>(a, stocks[Lever.Infrastructure], stocks[Lever.Implementation], capacity), team).Value;
    }

    static double Abandon(in InitiativeParameters p, in PortfolioParameters reference, Site site, LeverStocks stocks, bool onCliff, bool incident)
    {
        var a = AdoptionTerms.Of(p, reference);
        var calm = Hazards.Abandon(
            a, site.Stability, site.Alignment, Spread.Of<Lanes1>(p.QualityAbandonSpread, -site.Quality), Hazards.AbandonHelped<Lanes1>(a, stocks[Lever.Implementation]), Mask(onCliff));
        return (calm * Lanes1.Select(Mask(incident), a.IncidentAbandon, 1)).Value;
    }

    static double Incidents(in InitiativeParameters p, LeverStocks stocks, double live, double evidence) =>
        Hazards.Incidents<Lanes1>(AdoptionTerms.Of(p, Reference), live, evidence, stocks[Lever.Regulation]).Value;

    static Lanes1 Mask(bool holds) => Lanes1.OfBits(holds ? ulong.MaxValue : 0);

    static LeverStocks Full(Lever lever) => StocksOf([.. Enumerable.Range(0, 5).Select(i => i == (int)lever ? 1.0 : 0)]);

    static LeverStocks StocksOf(double[] values)
    {
        var stocks = new LeverStocks();
        for (var i = 0; i < values.Length; i++)
            stocks[i] = values[i];
        return stocks;
    }

    static bool IsClose(double actual, double expected) => Math.Abs(actual - expected) <= 1e-12 * Math.Abs(expected);

    /// <summary>What sites look at, with what quality and the undecided share make of it.</summary>
    readonly record struct Site(
        double UndecidedShare, double CommittedShare, double FamilyCommittedShare, double SupportedShare, double Evidence, double Alignment, double Stability,
        double Openness, double Quality)
    {
    }
}
