namespace Portfolio.Model.Tests.Distributions;

/// <summary>The raw moments E x, E x², E x³ and E x⁴ of the families, by formulas that have nothing to do with quantile functions.</summary>
/// <remarks>
/// JKB: Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions", 2nd edition (1994, 1995), by volume and chapter. What names no source is
/// the integral of xᵏ times the density, worked out.
/// </remarks>
static class ClosedForm
{
    const int Moments = 4;

    /// <summary>JKB 2, 26: the powers of both ends, mixed in all ways, on average.</summary>
    public static double[] Uniform(double low, double high) => ByPower(k => Mixed(k, low, high) / (k + 1));

    /// <summary>The triangular density is a B-spline with its three points as knots, whose moments Curry and Schoenberg ("On Pólya frequency functions IV", 1966) give.</summary>
    public static double[] Triangular(double low, double mode, double high) => ByPower(k => 2 * Mixed(k, low, mode, high) / ((k + 1) * (k + 2)));

    /// <summary>JKB 2, 25: E xᵏ = ∏ (α + r)/(α + β + r) on [0, 1], r &lt; k.</summary>
    public static double[] Beta(double alpha, double beta, double low = 0, double high = 1) =>
        Moved(ByPower(k => Product(k, r => (alpha + r) / (alpha + beta + r))), low, high - low);

    /// <summary>Beta whose parameters are PERT's: 1 + 4 (mode − low)/(high − low) and 1 + 4 (high − mode)/(high − low).</summary>
    public static double[] Pert(double low, double mode, double high) =>
        Beta((high - low + 4 * (mode - low)) / (high - low), (high - low + 4 * (high - mode)) / (high - low), low, high);

    /// <summary>JKB 1, 13: 0, σ², 0, 3σ⁴ about the mean.</summary>
    public static double[] Normal(double mean, double deviation) => Moved([0, 1, 0, 3], mean, deviation);

    /// <summary>JKB 1, 13.10, by parts: <c>mₖ = (k − 1)·mₖ₋₂ + (aᵏ⁻¹φ(a) − bᵏ⁻¹φ(b))/(Φ(b) − Φ(a))</c>.</summary>
    public static double[] TruncatedStandardNormal(double a, double b, double share)
    {
        var raw = new double[Moments + 1];
        raw[0] = 1;
        for (var k = 1; k <= Moments; k++)
            raw[k] = (k > 1 ? (k - 1) * raw[k - 2] : 0) + (Math.Pow(a, k - 1) * Bell(a) - Math.Pow(b, k - 1) * Bell(b)) / share;
        return raw[1..];
    }

    /// <summary>JKB 1, 14: E xᵏ = exp(kμ + k²σ²/2).</summary>
    public static double[] Lognormal(double logMedian, double sigma) => ByPower(k => Math.Exp(k * logMedian + k * k * sigma * sigma / 2));

    /// <summary>By mean and coefficient of variation c: E xᵏ = meanᵏ·(1 + c²)^(k(k−1)/2).</summary>
    public static double[] LognormalOfMean(double mean, double variation) =>
        ByPower(k => Math.Pow(mean, k) * Math.Pow(1 + variation * variation, k * (k - 1) / 2));

    /// <summary>JKB 1, 17: E xᵏ = θᵏ·a·(a + 1)…(a + k − 1), θ the mean over the shape a.</summary>
    public static double[] Gamma(double shape, double mean) => ByPower(k => Product(k, r => mean / shape * (shape + r)));

    /// <summary>∫ xᵏ⁻ᵅ⁻¹ from low to cap over ∫ x⁻ᵅ⁻¹; where the exponent is −1, the first is a logarithm.</summary>
    public static double[] Pareto(double low, double alpha, double cap) => ByPower(k => PowerIntegral(k - alpha, low, cap) / PowerIntegral(-alpha, low, cap));

    /// <summary>Values with weights.</summary>
    public static double[] Discrete(params (double Value, double Weight)[] items) =>
        ByPower(k => items.Sum(item => item.Weight * Math.Pow(item.Value, k)) / items.Sum(item => item.Weight));

    /// <summary>Between two points of a quantile function that is straight there, the distribution is uniform.</summary>
    public static double[] QuantileTable(params (double Probability, double Value)[] points) => Mixture(
        [.. points.Zip(points.Skip(1), (left, right) => (right.Probability - left.Probability, Uniform(left.Value, right.Value)))]);

    /// <summary>Raw moments mix as the shares do.</summary>
    public static double[] Mixture(params (double Share, double[] Raw)[] components) =>
        ByPower(k => components.Sum(component => component.Share * component.Raw[k - 1]) / components.Sum(component => component.Share));

    /// <summary>∫ xᵏ·density over ∫ density: for what has no closed form that is short. The density may lack its constant factor.</summary>
    public static double[] OfDensity(Func<double, double> density, params double[] breaks)
    {
        var whole = Quadrature.Between(density, breaks);
        return ByPower(k => Quadrature.Between(x => Math.Pow(x, k) * density(x), breaks) / whole);
    }

    /// <summary>Variance, third and fourth moment about the mean.</summary>
    public static double[] Central(double[] raw) => Moved(raw, -raw[0], 1)[1..];

    /// <summary>The raw moments of shift + scale·x, by the binomial theorem.</summary>
    static double[] Moved(double[] raw, double shift, double scale) => ByPower(k =>
    {
        var (sum, choose) = (Math.Pow(shift, k), 1.0);
        for (var j = 1; j <= k; j++)
        {
            choose *= (k - j + 1.0) / j;
            sum += choose * Math.Pow(shift, k - j) * Math.Pow(scale, j) * raw[j - 1];
        }

        return sum;
    });

    /// <summary>The sum of all products of k of the numbers, repeated ones allowed.</summary>
    static double Mixed(int k, params ReadOnlySpan<double> numbers)
    {
        if (k == 0)
            return 1;
        return numbers.Length == 0 ? 0 : numbers[0] * Mixed(k - 1, numbers) + Mixed(k, numbers[1..]);
    }

    static double PowerIntegral(double exponent, double from, double to) =>
        exponent == 0 ? Math.Log(to / from) : (Math.Pow(to, exponent) - Math.Pow(from, exponent)) / exponent;

    static double Bell(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    static double Product(int count, Func<int, double> factor) => Enumerable.Range(0, count).Aggregate(1.0, (product, r) => product * factor(r));

    static double[] ByPower(Func<int, double> moment) => [.. Enumerable.Range(1, Moments).Select(moment)];
}
