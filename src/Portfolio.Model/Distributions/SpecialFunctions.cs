using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Distributions;

/// <summary>The gamma and beta functions behind the distributions, and the inversion of a distribution function.</summary>
/// <remarks>Series and continued fractions of the NIST Digital Library of Mathematical Functions, §§ 5.11, 8.7, 8.9, 8.17.</remarks>
static class SpecialFunctions
{
    const double Tiny = 1e-300;
    const double Precision = 1e-16;
    const int MostTerms = 10_000;

    /// <summary>ln Γ(x), x &gt; 0: recurrence up to 15, then Stirling's series.</summary>
    public static double LogGamma(double x)
    {
        var shift = 0.0;
        var product = 1.0;
        while (x < 15)
        {
            product *= x;
            x += 1;
            if (product > 1e200)
            {
                shift += Scalar.Log(product);
                product = 1;
            }
        }

        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680
            - square * (1.0 / 1188 - square * (691.0 / 360360 - square * (1.0 / 156)))))));
        return (x - 0.5) * Scalar.Log(x) - x + 0.91893853320467274178 + series - shift - Scalar.Log(product);
    }

    /// <summary>Γ(x), x &gt; 0.</summary>
    public static double Gamma(double x) => Scalar.Exp(LogGamma(x));

    /// <summary>xᵃ·e⁻ˣ/Γ(a), x &gt; 0: x times the density of a gamma, and what its distribution function's series and fraction have in common.</summary>
    public static double GammaTerm(double a, double x, double logGamma) => Scalar.Exp(a * Scalar.Log(x) - x - logGamma);

    /// <summary>The regularised lower incomplete gamma function P(a, x), x &gt; 0, by its <see cref="GammaTerm"/>.</summary>
    public static double GammaLower(double a, double x, double term) => x < a + 1 ? term * GammaSeries(a, x) : 1 - term * GammaFraction(a, x);

    /// <summary>The regularised upper incomplete gamma function Q(a, x), x &gt; 0, by its <see cref="GammaTerm"/>.</summary>
    public static double GammaUpper(double a, double x, double term) => x < a + 1 ? 1 - term * GammaSeries(a, x) : term * GammaFraction(a, x);

    /// <summary>xᵃ·(1 − x)ᵇ/B(a, b), 0 &lt; x &lt; 1, with <paramref name="logScale"/> = −ln B(a, b): x·(1 − x) times the density of a beta.</summary>
    public static double BetaTerm(double a, double b, double x, double logScale) => Scalar.Exp(a * Scalar.Log(x) + b * Scalar.Log(1 - x) + logScale);

    /// <summary>The regularised incomplete beta function I_x(a, b), 0 &lt; x &lt; 1, by its <see cref="BetaTerm"/>.</summary>
    public static double BetaRegularised(double a, double b, double x, double term) => x < (a + 1) / (a + b + 2)
        ? term * BetaFraction(a, b, x) / a
        : 1 - term * BetaFraction(b, a, 1 - x) / b;

    /// <summary>Where a rising function reaches a value: Newton's steps, kept inside a bracket that is halved when they leave it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Invert(Func<double, (double Value, double Slope)> function, double value, double low, double high, double guess)
    {
        var x = guess > low && guess < high ? guess : 0.5 * (low + high);
        for (var i = 0; i < 400; i++)
        {
            var (reached, slope) = function(x);
            var error = reached - value;
            if (error == 0)
                return x;
            if (error > 0)
                high = x;
            else
                low = x;

            var next = x - error / slope;
            if (!(next > low && next < high))
                next = 0.5 * (low + high);
            if (Math.Abs(next - x) <= 1e-16 * Math.Abs(x) || next == x)
                return next;
            x = next;
        }

        return x;
    }

    static double GammaSeries(double a, double x)
    {
        var term = 1 / a;
        var sum = term;
        for (var n = 1; n < MostTerms && term > sum * Precision; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return sum;
    }

    static double GammaFraction(double a, double x)
    {
        var b = x + 1 - a;
        var c = 1 / Tiny;
        var d = 1 / b;
        var h = d;
        for (var n = 1; n < MostTerms; n++)
        {
            var numerator = -n * (n - a);
            b += 2;
            d = 1 / NotZero(numerator * d + b);
            c = NotZero(b + numerator / c);
            h *= d * c;
            if (Math.Abs(d * c - 1) < Precision)
                break;
        }

        return h;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double BetaFraction(double a, double b, double x)
    {
        var c = 1.0;
        var d = 1 / NotZero(1 - (a + b) * x / (a + 1));
        var h = d;
        for (var m = 1; m < MostTerms; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / NotZero(1 + even * d);
            c = NotZero(1 + even / c);
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / NotZero(1 + odd * d);
            c = NotZero(1 + odd / c);
            h *= d * c;
            if (Math.Abs(d * c - 1) < Precision)
                break;
        }

        return h;
    }

    static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
