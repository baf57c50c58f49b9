using CsCheck;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Tests.Statistics;

public class QuantisationTests
{
    static readonly Gen<double> Amounts = Gen.Select(Gen.Double[-1, 1], Gen.Int[-3, 12], (mantissa, power) => mantissa * Math.Pow(10, power));

    [Fact]
    public void Bin_OfALargerAmount_IsNotSmaller() =>
        Gen.Select(Amounts, Amounts).Sample((a, b) => Bin(Math.Min(a, b)) <= Bin(Math.Max(a, b)));

    [Theory]
    [InlineData(SeriesKind.Amount, 1), InlineData(SeriesKind.Amount, 16), InlineData(SeriesKind.FineAmount, 1), InlineData(SeriesKind.FineAmount, 16)]
    public void Value_OfABin_IsWithinTheResolution(SeriesKind kind, int fineness) =>
        Amounts.Where(amount => Math.Abs(amount) >= 1).Sample(amount =>
        {
            var found = Quantisation.Value(kind, Quantisation.Bin(kind, amount, fineness), fineness);
            return Math.Abs(found / amount - 1) <= Quantisation.Resolution(kind, fineness).Size;
        }, iter: 10_000);

    [Fact]
    public void Value_OfAnAmountBelowOne_IsZero() => Assert.Equal(0, Quantisation.Value(SeriesKind.Amount, Bin(-0.99)));

    [Fact]
    public void Value_OfASmallFineAmount_IsWithinOnePercent() =>
        Assert.Equal(0.0123, Quantisation.Value(SeriesKind.FineAmount, Quantisation.Bin(SeriesKind.FineAmount, 0.0123)), 0.000123);

    [Fact]
    public void Bin_OfNeighbouringAmounts_HasNoGap()
    {
        Assert.Equal(1, Bin(1));
        Assert.Equal(Bin(2) - 1, Bin(2 * (1 - 1e-6)));
        Assert.Equal(40, Bin(2) - Bin(1));
        Assert.Equal(-Bin(1234.5), Bin(-1234.5));
    }

    [Fact]
    public void Value_OfAShare_IsWithinHalfABin() =>
        Gen.Double[0, 1].Sample(share =>
            Math.Abs(Quantisation.Value(SeriesKind.Share, Quantisation.Bin(SeriesKind.Share, share)) - share) <= 1.0 / 512);

    [Fact]
    public void Value_OfACount_IsExact() =>
        Gen.Int[0, 100_000].Sample(count => Quantisation.Value(SeriesKind.Count, Quantisation.Bin(SeriesKind.Count, count)) == count);

    [Theory]
    [InlineData(SeriesKind.Count, 1), InlineData(SeriesKind.Share, 1 / 8388608.0), InlineData(SeriesKind.Amount, 1 / 64.0), InlineData(SeriesKind.FineAmount, 1 / 65536.0)]
    public void ToUnits_OfANumber_IsWithinHalfAUnit(SeriesKind kind, double unit)
    {
        Assert.Equal(unit, Quantisation.Unit(kind));
        var value = kind == SeriesKind.Count ? 17 : 0.7654321;
        Assert.Equal(value, Quantisation.ToUnits(kind, value) * unit, unit / 2);
    }

    static int Bin(double amount) => Quantisation.Bin(SeriesKind.Amount, amount);
}
