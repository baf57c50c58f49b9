using CsCheck;
using Portfolio.Model.Distributions;

namespace Portfolio.Model.Tests.Distributions;

/// <summary>One of each family of distributions, and arbitrary ones.</summary>
static class Families
{
    public static IReadOnlyDictionary<string, Distribution> Examples { get; } = new Dictionary<string, Distribution>
    {
        ["uniform"] = new Uniform(-2, 6),
        ["triangular"] = new Triangular(0.002, 0.01, 0.03),
        ["triangular, mode at low"] = new Triangular(1, 1, 4),
        ["triangular, mode at high"] = new Triangular(1, 4, 4),
        ["pert"] = BetaDistribution.Pert(10, 14, 30),
        ["normal"] = new Normal(100, 15),
        ["lognormal by mean"] = Lognormal.FromMean(0.01, 1.1),
        ["lognormal by median"] = Lognormal.FromMedian(1, 0.15),
        ["beta"] = new BetaDistribution(2, 38),
        ["beta, steep ends"] = new BetaDistribution(0.5, 0.5),
        ["gamma"] = new GammaDistribution(2.5, 8),
        ["gamma, steep"] = new GammaDistribution(0.4, 8),
        ["pareto"] = new BoundedPareto(1.5, 1, 50),
        ["pareto, thin tail"] = new BoundedPareto(1.5, 2.5, 50),
        ["pareto, thick tail"] = new BoundedPareto(1.5, 0.6, 50),
        ["pareto of two"] = new BoundedPareto(1.5, 2, 50),
        ["pareto of three"] = new BoundedPareto(1.5, 3, 50),
        ["pareto of four"] = new BoundedPareto(1.5, 4, 50),
        ["discrete"] = new Discrete([(5, 1), (-1, 2), (2, 0.5)]),
        ["observed"] = Discrete.Observed([3, 1, 4, 1, 5, 9, 2, 6]),
        ["quantile table"] = new QuantileTable([(0, 1), (0.25, 2), (0.5, 2.5), (1, 10)]),
        ["mixture"] = new Mixture([(0.82, Lognormal.FromMedian(1, 0.15)), (0.18, new BoundedPareto(1.5, 1, 50))]),
        ["fixed"] = new Fixed(3),
        ["normal without spread"] = new Normal(3, 0),
        ["lognormal without spread"] = Lognormal.FromMean(2, 0),
        ["truncated normal"] = new Truncated(new Normal(0, 1), -0.5, 2),
        ["truncated lognormal"] = new Truncated(Lognormal.FromMean(0.45, 0.35), double.NegativeInfinity, 1),
        ["truncated gamma"] = new Truncated(new GammaDistribution(2.5, 8), 3, double.PositiveInfinity),
        ["truncated beta"] = new Truncated(new BetaDistribution(2, 38), 0.02, 0.2),
        ["truncated triangular"] = new Truncated(new Triangular(0, 1, 3), 0.5, 2),
        ["truncated pareto"] = new Truncated(new BoundedPareto(1.5, 1, 50), 2, 10),
        ["truncated quantile table"] = new Truncated(new QuantileTable([(0, 1), (0.25, 2), (0.5, 2.5), (1, 10)]), 1.5, 7),
        ["truncated discrete"] = new Truncated(new Discrete([(1, 1), (2, 1), (3, 2)]), 2, 3),
    };

    /// <summary>Distributions without jumps.</summary>
    public static Gen<Distribution> Continuous { get; } = Gen.OneOf<Distribution>(
        Gen.Select(Gen.Double[-5, 5], Gen.Double[0.1, 9], (low, width) => (Distribution)new Uniform(low, low + width)),
        Gen.Select(Low, Width, Width, (low, left, right) => (Distribution)new Triangular(low, low + left, low + left + right)),
        Gen.Select(Low, Width, Width, (low, left, right) => (Distribution)BetaDistribution.Pert(low, low + left, low + left + right)),
        Gen.Select(Low, Width, (mean, sd) => (Distribution)new Normal(mean, sd)),
        Gen.Select(Width, Gen.Double[0.05, 2], (mean, cv) => (Distribution)Lognormal.FromMean(mean, cv)),
        Gen.Select(Shape, Shape, (alpha, beta) => (Distribution)new BetaDistribution(alpha, beta)),
        Gen.Select(Shape, Width, (shape, mean) => (Distribution)new GammaDistribution(shape, mean)),
        Gen.Select(Width, Gen.Double[0.2, 4], Gen.Double[1.5, 100], (low, alpha, ratio) => (Distribution)new BoundedPareto(low, alpha, low * ratio)));

    static Gen<double> Low => Gen.Double[-5, 5];

    static Gen<double> Width => Gen.Double[0.1, 9];

    static Gen<double> Shape => Gen.Double[-1, 5].Select(Math.Exp);
}
