namespace Portfolio.Model.Funding;

/// <summary>A stock between 0 and 1 that spending builds and time wears down: a lever's, or the framework's strength.</summary>
public static class Stock
{
    /// <summary><c>K + gain·x·(1 − K) − decay·K</c>, kept in [0, 1], with <c>x = min(2, received / full spend)</c>.</summary>
    public static double Next(double stock, double received, double fullSpend, double gain, double decay) =>
        Math.Clamp(stock + gain * Math.Min(2, received / fullSpend) * (1 - stock) - decay * stock, 0, 1);
}
