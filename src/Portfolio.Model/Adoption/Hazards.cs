using System.Runtime.CompilerServices;
using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Adoption;

/// <summary>The monthly rates at which sites decide, contract, go live and abandon. Published rates hold at reference conditions; there every multiplier is 1.</summary>
public static class Hazards
{
    const double MonthsPerYear = 12;

    /// <summary>Rate at which an undecided site decides (Bass, with central push, learning from like technologies and a gamma frailty of sites).</summary>
    /// <param name="p">The initiative's numbers.</param>
    /// <param name="reference">Reference conditions.</param>
    /// <param name="site">What sites look at.</param>
    /// <param name="stocks">Levers at the month's start.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Decide(in InitiativeParameters p, in PortfolioParameters reference, in SiteView site, in LeverStocks stocks)
    {
        var imitation = p.AdoptionQ * (1 + p.AdoptionCommunityEffect * stocks[Lever.Community])
            * (site.CommittedShare + p.AdoptionSpillover * stocks[Lever.Community] * site.FamilyCommittedShare);
        var rate = (p.AdoptionP + p.AdoptionPushRate * site.SupportedShare + imitation) / MonthsPerYear;
        var evidence = (p.AdoptionEvidenceFloor + (1 - p.AdoptionEvidenceFloor) * site.Evidence)
            / (p.AdoptionEvidenceFloor + (1 - p.AdoptionEvidenceFloor) * reference.ReferenceEvidence);
        return rate
            * Math.Pow(site.UndecidedShare, p.AdoptionSiteVariance)
            * (site.Alignment / reference.ReferenceAlignment)
            * evidence
            * Math.Pow(site.Stability / reference.ReferenceStability, p.AdoptionStabilityPower)
            * site.Openness
            * Spread(p.QualityDecideSpread, site.Quality);
    }

    /// <summary>Rate of each contracting sub-stage; k of them in a row take an Erlang time with the mean named.</summary>
    public static double Contract(in InitiativeParameters p, in LeverStocks stocks, double procurement) =>
        p.AdoptionContractStages * (1 + p.AdoptionRegulationEffect * stocks[Lever.Regulation]) * procurement / p.AdoptionContractMonths;

    /// <summary>Rate at which an implementing site goes live.</summary>
    /// <param name="p">The initiative's numbers.</param>
    /// <param name="stocks">Levers at the month's start.</param>
    /// <param name="team">Share of the team in place.</param>
    /// <param name="capacityShare">Share of implementing sites that can be helped at once, 0–1.</param>
    public static double GoLive(in InitiativeParameters p, in LeverStocks stocks, double team, double capacityShare) =>
        (1 + p.AdoptionInfrastructureEffect * stocks[Lever.Infrastructure] + p.AdoptionImplementationEffect * stocks[Lever.Implementation])
        * (p.AdoptionTeamFloor + (1 - p.AdoptionTeamFloor) * team)
        * capacityShare
        / p.AdoptionImplementMonths;

    /// <summary>Rate at which a live site abandons.</summary>
    /// <param name="p">The initiative's numbers.</param>
    /// <param name="reference">Reference conditions.</param>
    /// <param name="site">What sites look at.</param>
    /// <param name="stocks">Levers at the month's start.</param>
    /// <param name="onCliff">Support has ended and the site's own benefit does not cover its running cost.</param>
    /// <param name="incident">An incident lasts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Abandon(
        in InitiativeParameters p, in PortfolioParameters reference, in SiteView site, in LeverStocks stocks, bool onCliff, bool incident)
    {
        var conditions = 1 + p.AdoptionStabilityAbandon * (reference.ReferenceStability - site.Stability)
            + p.AdoptionAlignmentAbandon * (reference.ReferenceAlignment - site.Alignment);
        return p.AdoptionAbandonRate / MonthsPerYear
            * Math.Max(0, conditions)
            * (onCliff ? p.AdoptionCliffFactor : 1)
            * Spread(p.QualityAbandonSpread, -site.Quality)
            / (1 + p.AdoptionImplementationAbandon * stocks[Lever.Implementation])
            * (incident ? p.SafetyIncidentAbandon : 1);
    }

    /// <summary>Expected incidents of a month.</summary>
    public static double Incidents(in InitiativeParameters p, in LeverStocks stocks, double live, double evidence) =>
        live * p.SafetyIncidentRate / MonthsPerYear * (1 - evidence) / (1 + p.SafetyRegulationSafety * stocks[Lever.Regulation]);

    /// <summary>What quality multiplies: lognormal with mean 1 over initiatives, <c>exp(σQ − σ²/2)</c>.</summary>
    public static double Spread(double sigma, double quality) => Math.Exp(sigma * quality - sigma * sigma / 2);
}

/// <summary>What sites look at in a month: state of the initiative at the month's start, and its stability.</summary>
public readonly record struct SiteView(
    double UndecidedShare,
    double CommittedShare,
    double FamilyCommittedShare,
    double SupportedShare,
    double Evidence,
    double Alignment,
    double Stability,
    double Openness,
    double Quality);
