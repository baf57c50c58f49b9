using CsCheck;
using Portfolio.Model.Delivery;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Tests.Delivery;

public class StageProgressTests
{
    [Fact]
    public void InMonth_AtReference_IsOneOverTheLength() => Assert.Equal(1.0 / 18, InMonth(1, 1, 0.7, 0.3, 0, 1, 18, 1), 1e-15);

    [Fact]
    public void InMonth_AnyConditions_IsTheProductOfItsFactors() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0.1, 1.2], Gen.Double[0, 5], Gen.Select(Gen.Double[0, 10], Gen.Double[0, 1]), Gen.Double[0, 1],
            Gen.Double[0.1, 240], Gen.Double[0.1, 5])
            .Sample((team, stability, power, lever, fallback, months, stretch) =>
            {
                var (effect, stock) = lever;
                var expected = Math.Exp(power * Math.Log(stability)) * team * fallback * (effect * stock + 1) / months / stretch;
                return Math.Abs(
                    InMonth(team, stability, power, effect, stock, fallback, months, stretch) - expected) <= 1e-12 * expected;
            });

    static double InMonth(double team, double stability, double power, double effect, double stock, double fallback, double months, double stretch) =>
        StageProgress.After(0, team, Scalar.Power(stability, power), StageProgress.Helped<Lanes1>(effect, stock) * fallback, 1 / (months * stretch)).Value;
}
