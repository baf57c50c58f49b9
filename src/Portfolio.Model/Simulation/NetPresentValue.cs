namespace Portfolio.Model.Simulation;

/// <summary>Net present value of a portfolio so far, in pounds; gross. A month takes what the programme spends itself, then adds each initiative in the portfolio's order.</summary>
/// <param name="soFar">What the months before came to.</param>
public struct NetPresentValue(double soFar)
{
    /// <summary>The value.</summary>
    public double Value { get; private set; } = soFar;

    /// <summary>Levers, framework and scenario cost money.</summary>
    /// <param name="received">What they received, in pounds.</param>
    /// <param name="discount">Discount factor of money.</param>
    public void Spend(double received, double discount) => Value -= received * discount;

    /// <summary>An initiative brings benefits and costs, both discounted.</summary>
    public void Add(double benefit, double cost) => Value += benefit - cost;
}
