using System.Runtime.CompilerServices;
using Portfolio.Model.Adoption;
using Portfolio.Model.Distributions;
using Portfolio.Model.Events;
using Portfolio.Model.Funding;
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
public sealed partial class InitiativeFuture
{
    const int MostContractStages = 4;

    const double PerYear = 1.0 / 12;

    readonly InitiativeTerms<Lanes1> terms;
    readonly PowerTable? steadinessTable;
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
    Lanes1 purse;
    double claim;
    readonly double receivedBefore;
    double received;
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
        steadinessTable = portfolio.DeliverySteadiness[index];
        overrun = p.DeliveryOverrun;
        post = new Post(terms.Post, model.StartsVacant, draws);
        Quality = draws.Normal(RandomStream.Quality, 0);
        decideFactor = (Spread.Of(terms.DecideSpread, Quality) * terms.Adoption.AtReference).Value;
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
        receivedBefore = p.Received;
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

    /// <summary>Sites that contract, by sub-stage.</summary>
    public IReadOnlyList<int> ContractingByStage => contracting;

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
    public double ReceivedSoFar => receivedBefore + received;

    /// <summary>What this month needed, in pounds.</summary>
    public double Need { get; private set; }

    /// <summary>What the programme allocated to it this month.</summary>
    public double Allocated { get; private set; }

    /// <summary>What grants have left it to spend, or below 0 have yet to take back, in pounds.</summary>
    public double Purse => purse.Value;

    /// <summary>What it received this month, with its grants.</summary>
    public double Received { get; private set; }

    /// <summary>Funded share of this month's need; 1 where there is none.</summary>
    public double Funded { get; private set; } = 1;

    /// <summary>Stability of leadership that the month used.</summary>
    public double Stability { get; private set; }

    /// <summary>Whether the post was occupied this month.</summary>
    public bool LeaderInPost { get; private set; }

    /// <summary>Its leader's post as it is now; at a month's end, as the next month finds it.</summary>
    public PostStanding Post => post.Standing;

    /// <summary>Months in a row in which it has been starved of money.</summary>
    public double StarvedMonths => starvedMonths;

    /// <summary>Such months after which it stops.</summary>
    public double PatienceMonths => terms.PatienceMonths.Value;

    /// <summary>Months in adoption so far.</summary>
    public double MonthsInAdoption => monthsInAdoption;

    /// <summary>Whether its life has begun.</summary>
    public bool Started => start.Started;

    /// <summary>Whether its delivery waited for another initiative this month.</summary>
    public bool Blocked => start.InDelivery && surroundings.Blocked;

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

    /// <summary>Part of it that QALYs bring, in pounds.</summary>
    public double DiscountedHealthBenefit { get; private set; }

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
        Stability = around.Stability.At(post.Shortfall).Value;
        Need = start.InDelivery && !around.Blocked
            ? terms.StageCost[(int)Stage].Value * overrun + terms.InvolvementCost.Value
            : start.Supported ? Lanes1.MultiplyAdd(terms.SiteSupportCost, Contracting + Implementing, terms.SupportCost).Value : 0;
        claim = Math.Min(Need, Math.Max(0, terms.AwardCeiling.Value - receivedBefore - received));
        return claim;
    }

    /// <summary>The month's money and grants come in (step 6); one that has been starved for too long stops (the beginning of step 8).</summary>
    /// <param name="fraction">The share of its claim that the programme allocates to it.</param>
    /// <returns>What the others see of it from here on.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Signal Receive(double fraction)
    {
        Allocated = claim * fraction;
        purse += calendar.Grant(surroundings.Month);
        Received = GrantPurse.Receive(ref purse, Allocated, Need).Value;
        received += Received;
        Funded = Need > 0 ? FundedShare(fraction) : 1;
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
        (LocalCost, CashBenefit, Qalys, Patients, DiscountedBenefit, DiscountedHealthBenefit) = (0, 0, 0, 0, 0, 0);
        DiscountedCost = Received * surroundings.Discount;
        if (start.Active)
        {
            ChangeTeam();
            if (StopReason != StopReason.Unfunded)
                LiveThroughMonth();
        }

    }

    /// <summary>Where all that is needed is claimed, and no grant adds or takes, the share is the one that everybody gets: it need not be divided out.</summary>
    double FundedShare(double fraction) => Received == Need * fraction ? fraction : Received / Need;

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

    void Stop(StopReason reason)
    {
        Stage = Stage.Stopped;
        StopReason = reason;
        IncidentMonths = 0;
    }

    static Lanes1 Mask(bool holds) => Lanes1.OfBits(holds ? ulong.MaxValue : 0);

    /// <summary>How the month began, once its events had happened.</summary>
    readonly record struct MonthStart(bool Started, bool Active, Stage Stage, bool Supported)
    {
        public bool InDelivery => Active && Stage < Stage.Adoption;
    }
}
