using System.Reflection;
using Portfolio.Model.Parameters;

namespace Portfolio.Model.Tests.Parameters;

public class ParameterLayoutTests
{
    [Fact]
    public void Initiative_Layout_NamesEveryDoubleOnce() =>
        Assert.Equal(Enumerable.Range(0, ParameterLayout.InitiativeLength), ParameterLayout.Initiative.Values.Order());

    [Fact]
    public void Portfolio_Layout_NamesEveryDoubleOnce() =>
        Assert.Equal(Enumerable.Range(0, ParameterLayout.PortfolioLength), ParameterLayout.Portfolio.Values.Order());

    [Fact]
    public void Initiative_EveryPlainField_IsAtItsIndex() =>
        AssertPlainFields(Numbered().Initiative(1), ParameterLayout.Initiative, ParameterSet.InitiativeOffset(1));

    [Fact]
    public void Portfolio_EveryPlainField_IsAtItsIndex() => AssertPlainFields(Numbered().Portfolio, ParameterLayout.Portfolio, 0);

    [Fact]
    public void Initiative_NestedFields_AreAtTheirPaths()
    {
        var p = Numbered().Initiative(0);
        Assert.Equal(At("leadership.rampMonths"), p.Leadership.RampMonths);
        Assert.Equal(At("delivery.stageMonths.discovery"), p.DeliveryStageMonths[0]);
        Assert.Equal(At("delivery.gateProbability.approval"), p.DeliveryGateProbability[3]);
        Assert.Equal(At("quality.gateDiscrimination.validation"), p.QualityGateDiscrimination[2]);
        static double At(string path) => ParameterSet.InitiativeOffset(0) + ParameterLayout.Initiative[ParameterLayout.Key(path)];
    }

    [Fact]
    public void Portfolio_NestedFields_AreAtTheirPaths()
    {
        var p = Numbered().Portfolio;
        Assert.Equal(At("leadership.tenureMonths"), p.Leadership.TenureMonths);
        foreach (var lever in Enum.GetValues<Lever>())
        {
            Assert.Equal(At($"levers.{lever}.start"), p.Levers[(int)lever].Start);
            Assert.Equal(At($"levers.{lever}.decay"), p.Levers[(int)lever].Decay);
        }

        static double At(string path) => ParameterLayout.Portfolio[ParameterLayout.Key(path)];
    }

    /// <summary>Parameters of two initiatives in which each number is its own index.</summary>
    static ParameterSet Numbered()
    {
        double[] numbers = [.. Enumerable.Range(0, ParameterSet.InitiativeOffset(2)).Select(i => (double)i)];
        return new ParameterSampler(numbers, [], [], 1, 1).At(0);
    }

    static void AssertPlainFields<T>(T values, IReadOnlyDictionary<string, int> layout, int offset)
        where T : struct
    {
        foreach (var field in typeof(T).GetFields(BindingFlags.Instance | BindingFlags.Public).Where(field => field.FieldType == typeof(double)))
            Assert.Equal((double)offset + layout[ParameterLayout.Key(field.Name)], field.GetValue(values));
    }
}
