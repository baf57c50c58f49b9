using Portfolio.Definitions.Compiling;
using Portfolio.Model.Distributions;
using Portfolio.Model.Randomness;

namespace Portfolio.Definitions.Tests.Compiling;

/// <summary>Every form in which a number may be written, and what is drawn for it.</summary>
public class DistributionsTests
{
    static readonly Dictionary<string, Distribution> Forms = new()
    {
        ["0.25"] = new Fixed(0.25),
        ["2.5e-1"] = new Fixed(0.25),
        ["{value: 0.25}"] = new Fixed(0.25),
        ["{uniform: {low: 1, high: 3}}"] = new Uniform(1, 3),
        ["{uniform: {low: 2, high: 2}}"] = new Uniform(2, 2),
        ["{triangular: {low: 0.002, mode: 0.01, high: 0.03}}"] = new Triangular(0.002, 0.01, 0.03),
        ["{triangular: {low: 1, mode: 1, high: 3}}"] = new Triangular(1, 1, 3),
        ["{pert: {low: 1, mode: 2, high: 4}}"] = BetaDistribution.Pert(1, 2, 4),
        ["{normal: {mean: 2, sd: 0.25}}"] = new Normal(2, 0.25),
        ["{normal: {mean: 2, sd: 0}}"] = new Normal(2, 0),
        ["{lognormal: {mean: 1, cv: 0.5}}"] = Lognormal.FromMean(1, 0.5),
        ["{lognormal: {median: 1, sigma: 0.5}}"] = Lognormal.FromMedian(1, 0.5),
        ["{beta: {alpha: 2, beta: 38}}"] = new BetaDistribution(2, 38),
        ["{gamma: {shape: 2, mean: 1}}"] = new GammaDistribution(2, 1),
        ["{pareto: {minimum: 0.1, alpha: 1, cap: 4}}"] = new BoundedPareto(0.1, 1, 4),
        ["{discrete: [{value: 1, weight: 3}, {value: 2, weight: 1}]}"] = new Discrete([(1, 3), (2, 1)]),
        ["{discrete: {values: [{value: 1, weight: 3}, {value: 2, weight: 1}]}}"] = new Discrete([(1, 3), (2, 1)]),
        ["{empirical: {values: [1, 4, 1.5]}}"] = Discrete.Observed([1, 4, 1.5]),
        ["{empirical: {quantiles: [{probability: 0, value: 1}, {probability: 0.5, value: 1}, {probability: 1, value: 2}]}}"] = new QuantileTable([(0, 1), (0.5, 1), (1, 2)]),
        ["{mixture: [{weight: 1, of: 0.25}, {weight: 3, of: {uniform: {low: 1, high: 2}}}]}"] = new Mixture([(1, new Fixed(0.25)), (3, new Uniform(1, 2))]),
        ["{mixture: {components: [{weight: 1, of: {normal: {mean: 2, sd: 0.1}, truncate: {low: 1}}}]}}"] =
            new Mixture([(1, new Truncated(new Normal(2, 0.1), 1, double.PositiveInfinity))]),
        ["{normal: {mean: 2, sd: 1}, truncate: {low: 1, high: 3}}"] = new Truncated(new Normal(2, 1), 1, 3),
        ["{truncate: {high: 3}, lognormal: {mean: 1, cv: 0.5}}"] = new Truncated(Lognormal.FromMean(1, 0.5), double.NegativeInfinity, 3),
        ["{discrete: [{value: 1, weight: 3}, {value: 2, weight: 1}], truncate: {low: 2}}"] = new Truncated(new Discrete([(1, 3), (2, 1)]), 2, double.PositiveInfinity),
    };

    public static TheoryData<string> Written { get; } = [.. Forms.Keys];

    [Theory, MemberData(nameof(Written))]
    public void At_EachForm_IsTheQuantileOfItsUniform(string form)
    {
        var compiled = Some.Compiled(With(form));
        for (var replication = 0; replication < 16; replication++)
            Assert.Equal(Forms[form].Quantile(Uniform(replication)), compiled.Value("adoption.q", "a", replication));
    }

    [Theory, MemberData(nameof(Written))]
    public void At_EachFormWithProvenance_IsTheSame(string form)
    {
        var plain = Some.Compiled(With(form));
        string[] provenances = [$"{{value: {form}, source: here, grade: weak, owner: us}}", $"{{source: here, {(form[0] == '{' ? form[1..^1] : $"value: {form}")}, note: why}}"];
        foreach (var written in provenances)
            Assert.Equal(plain.Value("adoption.q", "a", 7), Some.Compiled(With(written)).Value("adoption.q", "a", 7));
    }

    [Theory, MemberData(nameof(Written))]
    public void At_Point_IsTheMean(string form) =>
        Assert.Equal(Forms[form].Mean, Some.Compiled(With(form), options: new CompileOptions(Point: true)).Value("adoption.q", "a", 7));

    [Fact]
    public void At_TailBeyondTheRange_IsMovedToItsBound()
    {
        var compiled = Some.Compiled(With("{normal: {mean: 4.9, sd: 3}}"));
        var drawn = Enumerable.Range(0, 64).Select(replication => compiled.Value("adoption.q", "a", replication)).ToList();
        Assert.Contains(5, drawn);
        Assert.Contains(0, drawn);
        Assert.All(drawn, value => Assert.InRange(value, 0, 5));
    }

    [Fact]
    public void At_TailBeyondAnOpenBound_StaysAboveIt()
    {
        var compiled = Some.Compiled(Some.Yaml("framework: {fullSpendPerMonth: {normal: {mean: 1, sd: 9}}}"));
        Assert.All(Enumerable.Range(0, 64), replication => Assert.True(compiled.Value("framework.fullSpendPerMonth", replication: replication) > 0));
    }

    [Fact]
    public void At_WholeNumber_IsRoundedToTheNearest()
    {
        var compiled = Some.Compiled(Some.Yaml(initiatives: "{id: a, sites: {eligible: {uniform: {low: 3, high: 6}}}}"));
        var drawn = Enumerable.Range(0, 64).Select(replication => compiled.Value("sites.eligible", "a", replication)).Distinct().Order();
        Assert.Equal([3, 4, 5, 6], drawn);
    }

    [Fact]
    public void Point_WholeNumber_IsTheRoundedMean() =>
        Assert.Equal(4, Some.Compiled(Some.Yaml("point: true", "{id: a, sites: {eligible: {uniform: {low: 3, high: 5.2}}}}")).Value("sites.eligible", "a"));

    static double Uniform(int replication) => Draws.Parameter(1, Fnv1a.Hash64("initiatives.a.adoption.q"), (uint)replication);

    static string With(string form) => Some.Yaml(initiatives: $"{{id: a, sites: {{eligible: 9}}, adoption: {{q: {form}}}}}");
}
