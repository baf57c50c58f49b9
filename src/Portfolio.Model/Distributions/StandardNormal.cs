using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Distributions;

/// <summary>The standard normal distribution.</summary>
public static class StandardNormal
{
    const double CentralHalf = 0.425;
    const double FarTail = 1e-11;

    /// <summary>ln Γ(½) = ln √π.</summary>
    const double LogGammaOfHalf = 0.57236494292470008707;

    /// <summary>The value below which a share <paramref name="probability"/> lies; relative error about 1e-15.</summary>
    /// <remarks>Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988), PPND16.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Quantile(double probability)
    {
        var tail = Math.Min(probability, 1 - probability);
        if (tail >= FarTail)
            return Quantile<Lanes1>(probability).Value;
        if (tail <= 0)
            return probability < 0.5 ? double.NegativeInfinity : double.PositiveInfinity;

        Lanes1 r = Math.Sqrt(-Scalar.Log(tail)) - 5;
        var far = (Polynomial(r, FarNumerator) / Polynomial(r, FarDenominator)).Value;
        return probability < 0.5 ? -far : far;
    }

    /// <summary>The same over lanes, for probabilities no nearer to 0 or 1 than 1e-11; no draw is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Quantile<T>(T probability)
        where T : unmanaged, ILanes<T>
    {
        var q = probability - T.Of(0.5);
        var centre = T.Of(0.180625) - q * q;
        var central = q * Polynomial(centre, CentralNumerator) / Polynomial(centre, CentralDenominator);
        var upper = q >= T.Of(0);
        var outside = T.Select(upper, q, T.Of(0) - q) > T.Of(CentralHalf);
        if (T.Bits(outside) == 0)
            return central;

        var r = T.Sqrt(T.Of(0) - Elementary.Log(T.Select(upper, T.Of(1) - probability, probability))) - T.Of(1.6);
        var near = Polynomial(r, NearNumerator) / Polynomial(r, NearDenominator);
        return T.Select(outside, T.Select(upper, near, T.Of(0) - near), central);
    }

    /// <summary>The share that lies below a value.</summary>
    public static double Probability(double value)
    {
        var square = 0.5 * value * value;
        if (square == 0)
            return 0.5;
        var half = 0.5 * SpecialFunctions.GammaUpper(0.5, square, SpecialFunctions.GammaTerm(0.5, square, LogGammaOfHalf));
        return value <= 0 ? half : 1 - half;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static T Polynomial<T>(T x, ReadOnlySpan<double> coefficients)
        where T : unmanaged, ILanes<T>
    {
        var sum = T.Of(coefficients[7]);
        sum = T.MultiplyAdd(sum, x, T.Of(coefficients[6]));
        sum = T.MultiplyAdd(sum, x, T.Of(coefficients[5]));
        sum = T.MultiplyAdd(sum, x, T.Of(coefficients[4]));
        sum = T.MultiplyAdd(sum, x, T.Of(coefficients[3]));
        sum = T.MultiplyAdd(sum, x, T.Of(coefficients[2]));
        sum = T.MultiplyAdd(sum, x, T.Of(coefficients[1]));
        return T.MultiplyAdd(sum, x, T.Of(coefficients[0]));
    }

    static ReadOnlySpan<double> CentralNumerator =>
    [
        3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ];

    static ReadOnlySpan<double> CentralDenominator =>
    [
        1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
    ];

    static ReadOnlySpan<double> NearNumerator =>
    [
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    static ReadOnlySpan<double> NearDenominator =>
    [
        1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    static ReadOnlySpan<double> FarNumerator =>
    [
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    static ReadOnlySpan<double> FarDenominator =>
    [
        1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];
}
