using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Distributions;

/// <summary>A lognormal factor with mean 1: what quality, luck and circumstance multiply by.</summary>
public static class Spread
{
    /// <summary><c>exp(σz − σ²/2)</c>: lognormal with mean 1 where z is standard normal; exactly 1 where σ is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Of<T>(T sigma, T normal)
        where T : unmanaged, ILanes<T> => Elementary.Exp(sigma * normal - sigma * sigma * T.Of(0.5));

    /// <summary>The σ² of a lognormal by its coefficient of variation: <c>ln(1 + c²)</c>.</summary>
    public static double Variance(double variation) => Scalar.Log(1 + variation * variation);

    /// <summary>The σ of a lognormal by its coefficient of variation.</summary>
    public static double Sigma(double variation) => Math.Sqrt(Variance(variation));
}
