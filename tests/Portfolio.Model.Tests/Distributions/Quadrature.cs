namespace Portfolio.Model.Tests.Distributions;

/// <summary>Integrals by Gauss–Legendre quadrature with eight points a panel; panels halve towards every break.</summary>
/// <remarks>
/// On a panel [h, 2h] beside a break, a power, a logarithm or a normal quantile of the distance to the break is as smooth as on any other, however
/// steep it is at the break itself. Nodes and weights: Abramowitz and Stegun, "Handbook of Mathematical Functions", table 25.4.
/// </remarks>
static class Quadrature
{
    /// <summary>Halvings towards a break; what lies beyond is taken as constant. With more, 1 − u would be 1.</summary>
    public const int Halvings = 50;

    static readonly (double Node, double Weight)[] Points =
    [
        (0.183434642495649805, 0.362683783378361983), (0.525532409916328986, 0.313706645877887287),
        (0.796666477413626740, 0.222381034453374471), (0.960289856497536232, 0.101228536290376259),
    ];

    /// <summary>The integral from the first break to the last.</summary>
    public static double Between(Func<double, double> function, params double[] breaks) =>
        breaks.Zip(breaks.Skip(1), (from, to) => Towards(function, from, to - from) + Towards(function, to, from - to)).Sum();

    /// <summary>The half of a piece that lies beside a break; its other end is <paramref name="width"/> away.</summary>
    static double Towards(Func<double, double> function, double end, double width)
    {
        var sum = 0.0;
        var edge = 0.5 * width;
        for (var panel = 1; panel < Halvings; panel++)
        {
            sum += Panel(function, end + 0.75 * edge, 0.25 * Math.Abs(edge));
            edge *= 0.5;
        }

        return sum + Math.Abs(edge) * function(end + edge);
    }

    static double Panel(Func<double, double> function, double middle, double half) =>
        half * Points.Sum(point => point.Weight * (function(middle - half * point.Node) + function(middle + half * point.Node)));
}
