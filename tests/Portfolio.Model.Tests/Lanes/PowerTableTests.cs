using CsCheck;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Tests.Lanes;

public class PowerTableTests
{
    static readonly Gen<(double Reference, double Exponent)> Tables = Gen.Select(Gen.Double[0.3, 1], Gen.Double[0, 5]);

    [Fact]
    public void Of_AnyShare_IsThePower() =>
        Gen.Select(Tables, Gen.Double[0.001, 1]).Sample((table, x) =>
            Math.Abs(Of(table, x) / Math.Pow(x / table.Reference, table.Exponent) - 1) < 3e-15);

    [Theory]
    [InlineData(0), InlineData(0.25), InlineData(0.5), InlineData(0.999999), InlineData(1)]
    public void Of_TheEndsOfItsPieces_IsThePower(double x) => Assert.Equal(Math.Pow(x / 0.85, 0.7), Of((0.85, 0.7), x), 1e-15);

    [Fact]
    public void Of_SharesAtAnyWidth_HasTheSameBits() =>
        Gen.Select(Tables, Gen.Double[0, 1].Array[8]).Sample((table, values) =>
        {
            var powers = new PowerTable(1 / table.Reference, table.Exponent);
            double[] expected = [.. values.Select(x => powers.Of<Lanes1>(x).Value)];
            return expected.SequenceEqual(Wide.Map<Lanes4>(values, powers.Of)) && expected.SequenceEqual(Wide.Map<Lanes8>(values, powers.Of));
        });

    static double Of((double Reference, double Exponent) table, double x) => new PowerTable(1 / table.Reference, table.Exponent).Of<Lanes1>(x).Value;
}
