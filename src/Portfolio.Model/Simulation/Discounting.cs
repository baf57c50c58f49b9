using Portfolio.Model.Lanes;

namespace Portfolio.Model.Simulation;

/// <summary>What later money and health are worth today.</summary>
public static class Discounting
{
    /// <summary>Factor to the middle of a month: <c>(1 + d)^{−(t + 0.5)/12}</c>.</summary>
    /// <param name="rate">Rate d, a year.</param>
    /// <param name="month">Month t from the start.</param>
    public static double Factor(double rate, int month) => Scalar.Power(1 + rate, -(month + 0.5) / 12);
}
