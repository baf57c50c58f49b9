using System.Runtime.CompilerServices;
using Portfolio.Model.Adoption;
using Portfolio.Model.Delivery;
using Portfolio.Model.Distributions;
using Portfolio.Model.Events;
using Portfolio.Model.Lanes;
using Portfolio.Model.Leadership;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Simulation;

/// <summary>
/// One initiative in one replication, stepped month by month through phases: <see cref="Open"/>, <see cref="Claim"/>,
/// <see cref="Receive"/>, <see cref="Advance"/>. It knows the others only through its <see cref="Surroundings"/>, so that it may
/// as well live in an actor of its own.
/// </summary>
public sealed class InitiativeFuture
{
    const int MostContractStages = 4;

    const double PerYear = 1.0 / 12;

    readonly InitiativeTerms<Lanes1> terms;
    readonly double overrun;
    readonly double decideFactor;
    readonly double abandonFactor;
    readonly double benefitFactor;
    readonly InitiativeCalendar calendar;
    readonly Draws draws;
    readonly Post post;
    readonly int[] contracting = new int[MostContractStages];
    readonly Channel[] contractChannels = new Channel[MostContractStages];
    Channel decideChannel;
    Channel goLiveChannel;
    Channel abandonChannel;
    Channel incidentChannel;
    Surroundings surroundings;
    Neighbourhood neighbourhood;
    MonthStart start;
    double starvedMonths;
    double monthsInAdoption;
    bool supportEnded;

    /// <summary>The initiative as its first month finds it.</summary>
    public InitiativeFuture(PortfolioModel portfolio, int index, ParameterSet parameters, InitiativeCalendar calendar, int replication)
    {
        this.calendar = calendar;
        var model = portfolio.Initiatives[index];
        draws = new Draws(portfolio.Seed, model.Entity, (uint)replication);
        ref readonly var p = ref parameters.Initiative(index);
        terms = InitiativeTerms.Of(p, parameters.Portfolio);
        overrun = p.DeliveryOverrun;
        post = new Post(terms.Post, model.StartsVacant, draws);
        Quality = draws.Normal(RandomStream.Quality, 0);
        decideFactor = Spread.Of(terms.DecideSpread, Quality).Value;
        abandonFactor = Spread.Of<Lanes1>(terms.AbandonSpread, -Quality).Value;
        benefitFactor = Spread.Of(terms.BenefitSpread, Quality).Value;
        decideChannel = new Channel(draws, RandomStream.Decide);
        goLiveChannel = new Channel(draws, RandomStream.GoLive);
        abandonChannel = new Channel(draws, RandomStream.Abandon);
        incidentChannel = new Channel(draws, RandomStream.Incident);
        for (var stage = 0; stage < MostContractStages; stage++)
            contractChannels[stage] = new Channel(draws, RandomStream.Contract + (uint)stage);

        Stage = Furthest = model.Stage;
        Progress = p.Progress;
        Attempt = (int)p.Attempt;
        starvedMonths = p.StarvedMonths;
        monthsInAdoption = p.MonthsInAdoption;
        ReceivedSoFar = p.Received;
        Team = p.Team;
        Evidence = p.EvidenceStart;
        Alignment = p.AlignmentStart;
        Eligible = (int)p.SitesEligible;
        Implementing = (int)p.SitesImplementing;
        Live = PeakLive = (int)p.SitesLive;
        Abandoned = (int)p.SitesAbandoned;
        for (var stage = 0; stage < MostContractStages; stage++)
            contracting[stage] = model.Contracting[stage];
        Undecided = Eligible - Contracting - Implementing - Live - Abandoned;
    }

    /// <summary>Stage at the month's end.</summary>
    public Stage Stage { get; private set; }

    /// <summary>Furthest stage reached.</summary>
    public Stage Furthest { get; private set; }

    /// <summary>Why it stopped.</summary>
    public StopReason StopReason { get; private set; }

    /// <summary>Progress in its stage, 0–1.</summary>
    public double Progress { get; private set; }

    /// <summary>Reworks so far, over all stages, with those before the start.</summary>
    public int Attempt { get; private set; }

    /// <summary>Share of the team in place.</summary>
    public double Team { get; private set; }

    /// <summary>Evidence, 0–1.</summary>
    public double Evidence { get; private set; }

    /// <summary>Fit to a need, 0–1.</summary>
    public double Alignment { get; private set; }

    /// <summary>Quality: standard normal, for life.</summary>
    public double Quality { get; }

    /// <summary>Sites it is made for.</summary>
    public int Eligible { get; }

    /// <summary>Sites that have not decided.</summary>
    public int Undecided { get; private set; }

    /// <summary>Sites that contract, over all sub-stages.</summary>
    public int Contracting => contracting[0] + contracting[1] + contracting[2] + contracting[3];

    /// <summary>Sites that implement.</summary>
    public int Implementing { get; private set; }

    /// <summary>Live sites.</summary>
    public int Live { get; private set; }

    /// <summary>Sites that abandoned.</summary>
    public int Abandoned { get; private set; }

    /// <summary>Months to come in which an incident lasts; 0 without one.</summary>
    public double IncidentMonths { get; private set; }

    /// <summary>Most live sites at any month's end so far.</summary>
    public int PeakLive { get; private set; }

    /// <summary>Money received so far, with what it had before the start.</summary>
    public double ReceivedSoFar { get; private set; }

    /// <summary>What this month needed, in pounds.</summary>
    public double Need { get; private set; }

    /// <summary>What it received this month.</summary>
    public double Received { get; private set; }

    /// <summary>Funded share of this month's need; 1 where there is none.</summary>
    public double Funded { get; private set; } = 1;

    /// <summary>Stability of leadership that the month used.</summary>
    public double Stability { get; private set; }

    /// <summary>Whether the post was occupied this month.</summary>
    public bool LeaderInPost { get; private set; }

    /// <summary>Whether it was active this month: started and not stopped at its start.</summary>
    public bool Active => start.Active;

    /// <summary>Whether it was in adoption this month, from its start.</summary>
    public bool Adopting => start.Active && start.Stage == Stage.Adoption;

    /// <summary>Whether it was supported this month.</summary>
    public bool Supported => start.Supported;

    /// <summary>Whether central support has ended, or will have by the end of this month.</summary>
    public bool SupportOver => Stage == Stage.Adoption && (supportEnded || monthsInAdoption >= terms.SupportMonths.Value);

    /// <summary>First month of its life.</summary>
    public int StartMonth => calendar.StartMonth;

    /// <summary>Local cost of this month, in pounds.</summary>
    public double LocalCost { get; private set; }

    /// <summary>Cash benefit of this month, in pounds.</summary>
    public double CashBenefit { get; private set; }

    /// <summary>Quality-adjusted life years of this month.</summary>
    public double Qalys { get; private set; }

    /// <summary>Patients reached this month.</summary>
    public double Patients { get; private set; }

    /// <summary>Discounted benefits of this month, in pounds.</summary>
    public double DiscountedBenefit { get; private set; }

    /// <summary>Discounted costs of this month, in pounds.</summary>
    public double DiscountedCost { get; private set; }

    double CommittedShare => (Contracting + Implementing + Live) * terms.InverseEligible.Value;

    Lanes1 Incident => Mask(IncidentMonths > 0);

    /// <summary>Opens a month: its events take effect (step 1).</summary>
    /// <returns>What the others see of it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Signal Open(int month)
    {
        var started = month >= calendar.StartMonth;
        foreach (var happening in calendar.Happenings(month))
            Suffer(happening, started);
        var active = started && Stage != Stage.Stopped;
        start = new MonthStart(started, active, Stage, active && Stage == Stage.Adoption && !SupportOver);
        return Show();
    }

    /// <summary>A new programme leader resets the strategy (step 3).</summary>
    public void Reset(double loss)
    {
        if (start.InDelivery)
            Progress *= 1 - loss;
    }

    /// <summary>Stability, need and claim of the month (steps 4 and 5).</summary>
    /// <returns>The claim in pounds: the need, as far as the award's ceiling allows.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Claim(in Surroundings around)
    {
        surroundings = around;
        LeaderInPost = post.Occupied;
        Stability = Leadership.Stability.Of<Lanes1>(
            around.Framework, around.ProgrammeWeight, around.ProgrammeEffectiveness, post.Effectiveness).Value;
        Need = start.InDelivery && !around.Blocked
            ? terms.StageCost[(int)Stage].Value * overrun + terms.InvolvementCost.Value
            : start.Supported ? terms.SupportCost.Value + terms.SiteSupportCost.Value * (Contracting + Implementing) : 0;
        return Math.Min(Need, Math.Max(0, terms.AwardCeiling.Value - ReceivedSoFar));
    }

    /// <summary>The month's money comes in (step 6); one that has been starved for too long stops (the beginning of step 8).</summary>
    /// <returns>What the others see of it from here on.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Signal Receive(double amount)
    {
        Received = amount;
        ReceivedSoFar += amount;
        Funded = Need > 0 ? amount / Need : 1;
        if (start.InDelivery)
        {
            starvedMonths = !surroundings.Blocked && Funded < terms.StarvedBelow.Value ? starvedMonths + 1 : 0;
            if (starvedMonths > 0 && starvedMonths >= terms.PatienceMonths.Value)
                Stop(StopReason.Unfunded);
        }

        return Show();
    }

    /// <summary>Lives through the month: team, delivery, adoption, value, evidence, incidents, post (steps 7 to 12 and 14).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Advance(in Neighbourhood others)
    {
        neighbourhood = others;
        (LocalCost, CashBenefit, Qalys, Patients) = (0, 0, 0, 0);
        if (start.Active)
        {
            ChangeTeam();
            if (StopReason != StopReason.Unfunded)
                LiveThroughMonth();
        }

        DiscountedBenefit = CashBenefit * surroundings.Discount + Qalys * terms.Value.QalyValue.Value * surroundings.HealthDiscount;
        DiscountedCost = (Received + LocalCost) * surroundings.Discount;
    }

    void Suffer(InitiativeHappening happening, bool started)
    {
        if (Stage == Stage.Stopped)
            return;
        switch (happening)
        {
            case InitiativeHappening.Stop when started && Stage == Stage.Adoption:
                supportEnded = true;
                break;
            case InitiativeHappening.Stop:
                Stop(StopReason.Cancelled);
                break;
            case InitiativeHappening.Commitment { Count: var count } when started:
                var committed = (int)Math.Min(count, Undecided);
                Undecided -= committed;
                contracting[0] += committed;
                break;
            case InitiativeHappening.Incident when started:
                IncidentMonths = Math.Max(IncidentMonths, terms.Adoption.IncidentMonths.Value);
                break;
        }
    }

    Signal Show()
    {
        var stopped = Stage == Stage.Stopped;
        var familyOpenness = IncidentMonths > 0 ? terms.Adoption.FamilyOpenness.Value : 1;
        return new Signal(start.Started, start.Active && !stopped, stopped, Furthest, CommittedShare, Implementing, familyOpenness);
    }

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

    void Stop(StopReason reason)
    {
        Stage = Stage.Stopped;
        StopReason = reason;
        IncidentMonths = 0;
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

    static Lanes1 Mask(bool holds) => Lanes1.OfBits(holds ? ulong.MaxValue : 0);

    static Lever LeverOf(Stage stage) => stage switch
    {
        Stage.Discovery => Lever.Community,
        Stage.Development => Lever.Capability,
        Stage.Validation => Lever.Infrastructure,
        _ => Lever.Regulation,
    };

    /// <summary>How the month began, once its events had happened.</summary>
    readonly record struct MonthStart(bool Started, bool Active, Stage Stage, bool Supported)
    {
        public bool InDelivery => Active && Stage < Stage.Adoption;
    }
}
