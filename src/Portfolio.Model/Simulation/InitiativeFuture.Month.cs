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
            Team += (Funded - Team) * (Funded > Team ? terms.HireRate : terms.LossRate).Value;
        else if (start.Stage == Stage.Adoption)
            Team *= 1 - terms.LossRate.Value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Deliver()
    {
        var stage = (int)Stage;
        var draw = 4 * Attempt + stage;
        var length = terms.StageMonths[stage] * Spread.Of(terms.DurationSigma, draws.Normal(RandomStream.StageDuration, draw));
        Progress += StageProgress.InMonth(
            Team,
            Elementary.Power(Stability * terms.InverseStability, terms.StabilityPower),
            terms.LeverEffect[stage],
            surroundings.Levers[LeverOf(Stage)],
            Fallback(),
            length).Value;
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
        var site = new SiteView<Lanes1>(
            CommittedShare,
            neighbourhood.FamilyCommittedShare,
            start.Supported ? Funded : 0,
            Evidence,
            Alignment,
            Stability,
            calendar.Openness(surroundings.Month) * neighbourhood.FamilyOpenness * Lanes1.Select(Incident, a.IncidentOpenness, 1).Value);
        var levers = surroundings.Levers;
        Lanes1 implementation = levers[Lever.Implementation];
        var frailty = Elementary.Power(Undecided * terms.InverseEligible, a.SiteVariance);
        var steadiness = Elementary.Power(Stability * terms.InverseStability, a.StabilityPower);
        var onCliff = Mask(!start.Supported && YearlyBenefit() < terms.Value.Running.Value);
        var decide = Hazards.Decide(a, site, frailty, steadiness, decideFactor, levers[Lever.Community]);
        var contract = Math.Min(1, Hazards.Contract(a, levers[Lever.Regulation], calendar.Procurement(surroundings.Month)).Value);
        var goLive = Math.Min(1, Hazards.GoLive(a, levers[Lever.Infrastructure], implementation, Team, neighbourhood.CapacityShare).Value);
        var abandon = Hazards.Abandon(a, site, abandonFactor, implementation, onCliff, Incident);

        var decided = decideChannel.Live(Undecided * Elementary.OneMinusExp(decide).Value, Undecided);
        var abandoned = abandonChannel.Live(Live * Elementary.OneMinusExp(abandon).Value, Live);
        var wentLive = goLiveChannel.Live(Implementing * goLive, Implementing);
        var entering = decided;
        for (var stage = 0; stage < (int)a.ContractStages.Value; stage++)
        {
            var leaving = contractChannels[stage].Live(contracting[stage] * contract, contracting[stage]);
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
        Qalys = Live * value.Qalys.Value * Realised();
        Patients = Live * value.Patients.Value;
    }

    /// <summary>Evidence and fit grow (step 11).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Learn(int live)
    {
        var delivering = start.InDelivery && !surroundings.Blocked;
        var validation = delivering && start.Stage == Stage.Validation ? terms.ValidationGain.Value * Team * Stability : 0;
        Evidence = Math.Min(1, Evidence + (validation + terms.LiveGain.Value * live * terms.InverseEligible.Value) * (1 - Evidence));
        if (delivering)
            Alignment += terms.InvolvementGain.Value * Funded * (1 - Alignment);
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
