using CsCheck;
using Portfolio.Model.Funding;

namespace Portfolio.Model.Tests.Funding;

public class PurseTests
{
    const int Tiers = 3;

    static readonly Gen<(int Tier, double Amount)[]> Claims = Gen.Select(Gen.Int[0, Tiers - 1], Gen.Double[0, 1e6]).Array[0, 12];

    [Fact]
    public void FractionOf_WithinATier_IsTheSameFractionForAll()
    {
        var purse = Allocated(60, (0, 30), (0, 90));
        Assert.Equal((15, 45), (30 * purse.FractionOf(0), 90 * purse.FractionOf(0)));
    }

    [Fact]
    public void FractionOf_LaterTier_GetsWhatEarlierOnesLeave()
    {
        var purse = Allocated(100, (0, 30), (1, 50), (2, 40));
        Assert.Equal((30, 50, 20), (30 * purse.FractionOf(0), 50 * purse.FractionOf(1), 40 * purse.FractionOf(2)));
    }

    [Fact]
    public void FractionOf_PotSpentEarlier_IsNothing()
    {
        var purse = Allocated(20, (0, 30), (1, 50));
        Assert.Equal((20, 0, 0), (30 * purse.FractionOf(0), 50 * purse.FractionOf(1), purse.Left));
    }

    [Fact]
    public void FractionOf_AmplePot_IsTheClaimToTheBit() =>
        Claims.Sample(claims =>
            claims is var all && Allocated(1e9, all) is var purse && all.All(claim => claim.Amount * purse.FractionOf(claim.Tier) == claim.Amount));

    [Fact]
    public void Allocate_AnyClaims_ConservesMoney() =>
        Gen.Select(Claims, Gen.Double[0, 5e6]).Sample((claims, pot) =>
        {
            var purse = Allocated(pot, claims);
            var paid = claims.Sum(claim => claim.Amount * purse.FractionOf(claim.Tier));
            return Math.Abs(pot - paid - purse.Left) < 1e-6 && purse.Left >= 0;
        });

    [Fact]
    public void FractionOf_MoreMoney_IsNeverLess() =>
        Gen.Select(Claims, Gen.Double[0, 5e6], Gen.Double[0, 1e6]).Sample((claims, pot, more) =>
        {
            var (poor, rich) = (Allocated(pot, claims), Allocated(pot + more, claims));
            return claims.All(claim => rich.FractionOf(claim.Tier) >= poor.FractionOf(claim.Tier) - 1e-12);
        });

    [Fact]
    public void Open_NextMonth_ForgetsOldClaims()
    {
        var purse = Allocated(10, (0, 100));
        purse.Open();
        purse.Claim(0, 10);
        purse.Allocate(10);
        Assert.Equal(10, 10 * purse.FractionOf(0));
    }

    static Purse Allocated(double pot, params (int Tier, double Amount)[] claims)
    {
        var purse = new Purse(Tiers);
        purse.Open();
        foreach (var (tier, amount) in claims)
            purse.Claim(tier, amount);
        purse.Allocate(pot);
        return purse;
    }
}
