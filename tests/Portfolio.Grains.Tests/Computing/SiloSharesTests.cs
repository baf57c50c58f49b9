using System.Net;
using Portfolio.Grains.Computing;

namespace Portfolio.Grains.Tests.Computing;

/// <summary>Which silo the next part of a work goes to.</summary>
public sealed class SiloSharesTests
{
    static readonly SiloAddress[] Silos = [.. Enumerable.Range(1, 3).Select(port => SiloAddress.New(IPAddress.Loopback, port, 1))];

    [Fact]
    public void Give_EqualParts_GoesToEachInTurn()
    {
        var shares = new SiloShares(new Members(Silos));
        Assert.Equal(Silos, Enumerable.Range(0, 3).Select(_ => shares.Give(64)).Order());
        Assert.Equal(Silos, Enumerable.Range(0, 3).Select(_ => shares.Give(64)).Order());
    }

    [Fact]
    public void Give_UnequalParts_GoesToTheOneThatHasLeast()
    {
        var shares = new SiloShares(new Members(Silos[..2]));
        var (longer, shorter) = (shares.Give(512), shares.Give(64));
        Assert.NotEqual(longer, shorter);
        Assert.Equal(shorter, shares.Give(64));
        Assert.Equal(shorter, shares.Give(64));
    }

    [Fact]
    public void Give_OneIsDone_GoesToItsSilo()
    {
        var shares = new SiloShares(new Members(Silos));
        List<SiloAddress?> given = [.. Enumerable.Range(0, 6).Select(_ => shares.Give(64))];
        shares.TakeBack(given[1], 64);
        Assert.Equal(given[1], shares.Give(64));
    }

    [Fact]
    public void Give_OneIsHalfAsFast_GoesToTheOtherTwiceAsOften()
    {
        var shares = new SiloShares(new Members(Silos[..2]));
        var (fast, slow) = (shares.Give(64), shares.Give(64));
        shares.TakeBack(fast, 64, TimeSpan.FromSeconds(1));
        shares.TakeBack(slow, 64, TimeSpan.FromSeconds(2));
        var given = Enumerable.Range(0, 30).Select(_ => shares.Give(64)!).CountBy(silo => silo).Select(silo => silo.Value).Order();
        Assert.Equal([10, 20], given);
    }

    [Fact]
    public void Within_SomeAreDone_IsWhatTheNextSilosThreadDoes()
    {
        var shares = new SiloShares(new Members(Silos[..2]));
        Assert.Equal(int.MaxValue, shares.Within(TimeSpan.FromSeconds(1)));
        var first = shares.Give(64);
        shares.TakeBack(first, 64, TimeSpan.FromSeconds(2));
        Assert.Equal(32, shares.Within(TimeSpan.FromSeconds(1)));
        var other = shares.Give(640) == first ? shares.Give(64) : first;
        shares.TakeBack(other, 64, TimeSpan.FromSeconds(0.5));
        Assert.Equal(128, shares.Within(TimeSpan.FromSeconds(1)));
    }

    /// <summary>Works of one part each, of which there may be thousands, are spread too.</summary>
    [Fact]
    public void Give_ManyWorksOfOnePart_AreSpread()
    {
        var members = new Members(Silos);
        Assert.True(Enumerable.Range(0, 20).Select(_ => new SiloShares(members).Give(64)).Distinct().Count() > 1);
    }

    [Fact]
    public void Give_NoSiloIsKnown_GoesToNone()
    {
        var shares = new SiloShares(new Members([]));
        Assert.Null(shares.Give(64));
        shares.TakeBack(null, 64);
    }
}
