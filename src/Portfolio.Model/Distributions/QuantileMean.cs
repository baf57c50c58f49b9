namespace Portfolio.Model.Distributions;

/// <summary>The mean of a distribution from its quantile function, ∫₀¹ F⁻¹(u) du.</summary>
static class QuantileMean
{
    const int Panels = 60;

    /// <summary>How near to 0 and 1 the quantile function is asked: nearer, 1 − u is 1 and an unbounded tail is infinite.</summary>
    const double Nearest = 1e-15;

    static readonly double[] Nodes =
    [
        0.0950125098376374402, 0.2816035507792589132, 0.4580167776572273863, 0.6178762444026437484,
        0.7554044083550030339, 0.8656312023878317439, 0.9445750230732325761, 0.9894009349916499326,
    ];

    static readonly double[] Weights =
    [
        0.1894506104550684963, 0.1826034150449235889, 0.1691565193950025382, 0.1495959888165767321,
        0.1246289712555338720, 0.0951585116824927848, 0.0622535239386478929, 0.0271524594117540949,
    ];

    /// <summary>Panels halve towards 0 and 1, where quantile functions are steep.</summary>
    public static double Of(Func<double, double> quantile)
    {
        var sum = 0.0;
        var edge = 0.5;
        for (var panel = 0; panel < Panels; panel++)
        {
            var inner = panel == Panels - 1 ? 0 : edge / 2;
            sum += Integral(u => quantile(Math.Max(u, Nearest)), inner, edge) + Integral(u => quantile(1 - Math.Max(u, Nearest)), inner, edge);
            edge = inner;
        }

        return sum;
    }

    static double Integral(Func<double, double> function, double from, double to)
    {
        var middle = 0.5 * (from + to);
        var half = 0.5 * (to - from);
        var sum = 0.0;
        for (var i = 0; i < Nodes.Length; i++)
            sum += Weights[i] * (function(middle - half * Nodes[i]) + function(middle + half * Nodes[i]));
        return half * sum;
    }
}
