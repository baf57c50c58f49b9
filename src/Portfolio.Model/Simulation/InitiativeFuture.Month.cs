using System.Runtime.CompilerServices;
using Portfolio.Model.Adoption;
using Portfolio.Model.Delivery;
using Portfolio.Model.Distributions;
using Portfolio.Model.Lanes;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Simulation;

/// <summary>A month as it is lived through: team, delivery, adoption, value, evidence, incidents, post (steps 7 to 12 and 14).</summary>
public sealed partial class InitiativeFuture
{
    int stageDrawn = -1;
    double inverseMonths;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void LiveThroughMonth()
    {
        if (start.InDelivery && !surroundings.Blocked)
            Deliver();

        // Evidence and incidents use the month's start; adoption moves the sites they look at.
        var (live, evidence) = (Live, Evidence);
        var goLives = start.Stage == Stage.Adoption ? Adopt() : 0;
        PeakLive = Math.Max(PeakLive, Live);
        CreateValue(goLives);
        Learn(live);
        SufferIncidents(live, evidence);
        if (start.Stage == Stage.Adoption)
            monthsInAdoption += 1;
        if (Stage != Stage.Stopped)
        {
            post.Close(
                Funded, calendar.Turnover(surroundings.Month), calendar.Departs(surroundings.Month), calendar.Arrives(surroundings.Month));
        }
    }

    void ChangeTeam()
    {
        if ((start.InDelivery && !surroundings.Blocked) || start.Supported)
            Team = Lanes1.MultiplyAdd(Funded - Team, Funded > Team ? terms.HireRate : terms.LossRate, Team).Value;
        else if (start.Stage == Stage.Adoption)
            Team *= 1 - terms.LossRate.Value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Deliver()
    {
        var stage = (int)Stage;
        var draw = 4 * Attempt + stage;
        if (draw != stageDrawn)
            (stageDrawn, inverseMonths) = (draw, (1 / (terms.StageMonths[stage] * Spread.Of(terms.DurationSigma, draws.Normal(RandomStream.StageDuration, draw)))).Value);
        Progress = StageProgress.After(
            Progress,
            Team,
            steadinessTable?.Of<Lanes1>(Stability) ?? Elementary.Power(Stability * terms.InverseStability, terms.StabilityPower),
            StageProgress.Helped(terms.LeverEffect[stage], surroundings.Levers[LeverOf(Stage)]) * Fallback(),
            inverseMonths).Value;
        if (Progress < 1 - 1e-9)
            return;

        if (Lanes1.Bits(terms.Gates[stage].Passed(Quality, draws.Normal(RandomStream.Gate, draw))) != 0)
        {
            Progress = 0;
            Stage = Furthest = Stage + 1;
        }
        else if (draws.Uniform(RandomStream.Rework, draw) < terms.Rework[stage].Value)
        {
            Progress = 0;
            Attempt++;
        }
        else
        {
            Stop(StopReason.FailedGate);
        }
    }

    /// <summary>Sites decide, contract, go live and abandon (step 9). Every channel uses the month's start.</summary>
    /// <returns>Sites that went live.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Adopt()
    {
        ref readonly var a = ref terms.Adoption;
        var levers = surroundings.Levers;
        Lanes1 implementation = levers[Lever.Implementation];
        Lanes1 openness = calendar.Openness(surroundings.Month) * neighbourhood.FamilyOpenness;
        openness *= Lanes1.Select(Incident, a.IncidentOpenness, 1);
        var frailty = Elementary.Power(Undecided * terms.InverseEligible, a.SiteVariance);
        var steadiness = Elementary.Power(Stability * terms.InverseStability, a.StabilityPower);
        var onCliff = Mask(!start.Supported && YearlyBenefit() < terms.Value.Running.Value);
        var imitation = Hazards.Imitation<Lanes1>(a, levers[Lever.Community]);
        var spillover = Hazards.Spillover(a, levers[Lever.Community], imitation);
        var drawn = Hazards.Drawn(a, start.Supported ? Funded : 0, CommittedShare, neighbourhood.FamilyCommittedShare, imitation, spillover);
        var decide = Hazards.Decide(drawn, Hazards.Fit<Lanes1>(a, Alignment, Evidence), frailty, steadiness, decideFactor) * openness;
        var contract = Math.Min(1, (Hazards.Contract<Lanes1>(a, levers[Lever.Regulation]) * calendar.Procurement(surroundings.Month)).Value);
        var helped = Hazards.GoLiveHelped(a, levers[Lever.Infrastructure], implementation, neighbourhood.CapacityShare);
        var goLive = Math.Min(1, Hazards.GoLive(a, helped, Team).Value);
        var abandon = Hazards.Abandon(a, Stability, Alignment, abandonFactor, Hazards.AbandonHelped(a, implementation), onCliff) * Lanes1.Select(Incident, a.IncidentAbandon, 1);

        var decided = decideChannel.LiveShare(Elementary.OneMinusExp(decide).Value, Undecided);
        var abandoned = abandonChannel.LiveShare(Elementary.OneMinusExp(abandon).Value, Live);
        var wentLive = goLiveChannel.LiveShare(goLive, Implementing);
        var entering = decided;
        for (var stage = 0; stage < (int)a.ContractStages.Value; stage++)
        {
            var leaving = contractChannels[stage].LiveShare(contract, contracting[stage]);
            contracting[stage] += entering - leaving;
            entering = leaving;
        }

        Undecided -= decided;
        Implementing += entering - wentLive;
        Live += wentLive - abandoned;
        Abandoned += abandoned;
        return wentLive;
    }

    /// <summary>Costs and benefits of the month (step 10).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void CreateValue(int goLives)
    {
        ref readonly var value = ref terms.Value;
        LocalCost = goLives * value.Deploy.Value + Live * value.Running.Value * PerYear;
        CashBenefit = Live * YearlyBenefit() * PerYear;
        var worth = SiteWorth.Of<Lanes1>(value, surroundings.Levers[Lever.Capability], surroundings.Discount, surroundings.HealthDiscount);
        Qalys = Live * worth.Qalys.Value;
        Patients = Live * value.Patients.Value;
        DiscountedHealthBenefit = Live * worth.Health.Value;
        DiscountedBenefit = worth.Benefit(Live, benefitFactor, DiscountedHealthBenefit).Value;
        DiscountedCost = worth.Cost(Live, goLives, DiscountedCost).Value;
    }

    /// <summary>Evidence and fit grow (step 11).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Learn(int live)
    {
        var delivering = start.InDelivery && !surroundings.Blocked;
        var validation = delivering && start.Stage == Stage.Validation ? terms.ValidationGain.Value * Team * Stability : 0;
        var gain = Lanes1.MultiplyAdd(terms.LiveGain, live, validation);
        Evidence = Math.Min(1, Lanes1.MultiplyAdd(gain, 1 - Evidence, Evidence).Value);
        if (delivering)
            Alignment = Lanes1.MultiplyAdd(terms.InvolvementGain * Funded, 1 - Alignment, Alignment).Value;
    }

    /// <summary>Incidents fire (step 12); one that fires lasts from next month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void SufferIncidents(int live, double evidence)
    {
        ref readonly var a = ref terms.Adoption;
        var lasts = IncidentMonths > 0;
        var fired = start.Stage == Stage.Adoption && a.IncidentRate.Value > 0
            ? incidentChannel.Live(Hazards.Incidents<Lanes1>(a, live, evidence, surroundings.Levers[Lever.Regulation]).Value, int.MaxValue)
            : 0;
        if (lasts)
            IncidentMonths -= 1;
        else if (fired > 0)
            IncidentMonths = a.IncidentMonths.Value;
    }

    /// <summary>Speed that prerequisites which stopped unmet have left.</summary>
    double Fallback()
    {
        var speed = 1.0;
        for (var lost = 0; lost < surroundings.LostPrerequisites; lost++)
            speed *= terms.FallbackRate.Value;
        return speed;
    }

    double Realised() => terms.Value.Realised(surroundings.Levers[Lever.Capability]).Value;

    double YearlyBenefit() => terms.Value.Benefit.Value * Realised() * benefitFactor;

    static Lever LeverOf(Stage stage) => stage switch
    {
        Stage.Discovery => Lever.Community,
        Stage.Development => Lever.Capability,
        Stage.Validation => Lever.Infrastructure,
        _ => Lever.Regulation,
    };
}
