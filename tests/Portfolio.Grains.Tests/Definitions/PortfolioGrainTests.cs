using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Definitions;

namespace Portfolio.Grains.Tests.Definitions;

/// <summary>Portfolios keep every revision, and only what differs makes one.</summary>
public sealed class PortfolioGrainTests(SharedCluster shared)
{
    static readonly WriteMode New = new(MustBeNew: true, MayBeNew: true, "");
    static readonly WriteMode Change = new(MustBeNew: false, MayBeNew: false, "");

    readonly string name = $"workspaces/default/portfolios/{Guid.NewGuid():N}";

    IPortfolioGrain Grain => shared.Cluster.Grains.GetGrain<IPortfolioGrain>(name);

    [Fact]
    public async Task Write_New_IsRevisionOneWithItsInitiatives()
    {
        var written = await Grain.Write(Some.Portfolio(), New);
        Assert.Equal((name, 1L), (written.Name, written.Revision));
        Assert.NotNull(written.UpdateTime);
        Assert.Equal(["scan", "read", "plan"], written.Initiatives.Select(each => each.Id));
        Assert.All(written.Initiatives, each => Assert.Equal(($"{name}/initiatives/{each.Id}", 1L), (each.Name, each.Revision)));
        Assert.Equal(written, await Grain.Read(0));
    }

    [Fact]
    public async Task Write_Equal_MakesNoRevision()
    {
        var first = await Grain.Write(Some.Portfolio(), New);
        Assert.Equal(first, await Grain.Write(Some.Portfolio(), Change));
        Assert.Equal(first, await Grain.Write(first.Clone(), Change));
    }

    [Fact]
    public async Task Write_OneInitiativeDiffers_OnlyThatOneGetsARevision()
    {
        await Grain.Write(Some.Portfolio(), New);
        var second = await Grain.Write(Less(Some.Portfolio()), Change);
        Assert.Equal(2, second.Revision);
        Assert.Equal([1L, 1L, 2L], second.Initiatives.Select(each => each.Revision));
    }

    [Fact]
    public async Task Read_OldRevision_IsASnapshotOfAllItsInitiatives()
    {
        var first = await Grain.Write(Some.Portfolio(), New);
        await Grain.Write(Less(Some.Portfolio()), Change);
        Assert.Equal(first, await Grain.Read(1));
        Assert.Equal(2, (await Grain.Read(0)).Revision);
    }

    [Fact]
    public async Task Write_BackToWhatItWas_IsANewRevision()
    {
        await Grain.Write(Some.Portfolio(), New);
        await Grain.Write(Less(Some.Portfolio()), Change);
        var third = await Grain.Write(Some.Portfolio(), Change);
        Assert.Equal(3, third.Revision);
        Assert.Equal((await Grain.Read(1)).Initiatives.Select(Content), third.Initiatives.Select(Content));
    }

    [Fact]
    public async Task Write_EtagOfTheNewest_IsTaken()
    {
        var changed = Less(await Grain.Write(Some.Portfolio(), New));
        Assert.Equal(2, (await Grain.Write(changed, Change)).Revision);
    }

    [Fact]
    public async Task Write_EtagOfBefore_IsRefusedWithTheCurrentOne()
    {
        var first = await Grain.Write(Some.Portfolio(), New);
        var second = await Grain.Write(Less(Some.Portfolio()), Change);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Grain.Write(first, Change));
        Assert.Equal((Refusal.EtagMismatch, name, second.Etag), (refused.Refusal, refused.Resource, refused.CurrentEtag));
        Assert.Equal(2, (await Grain.Read(0)).Revision);
    }

    [Fact]
    public async Task Write_SameRequestId_GivesTheRevisionItMade()
    {
        await Grain.Write(Some.Portfolio(), New with { RequestId = "first" });
        await Grain.Write(Less(Some.Portfolio()), Change);
        Assert.Equal(1, (await Grain.Write(Some.Portfolio(), New with { RequestId = "first" })).Revision);
        Assert.Equal(2, (await Grain.Read(0)).Revision);
    }

    [Fact]
    public async Task Write_AtTheSameTime_EveryChangeIsARevision()
    {
        await Grain.Write(Some.Portfolio(), New);
        var written = await Task.WhenAll(Enumerable.Range(6, 8).Select(sites => Grain.Write(Less(Some.Portfolio(), sites), Change)));
        Assert.Equal(Enumerable.Range(2, 8).Select(revision => (long)revision), written.Select(each => each.Revision).Order());
    }

    [Fact]
    public async Task Write_NewButThereIsOne_IsRefused()
    {
        await Grain.Write(Some.Portfolio(), New);
        Assert.Equal(Refusal.AlreadyExists, (await Assert.ThrowsAsync<RefusedException>(() => Grain.Write(Some.Portfolio(), New))).Refusal);
    }

    [Fact]
    public async Task Write_ChangeOfNothing_IsRefused() =>
        Assert.Equal(Refusal.NotFound, (await Assert.ThrowsAsync<RefusedException>(() => Grain.Write(Some.Portfolio(), Change))).Refusal);

    [Theory]
    [InlineData(0, "no such resource")]
    [InlineData(1, "no such resource")]
    public async Task Read_Nothing_IsRefused(long revision, string reason)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Grain.Read(revision));
        Assert.Equal((Refusal.NotFound, name), (refused.Refusal, refused.Resource));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public async Task Read_RevisionThatIsNot_IsRefusedWithThoseThereAre(long revision)
    {
        await Grain.Write(Some.Portfolio(), New);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Grain.Read(revision));
        Assert.Contains("revisions are 1 to 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summary_Written_HasEverythingButTheInitiatives()
    {
        var written = await Grain.Write(Some.Portfolio(), New);
        written.Initiatives.Clear();
        Assert.Equal(written, await Grain.Summary());
    }

    static PortfolioDefinition Less(PortfolioDefinition portfolio, double sites = 4)
    {
        portfolio.Initiatives[^1].Sites.Eligible.Value = sites;
        return portfolio;
    }

    static ByteString Content(Initiative initiative)
    {
        var content = initiative.Clone();
        (content.Revision, content.Etag, content.UpdateTime) = (0, "", null);
        return content.ToByteString();
    }
}
