using CsCheck;
using Portfolio.Model.Funding;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Tests.Funding;

public class GrantPurseTests
{
    const double Infinite = double.PositiveInfinity;

    /// <summary>A purse, what is allocated, and a need of at least that.</summary>
    static readonly Gen<(double Purse, double Allocated, double Need)> Any =
        Gen.Select(Gen.OneOf(Gen.Const(0.0), Gen.Double[-1e6, 1e6]), Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 1e6]), Gen.OneOfConst(0.0, 0.1, 1.0, Infinite))
            .Select((purse, allocated, more) => (purse, allocated, allocated + more * 1e5));

    [Theory]
    [InlineData(0, 30, 100, 30, 0)]
    [InlineData(50, 30, 100, 80, 0), InlineData(70, 30, 100, 100, 0), InlineData(75, 30, 100, 100, 5), InlineData(75, 100, 100, 100, 75)]
    [InlineData(-10, 30, 100, 20, 0), InlineData(-30, 30, 100, 0, 0), InlineData(-75, 30, 100, 0, -45)]
    [InlineData(75, 0, 0, 0, 75), InlineData(-75, 0, 0, 0, -75)]
    [InlineData(75, 30, Infinite, 105, 0), InlineData(75, 0, Infinite, 75, 0), InlineData(-75, 30, Infinite, 0, -45)]
    public void Receive_APurse_TopsUpToTheNeedOrTakesBackWhatThereIs(double purse, double allocated, double need, double received, double left) =>
        Assert.Equal((received, left), Receive(purse, allocated, need));

    [Fact]
    public void Receive_NothingInThePurse_IsWhatIsAllocatedToTheLastBit() =>
        Any.Sample(each => Receive(0, each.Allocated, each.Need) == (each.Allocated, 0));

    [Fact]
    public void Receive_NothingLacking_IsWhatIsAllocatedToTheLastBit() =>
        Any.Sample(each => each.Purse < 0 || Receive(each.Purse, each.Allocated, each.Allocated) == (each.Allocated, each.Purse));

    [Fact]
    public void Receive_AnyPurse_StaysBetweenZeroAndNeed() =>
        Any.Sample(each => Receive(each.Purse, each.Allocated, each.Need).Received is var received && received >= 0 && received <= each.Need);

    [Fact]
    public void Receive_AnyPurse_MovesMoneyBetweenPurseAndClaimant() =>
        Any.Sample(each =>
        {
            var (received, left) = Receive(each.Purse, each.Allocated, each.Need);
            return Math.Abs(each.Purse + each.Allocated - received - left) < 1e-9 && Math.Abs(left) <= Math.Abs(each.Purse) && left * each.Purse >= 0;
        });

    [Fact]
    public void Receive_MoreInThePurse_IsNeverLess() =>
        Gen.Select(Any, Gen.Double[0, 1e6]).Sample((each, more) =>
            Receive(each.Purse + more, each.Allocated, each.Need).Received >= Receive(each.Purse, each.Allocated, each.Need).Received);

    static (double Received, double Left) Receive(double purse, double allocated, double need)
    {
        Lanes1 left = purse;
        var received = GrantPurse.Receive<Lanes1>(ref left, allocated, need).Value;
        return (received, left.Value);
    }
}
