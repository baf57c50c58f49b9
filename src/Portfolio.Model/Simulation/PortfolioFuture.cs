using System.Runtime.CompilerServices;
using Portfolio.Model.Events;
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
    readonly InitiativeFuture[] initiatives;
    readonly Signals signals;
    readonly double[] discount;
    readonly double[] healthDiscount;
    NetPresentValue npv;

    /// <summary>Replication <paramref name="replication"/> before its first month.</summary>
    public PortfolioFuture(PortfolioModel model, int replication)
    {
        Model = model;
        Replication = replication;
        Parameters = model.Parameters.At(replication);
        var calendar = new EventCalendar(model, Parameters, replication);
        Programme = new ProgrammeFuture(model, Parameters, calendar, replication);
        initiatives = new InitiativeFuture[model.Initiatives.Count];
        for (var i = 0; i < initiatives.Length; i++)
            initiatives[i] = new InitiativeFuture(model, i, Parameters, calendar.Initiative(i), replication);

        signals = new Signals(model);
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
    public double Npv => npv.Value;

    /// <summary>Lives through the next month.</summary>
    public void Step()
    {
        Open();
        Claim();
        Pay();
        Advance();
        Programme.Close(discount[Month]);

        npv.Spend(Programme.OwnReceived, discount[Month]);
        foreach (var initiative in initiatives)
            npv.Add(initiative.DiscountedBenefit, initiative.DiscountedCost);
        Month++;
    }

    /// <summary>Discount factor of money in a month.</summary>
    public double Discount(int month) => discount[month];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Open()
    {
        for (var i = 0; i < initiatives.Length; i++)
            signals.Show(i, initiatives[i].Open(Month));
        if (Programme.Open(Month))
        {
            foreach (var initiative in initiatives)
                initiative.Reset(Parameters.Portfolio.FrameworkResetLoss);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Claim()
    {
        var common = Surroundings.Of(
            Parameters.Portfolio, Month, Programme.Framework, Programme.Shortfall, Programme.Levers, discount[Month], healthDiscount[Month]);
        for (var i = 0; i < initiatives.Length; i++)
        {
            var (blocked, lost) = signals.Dependencies(i);
            var claim = initiatives[i].Claim(common with { Blocked = blocked, LostPrerequisites = lost });
            Programme.Claim(i, initiatives[i].Need, claim, InAdoption(i), initiatives[i].Evidence);
        }

        Programme.Allocate();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Pay()
    {
        for (var i = 0; i < initiatives.Length; i++)
        {
            signals.Show(i, initiatives[i].Receive(Programme.FractionOf(i, InAdoption(i), initiatives[i].Evidence)));
            Programme.Book(initiatives[i].Allocated, initiatives[i].Received);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Advance()
    {
        signals.SumUp(Parameters.Portfolio);
        for (var i = 0; i < initiatives.Length; i++)
            initiatives[i].Advance(signals.Around(i));
    }

    bool InAdoption(int index) => initiatives[index].Stage == Stage.Adoption;

    static double[] Factors(int months, double rate)
    {
        var factors = new double[months];
        for (var t = 0; t < months; t++)
            factors[t] = Discounting.Factor(rate, t);
        return factors;
    }
}
