using Portfolio.Model.Distributions;

namespace Portfolio.Model.Tests.Distributions;

/// <summary>Four moments of every family: those of its quantile function against those of its closed form.</summary>
public class MomentTests
{
    /// <summary>Of the mean, or of the standard deviation to the moment's power where that is larger. Quadrature itself is good to about 1e-12.</summary>
    const double Tight = 1e-9;

    /// <summary>
    /// A wide lognormal keeps a share of 8e-6 of its fourth moment in the outermost 2⁻⁵⁰ of probability, nearer to 1 than which doubles cannot be told
    /// apart: the fourth power of the value weighs σ·7.9 as if it were 4σ nearer to the middle.
    /// </summary>
    const double OfAWideTail = 2e-5;

    /// <summary>The mean of a truncated distribution is a quadrature that does not know where the quantile function has a kink.</summary>
    const double OfATruncatedKink = 1e-4;

    static readonly (double, double)[] Table = [(0, 1), (0.25, 2), (0.5, 2.5), (1, 10)];
    static readonly double[] Overrun = ClosedForm.Mixture((0.82, ClosedForm.Lognormal(0, 0.15)), (0.18, ClosedForm.Pareto(1.5, 1, 50)));
    static readonly double Sigma45 = Math.Sqrt(Math.Log(1 + 0.35 * 0.35));

    /// <summary>Raw moments, and the probabilities at which the quantile function has a kink or jump.</summary>
    static readonly Dictionary<string, (double[] Raw, double[] Kinks)> Expected = new()
    {
        ["uniform"] = (ClosedForm.Uniform(-2, 6), []),
        ["triangular"] = (ClosedForm.Triangular(0.002, 0.01, 0.03), [0.008 / 0.028]),
        ["triangular, mode at low"] = (ClosedForm.Triangular(1, 1, 4), []),
        ["triangular, mode at high"] = (ClosedForm.Triangular(1, 4, 4), []),
        ["pert"] = (ClosedForm.Pert(10, 14, 30), []),
        ["normal"] = (ClosedForm.Normal(100, 15), []),
        ["lognormal by mean"] = (ClosedForm.LognormalOfMean(0.01, 1.1), []),
        ["lognormal by median"] = (ClosedForm.Lognormal(0, 0.15), []),
        ["beta"] = (ClosedForm.Beta(2, 38), []),
        ["beta, steep ends"] = (ClosedForm.Beta(0.5, 0.5), []),
        ["gamma"] = (ClosedForm.Gamma(2.5, 8), []),
        ["gamma, steep"] = (ClosedForm.Gamma(0.4, 8), []),
        ["pareto"] = (ClosedForm.Pareto(1.5, 1, 50), []),
        ["pareto, thin tail"] = (ClosedForm.Pareto(1.5, 2.5, 50), []),
        ["pareto, thick tail"] = (ClosedForm.Pareto(1.5, 0.6, 50), []),
        ["pareto of two"] = (ClosedForm.Pareto(1.5, 2, 50), []),
        ["pareto of three"] = (ClosedForm.Pareto(1.5, 3, 50), []),
        ["pareto of four"] = (ClosedForm.Pareto(1.5, 4, 50), []),
        ["discrete"] = (ClosedForm.Discrete((-1, 2), (2, 0.5), (5, 1)), [2 / 3.5, 2.5 / 3.5]),
        ["observed"] = (ClosedForm.Discrete((1, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (9, 1)), [0.25, 0.375, 0.5, 0.625, 0.75, 0.875]),
        ["quantile table"] = (ClosedForm.QuantileTable(Table), [0.25, 0.5]),
        ["mixture"] = (Overrun, [0.82]),
        ["fixed"] = (ClosedForm.Discrete((3, 1)), []),
        ["normal without spread"] = (ClosedForm.Discrete((3, 1)), []),
        ["lognormal without spread"] = (ClosedForm.Discrete((2, 1)), []),
        ["truncated normal"] = (ClosedForm.TruncatedStandardNormal(-0.5, 2, 0.97724986805182079280 - 0.30853753872598689637), []),
        ["truncated lognormal"] = (ClosedForm.OfDensity(x => LognormalDensity(x, Math.Log(0.45) - Sigma45 * Sigma45 / 2, Sigma45), 0, 1), []),
        ["truncated gamma"] = (ClosedForm.OfDensity(x => Math.Pow(x, 1.5) * Math.Exp(-x * 2.5 / 8), 3, 40, 80, 160, 320), []),
        ["truncated beta"] = (ClosedForm.OfDensity(x => x * Math.Pow(1 - x, 37), 0.02, 0.2), []),
        ["truncated triangular"] = (ClosedForm.OfDensity(x => Math.Min(x, (3 - x) / 2), 0.5, 1, 2), [0.25 / 0.75]),
        ["truncated pareto"] = (ClosedForm.Pareto(2, 1, 10), []),
        ["truncated quantile table"] = (ClosedForm.QuantileTable((0.125, 1.5), (0.25, 2), (0.5, 2.5), (0.8, 7)), [0.125 / 0.675, 0.375 / 0.675]),
        ["truncated discrete"] = (ClosedForm.Discrete((2, 1), (3, 2)), [1.0 / 3]),
    };

    public static TheoryData<string> Examples => [.. Families.Examples.Keys];

    [Theory, MemberData(nameof(Examples))]
    public void Moments_OfTheQuantileFunction_AreThoseOfTheClosedForm(string family)
    {
        var (raw, kinks) = Expected[family];
        var (mean, central) = (raw[0], ClosedForm.Central(raw));
        var quantile = Families.Examples[family].Quantile;
        AssertMoment(1, mean, Integral(quantile, kinks), raw);
        for (var k = 2; k <= 4; k++)
            AssertMoment(k, central[k - 2], Integral(u => Math.Pow(quantile(u) - mean, k), kinks), raw, family == "lognormal by mean" ? OfAWideTail : Tight);
    }

    [Theory, MemberData(nameof(Examples))]
    public void Mean_OfAFamily_IsThatOfTheClosedForm(string family) =>
        AssertMoment(1, Expected[family].Raw[0], Families.Examples[family].Mean, Expected[family].Raw, HasTruncatedKink(family) ? OfATruncatedKink : Tight);

    static double Integral(Func<double, double> function, double[] kinks) => Quadrature.Between(function, [0, .. kinks, 1]);

    static bool HasTruncatedKink(string family) => Families.Examples[family] is Truncated { Of: Triangular or QuantileTable };

    static void AssertMoment(int k, double expected, double actual, double[] raw, double tolerance = Tight)
    {
        // Without spread nothing but rounding is left: then a 1e-9th of the mean stands for the deviation.
        var deviation = Math.Max(Math.Sqrt(Math.Max(0, ClosedForm.Central(raw)[0])), 1e-9 * Math.Abs(raw[0]));
        var allowed = tolerance * Math.Max(Math.Abs(expected), Math.Pow(deviation, k));
        Assert.True(Math.Abs(actual - expected) <= allowed, $"moment {k} is {actual:R}, not {expected:R}: off by {(actual - expected) / allowed:G3} of what is allowed");
    }

    static double LognormalDensity(double x, double logMedian, double sigma)
    {
        var z = (Math.Log(x) - logMedian) / sigma;
        return Math.Exp(-z * z / 2) / x;
    }
}
