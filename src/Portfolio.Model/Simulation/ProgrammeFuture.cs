using Portfolio.Model.Events;
using Portfolio.Model.Funding;
using Portfolio.Model.Lanes;
using Portfolio.Model.Leadership;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Simulation;

/// <summary>
/// The programme in one replication: its purse, its leader, its framework and its levers, stepped month by month through
/// <see cref="Open"/>, <see cref="Claim"/>, <see cref="Allocate"/>, <see cref="FractionOf"/>, <see cref="Book"/> and <see cref="Close"/>.
/// </summary>
public sealed class ProgrammeFuture
{
    readonly PortfolioModel model;
    readonly ParameterSet parameters;
    readonly EventCalendar calendar;
    readonly Draws draws;
    readonly Post post;
    readonly Purse purse;
    readonly Lanes1[] grants = new Lanes1[(int)Claimant.Framework + 1];
    readonly double[] income;
    readonly double scenarioCosts;
    LeverStocks levers;
    double carry;
    double needs;
    double paid;
    int month;

    /// <summary>The programme as its first month finds it.</summary>
    public ProgrammeFuture(PortfolioModel model, ParameterSet parameters, EventCalendar calendar, int replication)
    {
        (this.model, this.parameters, this.calendar) = (model, parameters, calendar);
        draws = new Draws(model.Seed, 0, (uint)replication);
        post = new Post(PostTerms.Of(Parameters.Leadership), model.StartsVacant, draws);
        purse = new Purse(model.Allocation.Tiers);
        income = new double[model.Months];
        model.Income.Fill(income, model.Income.Settlements(parameters, replication), 1, parameters, calendar);
        scenarioCosts = model.ScenarioCosts.Sum(cost => parameters[cost]);
        carry = Parameters.BudgetCarry;
        Framework = Parameters.FrameworkStrength;
        for (var lever = 0; lever < LeverParametersByKind.Length; lever++)
            levers[lever] = Parameters.Levers[lever].Start;
    }

    /// <summary>Strength of the enduring framework.</summary>
    public double Framework { get; private set; }

    /// <summary>Stocks of the levers.</summary>
    public LeverStocks Levers => levers;

    /// <summary>Money that came in this month.</summary>
    public double Budget { get; private set; }

    /// <summary>Money there was to give: what came in and what was carried.</summary>
    public double Pot { get; private set; }

    /// <summary>Money received by everybody this month.</summary>
    public double Received => paid;

    /// <summary>Money needed by everybody this month.</summary>
    public double Need => needs;

    /// <summary>Money carried into the next month.</summary>
    public double Carried => carry;

    /// <summary>Money lost at the end of a fiscal year.</summary>
    public double Lost { get; private set; }

    /// <summary>Money of grants that claimants spent this month beside what was allocated; those to the pot are in <see cref="Budget"/>.</summary>
    public double Granted { get; private set; }

    /// <summary>Allocated money that grants below 0 took back this month. It leaves the programme.</summary>
    public double TakenBack { get; private set; }

    /// <summary>Whether the programme's post was occupied this month.</summary>
    public bool LeaderInPost { get; private set; }

    /// <summary>Whether a new leader reset the strategy this month.</summary>
    public bool StrategyReset { get; private set; }

    /// <summary>Effectiveness of the programme's post.</summary>
    public double Effectiveness => post.Effectiveness;

    /// <summary>What it lacks of 1.</summary>
    public double Shortfall => post.Shortfall;

    /// <summary>Received this month by levers, framework and scenario.</summary>
    public double OwnReceived { get; private set; }

    /// <summary>What these needed over all months.</summary>
    public double AllOwnNeed { get; private set; }

    /// <summary>What they received over all months.</summary>
    public double AllOwnReceived { get; private set; }

    /// <summary>What that costs, discounted.</summary>
    public double AllOwnCost { get; private set; }

    ref readonly PortfolioParameters Parameters => ref parameters.Portfolio;

    /// <summary>What grants have left a lever or the framework to spend, or below 0 have yet to take back, in pounds.</summary>
    public double GrantsOf(Claimant claimant) => grants[(int)claimant].Value;

    /// <summary>Opens a month: events, money in, strategy reset (steps 1 to 3).</summary>
    /// <returns>Whether a new leader resets the strategy.</returns>
    public bool Open(int month)
    {
        this.month = month;
        if (calendar.FrameworkStrength(month) is var strength && !double.IsNaN(strength))
            Framework = strength;

        Budget = income[month];
        Pot = Budget + carry;
        LeaderInPost = post.Occupied;
        StrategyReset = post.NewThisMonth
            && draws.Uniform(RandomStream.StrategyReset, post.Leader) < Parameters.FrameworkResetProbability * (1 - Framework);
        if (StrategyReset)
            Framework *= 1 - Parameters.FrameworkErosion;
        purse.Open();
        (needs, paid, Granted, TakenBack) = (0, 0, 0, 0);
        return StrategyReset;
    }

    /// <summary>An initiative's claim (step 5).</summary>
    public void Claim(int initiative, double need, double claim, bool inAdoption, double evidence)
    {
        needs += need;
        purse.Claim(TierOf(initiative, inAdoption, evidence), claim);
    }

    /// <summary>Adds the programme's own claims and settles who gets what (steps 5 and 6).</summary>
    /// <remarks>
    /// Needs are summed up as <see cref="Close"/> sums up what is received: with ample money the two are then equal to the last bit, and
    /// the programme's leader does not feel how the sums round with whoever else is there.
    /// </remarks>
    public void Allocate()
    {
        var own = ClaimOwn(scenarioCosts);
        for (var lever = 0; lever < LeverParametersByKind.Length; lever++)
            own += ClaimOwn(calendar.LeverSpend(lever, month)) + Fill((Claimant)lever);
        own += ClaimOwn(Parameters.FrameworkPlannedSpendPerMonth) + Fill(Claimant.Framework);
        needs += own;
        AllOwnNeed += own;
        purse.Allocate(Pot);
    }

    /// <summary>The share of its claim that is allocated to an initiative.</summary>
    public double FractionOf(int initiative, bool inAdoption, double evidence) => purse.FractionOf(TierOf(initiative, inAdoption, evidence));

    /// <summary>Books what an initiative received of what was allocated to it, its grants added or taken back.</summary>
    public void Book(double allocated, double received)
    {
        paid += received;
        BookGrant(allocated, received);
    }

    /// <summary>Closes the month: stocks, carry and post (the end of step 6, steps 13 and 14).</summary>
    /// <param name="discount">Discount factor of money.</param>
    public void Close(double discount)
    {
        OwnReceived = PayOwn(scenarioCosts);
        for (var lever = 0; lever < LeverParametersByKind.Length; lever++)
        {
            ref readonly var p = ref Parameters.Levers[lever];
            var received = PayOwn(calendar.LeverSpend(lever, month), (Claimant)lever);
            OwnReceived += received;
            levers[lever] = Stock.Next<Lanes1>(levers[lever], received, p.FullSpendPerMonth, p.Gain, p.Decay).Value;
        }

        var stewardship = PayOwn(Parameters.FrameworkPlannedSpendPerMonth, Claimant.Framework);
        OwnReceived += stewardship;
        Framework = Stock.Next<Lanes1>(Framework, stewardship, Parameters.FrameworkFullSpendPerMonth, Parameters.FrameworkGain, Parameters.FrameworkDecay).Value;
        paid += OwnReceived;
        AllOwnReceived += OwnReceived;
        AllOwnCost += OwnReceived * discount;

        var yearEnds = model.FiscalYearIndex(month + 1) != model.FiscalYearIndex(month);
        carry = yearEnds ? purse.Left * Parameters.BudgetCarryForward : purse.Left;
        Lost = purse.Left - carry;
        post.Close(
            needs > 0 ? paid / needs : 1, calendar.Turnover(month), calendar.Departs(month), calendar.Arrives(month));
    }

    double ClaimOwn(double amount)
    {
        purse.Claim(model.Allocation.LeverTier, amount);
        return amount;
    }

    double PayOwn(double claim) => claim * purse.FractionOf(model.Allocation.LeverTier);

    /// <summary>What a lever or the framework receives, its grants added or taken back.</summary>
    double PayOwn(double claim, Claimant claimant)
    {
        var allocated = PayOwn(claim);
        var received = GrantPurse.Receive(ref grants[(int)claimant], allocated, double.PositiveInfinity).Value;
        BookGrant(allocated, received);
        return received;
    }

    /// <summary>This month's grants come in.</summary>
    /// <returns>What the claimant needs beside its planned spend: all that its grants bring it, as it can always spend.</returns>
    double Fill(Claimant claimant)
    {
        ref var granted = ref grants[(int)claimant];
        granted += calendar.Grant(claimant, month);
        return Math.Max(0, granted.Value);
    }

    void BookGrant(double allocated, double received)
    {
        Granted += Math.Max(0, received - allocated);
        TakenBack += Math.Max(0, allocated - received);
    }

    int TierOf(int initiative, bool inAdoption, double evidence) =>
        model.Allocation.InitiativeTier(initiative, inAdoption, evidence, Parameters.AllocationEvidenceBar);
}
