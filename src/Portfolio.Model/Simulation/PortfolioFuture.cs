using System.Runtime.CompilerServices;
using Portfolio.Model.Events;
using Portfolio.Model.Lanes;
using Portfolio.Model.Leadership;
using Portfolio.Model.Parameters;

namespace Portfolio.Model.Simulation;

/// <summary>
/// One replication of a portfolio: the readable form of the model, month by month, one phase after the other. The vector
/// kernel must agree with it bit for bit.
/// </summary>
/// <remarks>
/// The methods of a month are compiled to their best at once: a short run would else be over before the runtime had noticed that
/// they are the ones that count.
/// </remarks>
public sealed class PortfolioFuture
{
    readonly (int Family, Prerequisite[] Prerequisites)[] ties;
    readonly InitiativeFuture[] initiatives;
    readonly Signal[] signals;
    readonly double[] claims;
    readonly double[] familyCommitted;
    readonly int[] familyStarted;
    readonly bool[] familyHasIncident;
    readonly double[] discount;
    readonly double[] healthDiscount;
    double npv;

    /// <summary>Replication <paramref name="replication"/> before its first month.</summary>
    public PortfolioFuture(PortfolioModel model, int replication)
    {
        Model = model;
        ties = model.Ties;
        Replication = replication;
        Parameters = model.Parameters.At(replication);
        var calendar = new EventCalendar(model, Parameters, replication);
        Programme = new ProgrammeFuture(model, Parameters, calendar, replication);
        initiatives = new InitiativeFuture[model.Initiatives.Count];
        for (var i = 0; i < initiatives.Length; i++)
            initiatives[i] = new InitiativeFuture(model, i, Parameters, calendar.Initiative(i), replication);

        signals = new Signal[initiatives.Length];
        claims = new double[initiatives.Length];
        var families = 1 + ties.Max(each => each.Family);
        familyCommitted = new double[families];
        familyStarted = new int[families];
        familyHasIncident = new bool[families];
        discount = Factors(model.Months, Parameters.Portfolio.ValuationDiscountRate);
        healthDiscount = Factors(model.Months, Parameters.Portfolio.ValuationHealthDiscountRate);
    }

    /// <summary>What is simulated.</summary>
    public PortfolioModel Model { get; }

    /// <summary>Index of the replication.</summary>
    public int Replication { get; }

    /// <summary>The replication's numbers.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The programme.</summary>
    public ProgrammeFuture Programme { get; }

    /// <summary>The initiatives, in the model's order.</summary>
    public IReadOnlyList<InitiativeFuture> Initiatives => initiatives;

    /// <summary>The next month to be lived through, from 0.</summary>
    public int Month { get; private set; }

    /// <summary>Net present value of the portfolio so far, in pounds.</summary>
    public double Npv => npv;

    /// <summary>Lives through the next month.</summary>
    public void Step()
    {
        Open();
        Claim();
        Pay();
        Advance();
        Programme.Close(discount[Month]);

        npv -= Programme.OwnReceived * discount[Month];
        foreach (var initiative in initiatives)
            npv += initiative.DiscountedBenefit - initiative.DiscountedCost;
        Month++;
    }

    /// <summary>Discount factor of money in a month.</summary>
    public double Discount(int month) => discount[month];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Open()
    {
        for (var i = 0; i < initiatives.Length; i++)
            signals[i] = initiatives[i].Open(Month);
        if (Programme.Open(Month))
        {
            foreach (var initiative in initiatives)
                initiative.Reset(Parameters.Portfolio.FrameworkResetLoss);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Claim()
    {
        var common = new Surroundings
        {
            Month = Month,
            Stability = Stability.Of<Lanes1>(Programme.Framework, Parameters.Portfolio.FrameworkProgrammeWeight, Programme.Shortfall),
            Levers = Programme.Levers,
            Blocked = false,
            LostPrerequisites = 0,
            Discount = discount[Month],
            HealthDiscount = healthDiscount[Month],
        };
        for (var i = 0; i < initiatives.Length; i++)
        {
            var (blocked, lost) = Dependencies(ties[i].Prerequisites);
            claims[i] = initiatives[i].Claim(common with { Blocked = blocked, LostPrerequisites = lost });
            Programme.Claim(i, initiatives[i].Need, claims[i], InAdoption(i), initiatives[i].Evidence);
        }

        Programme.Allocate();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Pay()
    {
        for (var i = 0; i < initiatives.Length; i++)
        {
            var fraction = Programme.FractionOf(i, InAdoption(i), initiatives[i].Evidence);
            var allocated = claims[i] * fraction;
            signals[i] = initiatives[i].Receive(allocated, fraction);
            Programme.Book(allocated, initiatives[i].Received);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Advance()
    {
        SumFamilies();
        var capacity = CapacityShare();
        for (var i = 0; i < initiatives.Length; i++)
            initiatives[i].Advance(new Neighbourhood(capacity, FamilyCommittedShare(i), FamilyOpenness(i)));
    }

    bool InAdoption(int index) => initiatives[index].Stage == Stage.Adoption;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void SumFamilies()
    {
        Array.Clear(familyCommitted);
        Array.Clear(familyStarted);
        Array.Clear(familyHasIncident);
        for (var i = 0; i < initiatives.Length; i++)
        {
            var family = ties[i].Family;
            if (family < 0 || !signals[i].Started)
                continue;
            familyCommitted[family] += signals[i].CommittedShare;
            familyStarted[family]++;
            familyHasIncident[family] |= signals[i].FamilyOpenness != 1;
        }
    }

    double FamilyCommittedShare(int index)
    {
        var family = ties[index].Family;
        if (family < 0)
            return 0;
        var own = signals[index].Started ? 1 : 0;
        var others = familyStarted[family] - own;
        return others == 0 ? 0 : (familyCommitted[family] - own * signals[index].CommittedShare) * (1.0 / others);
    }

    double FamilyOpenness(int index)
    {
        var family = ties[index].Family;
        var openness = 1.0;
        if (family < 0 || !familyHasIncident[family])
            return openness;
        for (var other = 0; other < signals.Length; other++)
        {
            if (other != index && ties[other].Family == family)
                openness *= signals[other].FamilyOpenness;
        }

        return openness;
    }

    (bool Blocked, int Lost) Dependencies(Prerequisite[] prerequisites)
    {
        var blocked = false;
        var lost = 0;
        foreach (var (initiative, reached) in prerequisites)
        {
            if (signals[initiative].Furthest >= reached)
                continue;
            if (signals[initiative].Stopped)
                lost++;
            else
                blocked = true;
        }

        return (blocked, lost);
    }

    double CapacityShare()
    {
        var implementing = 0.0;
        foreach (var signal in signals)
        {
            if (signal.Active)
                implementing += signal.Implementing;
        }

        return implementing == 0 ? 1 : Math.Min(1, Parameters.Portfolio.ImplementingCapacity / implementing);
    }

    static double[] Factors(int months, double rate)
    {
        var factors = new double[months];
        for (var t = 0; t < months; t++)
            factors[t] = Discounting.Factor(rate, t);
        return factors;
    }
}
