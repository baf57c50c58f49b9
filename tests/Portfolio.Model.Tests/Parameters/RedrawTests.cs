using Portfolio.Model.Blocks;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Parameters;

/// <summary>Some random numbers come from another seed, and all others stay.</summary>
public class RedrawTests
{
    const ulong Other = 77;

    static readonly string[] Plans = ["random", "latinHypercube", "sobol"];

    public static TheoryData<string> Samplings => [.. Plans];

    [Theory]
    [MemberData(nameof(Samplings))]
    public void Redrawn_Nothing_IsTheSameBitForBit(string sampling)
    {
        var model = Lively(sampling);
        AssertSame(Outcomes(model, new VectorKernel()), Outcomes(model.Redrawn(new Redraw(Other, false, All(model, false))), new VectorKernel()));
    }

    [Theory]
    [InlineData("random")]
    [InlineData("latinHypercube")]
    public void Redrawn_Everything_IsARunOfTheOtherSeed(string sampling)
    {
        var redrawn = Lively(sampling).Redrawn(new Redraw(Other, true, All(Lively(sampling), true)));
        AssertSame(Outcomes(Lively(sampling, Other), new VectorKernel()), Outcomes(redrawn, new VectorKernel()));
    }

    /// <summary>Also where points fill the space evenly, which another scramble of the same points would not be.</summary>
    [Theory]
    [MemberData(nameof(Samplings))]
    public void Redrawn_Everything_IsUncorrelated(string sampling)
    {
        var model = Lively(sampling);
        var redrawn = model.Redrawn(new Redraw(Other, true, All(model, true)));
        for (var i = 0; i < model.Parameters.Uncertain.Count; i++)
        {
            var pairs = Enumerable.Range(0, 1000).Select(r => (X: Uniform(model, i, r) - 0.5, Y: Uniform(redrawn, i, r) - 0.5)).ToList();
            Assert.InRange(12 * pairs.Average(pair => pair.X * pair.Y), -0.12, 0.12);
        }
    }

    [Theory]
    [MemberData(nameof(Samplings))]
    public void Redrawn_OneParameter_LeavesTheOthersAndChance(string sampling)
    {
        var model = Lively(sampling);
        bool[] second = [.. model.Parameters.Uncertain.Select((_, i) => i == 1)];
        var redrawn = model.Redrawn(new Redraw(Other, false, second));
        Assert.Equal(model.Seed, redrawn.Seed);
        Assert.All(Enumerable.Range(0, second.Length), i => Assert.Equal(second[i], Uniform(model, i, 5) != Uniform(redrawn, i, 5)));
        Assert.Equal(model.Parameters.At(5).Initiative(0).DeliveryOverrun, redrawn.Parameters.At(5).Initiative(0).DeliveryOverrun);
    }

    [Theory]
    [MemberData(nameof(Samplings))]
    public void Redrawn_Chance_TakesOverrunsAndLeavesParameters(string sampling)
    {
        var model = Lively(sampling);
        var redrawn = model.Redrawn(new Redraw(Other, true, All(model, false)));
        Assert.Equal(Other, redrawn.Seed);
        Assert.All(Enumerable.Range(0, model.Parameters.Uncertain.Count), i => Assert.Equal(Uniform(model, i, 5), Uniform(redrawn, i, 5)));
        Assert.NotEqual(model.Parameters.At(5).Initiative(0).DeliveryOverrun, redrawn.Parameters.At(5).Initiative(0).DeliveryOverrun);
    }

    [Fact]
    public void Redrawn_Some_IsTheSameInBothKernels()
    {
        var model = Lively("sobol");
        var redrawn = model.Redrawn(new Redraw(Other, true, [.. model.Parameters.Uncertain.Select((_, i) => i % 2 == 0)]));
        AssertSame(Outcomes(redrawn, new PlainKernel()), Outcomes(redrawn, new VectorKernel()));
    }

    /// <summary>Draws from uniforms on (0, 1), so that a number is its uniform.</summary>
    static double Uniform(PortfolioModel model, int parameter, int replication) => model.Parameters.At(replication)[model.Parameters.Uncertain[parameter].Targets[0]];

    static PortfolioModel Lively(string sampling, ulong seed = 1) => Some.Portfolio(
        ["id: a, stage: adoption", "id: b, stage: validation"],
        $"seed: {seed}, sampling: {sampling}, defaults.adoption.p: {{uniform: {{low: 0, high: 1}}}}, framework.strength: {{uniform: {{low: 0, high: 1}}}}, "
        + "defaults.delivery.overrun: {uniform: {low: 1, high: 2}}, budget.settlementCv: 0.1");

    static bool[] All(PortfolioModel model, bool redrawn) => [.. model.Parameters.Uncertain.Select(_ => redrawn)];

    static OutcomeTable Outcomes(PortfolioModel model, IKernel kernel) =>
        kernel.Simulate(model, new ReplicationRange(0, 40), SeriesValues.Of(model, [], 40), TestContext.Current.CancellationToken);

    static void AssertSame(OutcomeTable expected, OutcomeTable actual)
    {
        for (var column = 0; column < expected.Columns.Count; column++)
            Assert.Equal(expected.Columns[column], actual.Columns[column]);
    }
}
