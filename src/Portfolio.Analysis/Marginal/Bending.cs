using Portfolio.Contracts.V1;
using Portfolio.Model.Distributions;

namespace Portfolio.Analysis.Marginal;

/// <summary>Whether a response to money is far from a straight line: one direction does more than twice what the other does, or both do the same.</summary>
/// <remarks>
/// With m what more does and l what less does, that is |m + l| &gt; (|m| + |l|)/3. That a response is no straight line at all says nothing:
/// with replications enough nearly each is told to bend a little. Both sides are linear in m and l once their signs are taken as estimated,
/// so the difference has a standard error. All effects of an answer are tested, so each at 5 % over their number (Bonferroni), two-sided.
/// </remarks>
public static class Bending
{
    const double Level = 0.05;
    const double Share = 1.0 / 3;

    /// <summary>Whether it can be told that a response is far from a straight line.</summary>
    /// <param name="more">What more money does.</param>
    /// <param name="less">What less money does.</param>
    /// <param name="both">The sum of both.</param>
    /// <param name="tests">Responses that are tested together.</param>
    public static bool Shows(Effect more, Effect less, Effect both, int tests)
    {
        if (double.IsNaN(both.StandardError))
            return false;
        var (bend, up, down) = (Math.Sign(both.Value), Share * Math.Sign(more.Value), Share * Math.Sign(less.Value));
        var excess = (bend - up) * more.Value + (bend - down) * less.Value;
        var covariance = (Variance(both) - Variance(more) - Variance(less)) / 2;
        var variance = (bend - up) * (bend - up) * Variance(more) + (bend - down) * (bend - down) * Variance(less) + 2 * (bend - up) * (bend - down) * covariance;
        return excess > StandardNormal.Quantile(1 - Level / (2 * tests)) * Math.Sqrt(Math.Max(0, variance));
    }

    static double Variance(Effect effect) => effect.StandardError * effect.StandardError;
}
