using System.Runtime.CompilerServices;
using Portfolio.Model.Adoption;
using Portfolio.Model.Delivery;
using Portfolio.Model.Events;
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

    readonly InitiativeModel model;
    readonly ParameterSet parameters;
    readonly int index;
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
    double incidentMonths;
    int attempt;
    bool supportEnded;

    /// <summary>The initiative as its first month finds it.</summary>
    public InitiativeFuture(PortfolioModel portfolio, int index, ParameterSet parameters, InitiativeCalendar calendar, int replication)
    {
        (this.index, this.parameters, this.calendar) = (index, parameters, calendar);
        model = portfolio.Initiatives[index];
        draws = new Draws(portfolio.Seed, model.Entity, (uint)replication);
        ref readonly var p = ref Parameters;
        post = new Post(p.Leadership, model.StartsVacant, draws);
        Quality = draws.Normal(RandomStream.Quality, 0);
        decideChannel = new Channel(draws, RandomStream.Decide);
        goLiveChannel = new Channel(draws, RandomStream.GoLive);
        abandonChannel = new Channel(draws, RandomStream.Abandon);
        incidentChannel = new Channel(draws, RandomStream.Incident);
        for (var stage = 0; stage < MostContractStages; stage++)
            contractChannels[stage] = new Channel(draws, RandomStream.Contract + (uint)stage);

        Stage = Furthest = model.Stage;
        Progress = p.Progress;
        attempt = (int)p.Attempt;
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
    public bool SupportOver => Stage == Stage.Adoption && (supportEnded || monthsInAdoption >= Parameters.FundingSupportMonths);

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

    ref readonly InitiativeParameters Parameters => ref parameters.Initiative(index);

    ref readonly PortfolioParameters Programme => ref parameters.Portfolio;

    double CommittedShare => (Contracting + Implementing + Live) / (double)Eligible;

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
        ref readonly var p = ref Parameters;
        LeaderInPost = post.Occupied;
        Stability = Leadership.Stability.Of(
            around.Framework, Programme.FrameworkProgrammeWeight, around.ProgrammeEffectiveness, post.Effectiveness(p.Leadership));
        Need = start.InDelivery && !around.Blocked
            ? p.DeliveryStageCostPerMonth[(int)Stage] * p.DeliveryOverrun + p.AlignmentInvolvementCostPerMonth
            : start.Supported ? p.FundingSupportCostPerMonth + p.FundingSiteSupportCostPerMonth * (Contracting + Implementing) : 0;
        return Math.Min(Need, Math.Max(0, p.FundingAwardCeiling - ReceivedSoFar));
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
            starvedMonths = !surroundings.Blocked && Funded < Parameters.DeliveryStarvedBelow - 1e-9 ? starvedMonths + 1 : 0;
            if (starvedMonths > 0 && starvedMonths >= Parameters.DeliveryPatienceMonths)
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

        DiscountedBenefit = CashBenefit * surroundings.Discount + Qalys * Programme.ValuationQalyValue * surroundings.HealthDiscount;
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
                incidentMonths = Math.Max(incidentMonths, Parameters.SafetyIncidentMonths);
                break;
        }
    }

    Signal Show()
    {
        var stopped = Stage == Stage.Stopped;
        var familyOpenness = incidentMonths > 0 ? Parameters.SafetyFamilyOpenness : 1;
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
                Parameters.Leadership, Funded, calendar.Turnover(surroundings.Month), calendar.Departs(surroundings.Month), calendar.Arrives(surroundings.Month));
        }
    }

    void ChangeTeam()
    {
        ref readonly var p = ref Parameters;
        if ((start.InDelivery && !surroundings.Blocked) || start.Supported)
            Team += (Funded - Team) * (Funded > Team ? p.DeliveryHireRate : p.DeliveryLossRate);
        else if (start.Stage == Stage.Adoption)
            Team *= 1 - p.DeliveryLossRate;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Deliver()
    {
        ref readonly var p = ref Parameters;
        var stage = (int)Stage;
        var draw = 4 * attempt + stage;
        Progress += StageProgress.InMonth(
            Team,
            Stability / Programme.ReferenceStability,
            p.DeliveryStabilityPower,
            p.DeliveryLeverEffect[stage],
            surroundings.Levers[LeverOf(Stage)],
            Math.Pow(p.DeliveryFallbackRate, surroundings.LostPrerequisites),
            p.DeliveryStageMonths[stage],
            draws.Lognormal(RandomStream.StageDuration, draw, 1, p.DeliveryDurationCv));
        if (Progress < 1 - 1e-9)
            return;

        if (Gate.Passes(p.DeliveryGateProbability[stage], p.QualityGateDiscrimination[stage], Quality, draws.Uniform(RandomStream.Gate, draw)))
        {
            Progress = 0;
            Stage = Furthest = Stage + 1;
        }
        else if (draws.Uniform(RandomStream.Rework, draw) < p.DeliveryReworkProbability[stage])
        {
            Progress = 0;
            attempt++;
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
        ref readonly var p = ref Parameters;
        var site = new SiteView(
            Undecided / (double)Eligible,
            CommittedShare,
            neighbourhood.FamilyCommittedShare,
            start.Supported ? Funded : 0,
            Evidence,
            Alignment,
            Stability,
            calendar.Openness(surroundings.Month) * neighbourhood.FamilyOpenness * (incidentMonths > 0 ? p.SafetyIncidentOpenness : 1),
            Quality);
        var onCliff = !start.Supported && YearlyBenefit() < p.ValueSiteRunningCostPerYear;
        var decide = Hazards.Decide(p, Programme, site, surroundings.Levers);
        var contract = Math.Min(1, Hazards.Contract(p, surroundings.Levers, calendar.Procurement(surroundings.Month)));
        var goLive = Math.Min(1, Hazards.GoLive(p, surroundings.Levers, Team, neighbourhood.CapacityShare));
        var abandon = Hazards.Abandon(p, Programme, site, surroundings.Levers, onCliff, incidentMonths > 0);

        var decided = decideChannel.Live(Undecided * (1 - Math.Exp(-decide)), Undecided);
        var abandoned = abandonChannel.Live(Live * (1 - Math.Exp(-abandon)), Live);
        var wentLive = goLiveChannel.Live(Implementing * goLive, Implementing);
        var entering = decided;
        for (var stage = 0; stage < (int)p.AdoptionContractStages; stage++)
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
        ref readonly var p = ref Parameters;
        var realised = RealisedShare();
        LocalCost = goLives * p.ValueSiteDeployCost + Live * p.ValueSiteRunningCostPerYear / 12;
        CashBenefit = Live * YearlyBenefit() / 12;
        Qalys = Live * p.ValueSiteQalysPerYear / 12 * realised;
        Patients = Live * p.ValueSitePatientsPerYear / 12;
    }

    /// <summary>Evidence and fit grow (step 11).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Learn(int live)
    {
        ref readonly var p = ref Parameters;
        var delivering = start.InDelivery && !surroundings.Blocked;
        var validation = delivering && start.Stage == Stage.Validation ? p.EvidenceValidationGain * Team * Stability : 0;
        Evidence = Math.Min(1, Evidence + (validation + p.EvidenceLiveGain * live / Eligible) * (1 - Evidence));
        if (delivering)
            Alignment += p.AlignmentInvolvementGain * Funded * (1 - Alignment);
    }

    /// <summary>Incidents fire (step 12); one that fires lasts from next month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void SufferIncidents(int live, double evidence)
    {
        ref readonly var p = ref Parameters;
        var lasts = incidentMonths > 0;
        var fired = start.Stage == Stage.Adoption && p.SafetyIncidentRate > 0
            ? incidentChannel.Live(Hazards.Incidents(p, surroundings.Levers, live, evidence), int.MaxValue)
            : 0;
        if (lasts)
            incidentMonths -= 1;
        else if (fired > 0)
            incidentMonths = p.SafetyIncidentMonths;
    }

    void Stop(StopReason reason)
    {
        Stage = Stage.Stopped;
        StopReason = reason;
        incidentMonths = 0;
    }

    double RealisedShare()
    {
        ref readonly var p = ref Parameters;
        return p.ValueRealisedFloor + (1 - p.ValueRealisedFloor) * surroundings.Levers[Lever.Capability];
    }

    double YearlyBenefit() =>
        Parameters.ValueSiteBenefitPerYear * RealisedShare() * Hazards.Spread(Parameters.QualityBenefitSpread, Quality);

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
