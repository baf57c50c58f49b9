using Portfolio.Contracts.V1;
using Portfolio.Definitions.Compiling;

namespace Portfolio.Definitions.Tests.Checking;

public class DistributionChecksTests
{
    [Theory]
    [InlineData("{uniform: {low: 3, high: 2}}", "uniform: low (3) must not be above high (2)")]
    [InlineData("{uniform: {low: 3}}", "uniform needs high")]
    [InlineData("{uniform: {}}", "uniform needs low, high")]
    [InlineData("{triangular: {low: 1, mode: 4, high: 3}}", "triangular: low (1), mode (4) and high (3) must rise")]
    [InlineData("{triangular: {low: 1, mode: 1, high: 1}}", "triangular: low (1), mode (1) and high (1) must rise")]
    [InlineData("{triangular: {low: 1, high: 3}}", "triangular needs mode")]
    [InlineData("{pert: {low: 3, mode: 2, high: 1}}", "pert: low (3), mode (2) and high (1) must rise")]
    [InlineData("{normal: {mean: 1, sd: -1}}", "normal: sd (-1) must be at least 0")]
    [InlineData("{normal: {sd: 1}}", "normal needs mean")]
    [InlineData("{lognormal: {mean: 0, cv: 1}}", "lognormal: mean (0) must be above 0, cv (1) at least 0")]
    [InlineData("{lognormal: {mean: 1, cv: -1}}", "lognormal: mean (1) must be above 0, cv (-1) at least 0")]
    [InlineData("{lognormal: {median: -1, sigma: 1}}", "lognormal: median (-1) must be above 0, sigma (1) at least 0")]
    [InlineData("{lognormal: {mean: 1, sigma: 1}}", "lognormal needs either mean and cv, or median and sigma")]
    [InlineData("{lognormal: {mean: 1, cv: 1, median: 1, sigma: 1}}", "lognormal needs either mean and cv, or median and sigma")]
    [InlineData("{beta: {alpha: 0, beta: 2}}", "beta: alpha (0) and beta (2) must be above 0")]
    [InlineData("{beta: {alpha: 2}}", "beta needs beta")]
    [InlineData("{gamma: {shape: 1, mean: 0}}", "gamma: shape (1) and mean (0) must be above 0")]
    [InlineData("{gamma: {mean: 1}}", "gamma needs shape")]
    [InlineData("{pareto: {minimum: 0, alpha: 1, cap: 2}}", "pareto: minimum (0) and alpha (1) must be above 0, cap (2) above minimum")]
    [InlineData("{pareto: {minimum: 2, alpha: 1, cap: 2}}", "pareto: minimum (2) and alpha (1) must be above 0, cap (2) above minimum")]
    [InlineData("{pareto: {alpha: 1, cap: 2}}", "pareto needs minimum")]
    [InlineData("{discrete: []}", "discrete needs at least one item, each with a weight")]
    [InlineData("{discrete: [{value: 1}]}", "discrete needs at least one item, each with a weight")]
    [InlineData("{discrete: [{value: 1, weight: -1}]}", "discrete: weights must be at least 0 and not all 0")]
    [InlineData("{discrete: [{value: 1, weight: 0}]}", "discrete: weights must be at least 0 and not all 0")]
    [InlineData("{empirical: {}}", "empirical needs either values or quantiles")]
    [InlineData("{empirical: {values: [1], quantiles: [{probability: 0, value: 1}, {probability: 1, value: 1}]}}", "empirical needs either values or quantiles")]
    [InlineData("{empirical: {quantiles: [{probability: 0, value: 1}]}}", "empirical: quantiles need probabilities that rise from 0 to 1 and values that do not fall")]
    [InlineData("{empirical: {quantiles: [{probability: 0, value: 2}, {probability: 1, value: 1}]}}", "empirical: quantiles need probabilities that rise from 0 to 1 and values that do not fall")]
    [InlineData("{empirical: {quantiles: [{probability: 0.1, value: 1}, {probability: 1, value: 2}]}}", "empirical: quantiles need probabilities that rise from 0 to 1 and values that do not fall")]
    [InlineData("{mixture: []}", "mixture needs at least one item, each with a weight")]
    [InlineData("{mixture: [{weight: 1}]}", "mixture needs at least one item, each with a weight")]
    [InlineData("{mixture: [{weight: 1, of: {normal: {mean: 1, sd: -1}}}]}", "normal: sd (-1) must be at least 0")]
    [InlineData("{mixture: [{weight: 1, of: 1}], truncate: {low: 0.5}}", "a mixture cannot be truncated")]
    [InlineData("{normal: {mean: 1, sd: 1}, truncate: {low: 2, high: 2}}", "truncate: low (2) must be below high (2)")]
    [InlineData("{normal: {mean: 1, sd: 0.01}, truncate: {low: 4}}", "truncate keeps nothing of the distribution")]
    [InlineData("{value: 1, truncate: {low: 0}}", "truncate goes with a distribution, not with a value")]
    [InlineData("{source: here}", "has neither a value nor a distribution")]
    [InlineData("{}", "has neither a value nor a distribution")]
    [InlineData("{uniform: {low: -1, high: 2}}", "the distribution reaches -1; allowed: 0 to 5, a year")]
    [InlineData("{uniform: {low: 1, high: 7}}", "the distribution reaches 7; allowed: 0 to 5, a year")]
    [InlineData("{lognormal: {mean: 6, cv: 0.1}}", "the distribution reaches 6; allowed: 0 to 5, a year")]
    [InlineData("{mixture: [{weight: 1, of: 7}, {weight: 1, of: {normal: {mean: 1, sd: 1}}}]}", "the distribution reaches 7; allowed: 0 to 5, a year")]
    [InlineData("{lognormal: {mean: 1.0e+308, cv: 1.0e+308}}", "the distribution's numbers are too large or too small to draw from")]
    [InlineData("{pareto: {minimum: 1, alpha: 1.0e-300, cap: 2}}", "the distribution's numbers are too large or too small to draw from")]
    public void Check_NoSuchDistribution_SaysWhy(string form, string expected)
    {
        var problem = Some.ProblemOf(Some.Yaml(initiatives: $"{{id: a, sites: {{eligible: 9}}, adoption: {{q: {form}}}}}"));
        Assert.Equal($"test.yaml:4: initiatives.a.adoption.q: {expected}", problem.ToString());
    }

    [Theory]
    [InlineData("start: 2020-04, months", "months: {uniform: {low: 1, high: 2}}, start: 2020-04, note")]
    public void Check_DistributionOfMonths_IsRefused(string before, string after)
    {
        var problems = Some.ProblemsOf(Some.Yaml().Replace(before, after));
        Assert.Contains("test.yaml:2: months: may not be a distribution; allowed: a whole number, 1 to 600, months", problems.Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData("replicationsPerDraw"), InlineData("fiscalYearStartMonth")]
    public void Check_DistributionWhereTheShapeIsDecided_IsRefused(string name)
    {
        var problem = Some.ProblemOf(Some.Yaml($"{name}: {{uniform: {{low: 1, high: 2}}}}"));
        Assert.Equal(name, problem.Path);
        Assert.StartsWith("may not be a distribution; allowed: a whole number, 1 to ", problem.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("count", "count: {uniform: {low: 1, high: 2}}")]
    [InlineData("attempt", "attempt: {uniform: {low: 1, high: 2}}")]
    [InlineData("sites.live", "sites: {live: {uniform: {low: 1, high: 2}}}")]
    [InlineData("sites.contracting.1", "sites: {contracting: [1, {uniform: {low: 1, high: 2}}]}")]
    public void Check_DistributionOfAStart_IsRefused(string path, string written)
    {
        var problem = Some.ProblemOf(Some.Yaml("defaults: {sites: {eligible: 9}}", $"{{id: a, {written}}}"));
        Assert.Equal($"initiatives.a.{path}", problem.Path);
        Assert.StartsWith("may not be a distribution", problem.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{discrete: [{value: 0, weight: 1}, {value: 9, weight: 1}]}", 0), InlineData("{uniform: {low: 0, high: 9}}", 0)]
    public void Check_ReachesAnOpenBound_IsRefused(string form, double reached)
    {
        var problem = Some.ProblemOf(Some.Yaml($"framework: {{fullSpendPerMonth: {form}}}"));
        Assert.StartsWith($"the distribution reaches {reached}; allowed: above 0", problem.Text, StringComparison.Ordinal);
    }

    /// <summary>It is drawn at a stream of its own, where nothing moves it into its range.</summary>
    [Fact]
    public void Check_OverrunThatMayFallBelowNought_IsToBeTruncated()
    {
        var problem = Some.ProblemOf(With("overrun: {normal: {mean: 1, sd: 1}}"));
        Assert.EndsWith("allowed: above 0, at most 1000, ratio; truncate it", problem.Text, StringComparison.Ordinal);
        Assert.Empty(Some.ProblemsOf(With("overrun: {normal: {mean: 1, sd: 1}, truncate: {low: 0.1}}")));

        static string With(string overrun) => Some.Yaml(initiatives: $"{{id: a, sites: {{eligible: 9}}, delivery: {{{overrun}}}}}");
    }

    /// <summary>A message from a client may hold what no file can.</summary>
    [Theory]
    [InlineData(double.NaN), InlineData(double.PositiveInfinity), InlineData(double.NegativeInfinity)]
    public void Check_NoFiniteNumber_IsRefused(double value)
    {
        Number[] numbers =
        [
            new() { Value = value },
            new() { Uniform = new Uniform { Low = 0, High = value } },
            new() { Triangular = new Triangular { Low = 0, Mode = 1, High = value } },
            new() { Normal = new Normal { Mean = value, Sd = 1 } },
            new() { Normal = new Normal { Mean = 1, Sd = value } },
            new() { Lognormal = new Lognormal { Mean = value, Cv = 1 } },
            new() { Lognormal = new Lognormal { Median = 1, Sigma = value } },
            new() { Gamma = new Gamma { Shape = 1, Mean = value } },
            new() { Discrete = new Discrete { Values = { new WeightedValue { Value = 1, Weight = value } } } },
            new() { Empirical = new Empirical { Values = { 1, value } } },
            new() { Normal = new Normal { Mean = 1, Sd = 1 }, Truncate = new Contracts.V1.Range { Low = value, High = value } },
        ];
        Assert.All(numbers, AssertRefused);
    }

    static void AssertRefused(Number number)
    {
        var set = Some.Set(Some.Yaml());
        set.Portfolio.Framework = new Framework { Strength = number };
        var problems = new Problems();
        Compiler.Check(set, problems);
        Assert.Equal("framework.strength", Assert.Single(problems.Found).Path);
    }
}
