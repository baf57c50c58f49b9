using System.Runtime.CompilerServices;

namespace Portfolio.Model.Lanes;

/// <summary>
/// The elementary functions of the model, over lanes. They are our own because a library's may differ in the last bit from one
/// machine, width or version to the next, and a result must not.
/// </summary>
/// <remarks>
/// Each reduces its argument and evaluates a polynomial of near-minimax (Chebyshev) coefficients by fused multiply-adds. Errors are given in units
/// in the last place (ulp), as the largest found against 200-bit arithmetic.
/// </remarks>
public static class Elementary
{
    const double Log2E = 1.4426950408889634;
    const double Ln2High = 0.6931471803691238;
    const double Ln2Low = 1.9082149292705877e-10;
    const double RoundingMagic = 6755399441055744.0;
    const int FractionBits = 52;

    /// <summary>Up to here <see cref="OneMinusExpOfSmall{T}"/> is right.</summary>
    public const double MostSmall = 0.35;

    /// <summary>Natural logarithm of a positive number that is neither subnormal nor infinite; below 1 ulp. <see cref="Scalar.Log"/> is for all.</summary>
    /// <remarks>
    /// x = 2ᵏ·f with f in [√½, √2); with d = f − 1 and s = d/(2 + d), <c>ln f = d − (d²/2 − s·(d²/2 + R(s²)))</c>, where
    /// <c>R(z) = z·(2/3 + 2/5·z + …)</c>: the form in which the rounding of s hardly matters.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Log<T>(T x)
        where T : unmanaged, ILanes<T>
    {
        // Adding the distance from √½ to 1 makes the exponent field step at √½ instead of 1.
        var stepped = T.AddBits(x, T.OfBits(0x3FF0000000000000 - 0x3FE6A09E667F3BCD));
        var exponent = T.ShiftRight(stepped, FractionBits);
        var k = (exponent | T.OfBits(0x4330000000000000)) - T.Of(4503599627370496.0 + 1023);
        var f = T.SubtractBits(x, T.ShiftLeft(T.SubtractBits(exponent, T.OfBits(1023)), FractionBits));

        var d = f - T.Of(1);
        var s = d / (T.Of(2) + d);
        var z = s * s;
        var series = T.MultiplyAdd(z, T.Of(0.14616721179861816), T.Of(0.15331699633543858));
        series = T.MultiplyAdd(z, series, T.Of(0.18182889786191042));
        series = T.MultiplyAdd(z, series, T.Of(0.2222221112572281));
        series = T.MultiplyAdd(z, series, T.Of(0.28571428626031065));
        series = T.MultiplyAdd(z, series, T.Of(0.3999999999989938));
        series = z * T.MultiplyAdd(z, series, T.Of(0.666666666666667));
        var half = T.Of(0.5) * d * d;
        var small = T.MultiplyAdd(s, half + series, k * T.Of(Ln2Low));
        return T.MultiplyAdd(k, T.Of(Ln2High), d - (half - small));
    }

    /// <summary>e to the power of x; below 1 ulp. 0 below −708, infinite above 709.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Exp<T>(T x)
        where T : unmanaged, ILanes<T>
    {
        var (grown, power) = Reduce(x);
        var result = T.MultiplyAdd(power, grown, power);
        result = T.SelectLess(x, T.Of(-708), T.Of(0), result);
        return T.SelectLess(T.Of(709), x, T.Of(double.PositiveInfinity), result);
    }

    /// <summary>1 − e⁻ʰ for h ≥ 0, exact in its leading digits however small h is; below 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T OneMinusExp<T>(T h)
        where T : unmanaged, ILanes<T> =>
        T.BitsOfLess(T.Of(MostSmall), h) == 0 ? OneMinusExpOfSmall(h) : OneMinusExpOfAny(h);

    /// <summary>1 − e⁻ʰ for h from 0 to <see cref="MostSmall"/>, by <c>h·(1 − h/2 + h²/6 − …)</c> without a reduction. Four sums side by side, as one after the other would wait.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T OneMinusExpOfSmall<T>(T h)
        where T : unmanaged, ILanes<T>
    {
        var square = h * h;
        var fourth = square * square;
        var low = T.MultiplyAdd(h, T.Of(-0.49999999999993347297), T.Of(0.9999999999999998563));
        var second = T.MultiplyAdd(h, T.Of(-0.041666666517546852165), T.Of(0.16666666666159282756));
        var third = T.MultiplyAdd(h, T.Of(-0.0013888706577264180796), T.Of(0.0083333311353282862841));
        var high = T.MultiplyAdd(h, T.Of(-0.000024546395978170870557), T.Of(0.00019832360917346924671));
        low = T.MultiplyAdd(second, square, low);
        high = T.MultiplyAdd(square, T.Of(2.3559261160148414698e-6), high);
        third = T.MultiplyAdd(high, square, third);
        return h * T.MultiplyAdd(third, fourth, low);
    }

    /// <summary>1 − e⁻ʰ for h ≥ 0, of which some are not small. Apart, as few are.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T OneMinusExpOfAny<T>(T h)
        where T : unmanaged, ILanes<T>
    {
        var (grown, power) = Reduce(T.Of(0) - T.SelectLess(T.Of(64), h, T.Of(64), h));
        return T.SelectLess(T.Of(MostSmall), h, (T.Of(1) - power) - power * grown, OneMinusExpOfSmall(h));
    }

    /// <summary>x to the power of y, both finite, for x of 0 (y ≥ 0) or positive and not subnormal; x to the power of 0 is 1. Powers of ½ and 1 are exactly rounded, others within |y·ln x| + 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Power<T>(T x, T y)
        where T : unmanaged, ILanes<T>
    {
        var power = T.SelectEqual(x, T.Of(0), T.Of(0), Exp(y * Log(x)));
        power = T.SelectEqual(y, T.Of(0.5), T.Sqrt(x), power);
        power = T.SelectEqual(y, T.Of(1), x, power);
        return T.SelectEqual(y, T.Of(0), T.Of(1), power);
    }

    /// <summary>The smaller; the second where they are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Min<T>(T left, T right)
        where T : unmanaged, ILanes<T> => T.Min(left, right);

    /// <summary>The larger; the second where they are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Max<T>(T left, T right)
        where T : unmanaged, ILanes<T> => T.Max(left, right);

    /// <summary>e to the power of x less 1, of the remainder r = x − k·ln 2 with |r| ≤ ln 2 / 2, and 2ᵏ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static (T Grown, T Power) Reduce<T>(T x)
        where T : unmanaged, ILanes<T>
    {
        var rounded = T.MultiplyAdd(x, T.Of(Log2E), T.Of(RoundingMagic));
        var k = rounded - T.Of(RoundingMagic);
        var r = T.MultiplyAdd(k, T.Of(-Ln2Low), T.MultiplyAdd(k, T.Of(-Ln2High), x));
        var power = T.AddBits(T.ShiftLeft(rounded, FractionBits), T.Of(1));

        var square = r * r;
        var series = T.MultiplyAdd(r, T.Of(2.510038549551032e-08), T.Of(2.7620088445409746e-07));
        series = T.MultiplyAdd(r, series, T.Of(2.7557268459997064e-06));
        series = T.MultiplyAdd(r, series, T.Of(2.4801521295954376e-05));
        series = T.MultiplyAdd(r, series, T.Of(0.00019841269863053618));
        series = T.MultiplyAdd(r, series, T.Of(0.0013888888917213717));
        series = T.MultiplyAdd(r, series, T.Of(0.008333333333330062));
        series = T.MultiplyAdd(r, series, T.Of(0.04166666666662413));
        series = T.MultiplyAdd(r, series, T.Of(0.16666666666666669));
        series = T.MultiplyAdd(r, series, T.Of(0.5));
        return (T.MultiplyAdd(square, series, r), power);
    }
}

/// <summary>The elementary functions of a single number, by the same formulas and so with the same bits; and, unlike over lanes, for every number.</summary>
public static class Scalar
{
    const long LeastNormal = 0x0010_0000_0000_0000;
    const long Infinity = 0x7FF0_0000_0000_0000;
    const double OutOfSubnormals = 18014398509481984;
    const double OutOfSubnormalsLog = 37.42994775023705;

    /// <summary>Natural logarithm; below 1 ulp. −∞ of 0, ∞ of ∞, not a number of negative ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Log(double x) => IsNormal(x) ? Elementary.Log<Lanes1>(x).Value : LogOfOthers(x);

    /// <summary>e to the power of x; below 1 ulp. 0 below −708, infinite above 709; so no result is subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Exp(double x) => Elementary.Exp<Lanes1>(x).Value;

    /// <inheritdoc cref="Elementary.OneMinusExp{T}"/>
    public static double OneMinusExp(double h) => Elementary.OneMinusExp<Lanes1>(h).Value;

    /// <summary>
    /// x to the power of y; powers of ½ and 1 exactly rounded, others within |y·ln x| + 2 ulp and 0 below e⁻⁷⁰⁸. Infinities and powers of 0 and 1 are
    /// those of IEEE 754; a negative x has none, not even of a whole number, but to the power of 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Power(double x, double y) =>
        IsNormal(x) && double.IsFinite(y) ? Elementary.Power<Lanes1>(x, y).Value : PowerOfOthers(x, y);

    /// <summary>Whether a number is positive and neither subnormal nor infinite: what the form over lanes is right for. One comparison, as every draw asks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IsNormal(double x) => (ulong)(BitConverter.DoubleToInt64Bits(x) - LeastNormal) < Infinity - LeastNormal;

    static double LogOfOthers(double x) => x switch
    {
        0 => double.NegativeInfinity,
        > 0 and < double.PositiveInfinity => Elementary.Log<Lanes1>(x * OutOfSubnormals).Value - OutOfSubnormalsLog,
        > 0 => x,
        _ => double.NaN,
    };

    static double PowerOfOthers(double x, double y)
    {
        if (y == 0 || x == 1)
            return 1;
        if (x < 0)
            return double.NaN;
        return y == 1 ? x : y == 0.5 ? Math.Sqrt(x) : Exp(y * Log(x));
    }
}
