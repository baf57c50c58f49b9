using Portfolio.Contracts.V1;
using Portfolio.Grains.Definitions;
using Kind = Portfolio.Contracts.V1.Revision.Types.Kind;

namespace Portfolio.Grains.Tests.Definitions;

/// <summary>Every revision says who, when and why; deletions are revisions too, and nothing that was is lost.</summary>
public sealed class RevisionTests(SharedCluster shared)
{
    static readonly WriteMode New = new(MustBeNew: true, MayBeNew: true, "") { Change = By("ada", "the first") };
    static readonly WriteMode Existing = WriteMode.Existing("", By("ben", "fewer sites"));

    readonly string name = $"workspaces/default/portfolios/{Guid.NewGuid():N}";

    IPortfolioGrain Grain => shared.Cluster.Grains.GetGrain<IPortfolioGrain>(name);

    IInitiativeGrain Initiative(string id) => shared.Cluster.Grains.GetGrain<IInitiativeGrain>($"{name}/initiatives/{id}");

    [Fact]
    public async Task Revisions_Changes_SayWhoWhenAndWhyTheNewestFirst()
    {
        var first = await Grain.Write(Some.Portfolio(), New);
        var second = await Grain.Write(Without("plan"), Existing);
        var revisions = await Grain.Revisions(0, 10);
        Assert.Equal([(2L, Kind.Updated, "ben", "fewer sites"), (1L, Kind.Created, "ada", "the first")], revisions.Select(Told));
        Assert.Equal([second.UpdateTime, first.UpdateTime], revisions.Select(each => each.CreateTime));
        Assert.Equal($"{name}/revisions/2", revisions[0].Name);
    }

    [Fact]
    public async Task Revisions_Limited_AreThoseBelow()
    {
        await Grain.Write(Some.Portfolio(), New);
        foreach (var id in new[] { "scan", "read", "plan" })
            await Grain.Write(Without(id), Existing);
        Assert.Equal([4, 3], (await Grain.Revisions(0, 2)).Select(each => each.Number));
        Assert.Equal([2, 1], (await Grain.Revisions(3, 2)).Select(each => each.Number));
    }

    [Fact]
    public async Task Revision_Any_HoldsDefinitionAndFile()
    {
        var source = new SourceFile { Path = "portfolio.yaml", Text = "# why" };
        var first = await Grain.Write(Some.Portfolio(), New with { Source = source });
        await Grain.Write(Without("plan"), Existing);
        var found = await Grain.Revision(1);
        Assert.Equal((first, source), (found.Portfolio, found.Source));
        Assert.Null((await Grain.Revision(2)).Source);
    }

    [Fact]
    public async Task Write_EqualButAnotherFile_IsARevision()
    {
        await Grain.Write(Some.Portfolio(), New);
        var source = new SourceFile { Path = "portfolio.yaml", Text = "# why" };
        Assert.Equal(2, (await Grain.Write(Some.Portfolio(), Existing with { Source = source })).Revision);
        Assert.Equal(2, (await Grain.Write(Some.Portfolio(), Existing with { Source = source })).Revision);
        Assert.Equal(2, (await Grain.Write(Some.Portfolio(), Existing)).Revision);
    }

    [Fact]
    public async Task Delete_Then_Undelete_AreRevisionsWithTheSameDefinition()
    {
        var first = await Grain.Write(Some.Portfolio(), New);
        var deleted = await Grain.Delete(first.Etag, Existing);
        Assert.Equal((2L, deleted.UpdateTime), (deleted.Revision, deleted.DeleteTime));
        var back = await Grain.Undelete(deleted.Etag, Existing);
        Assert.Equal((3L, null), (back.Revision, back.DeleteTime));
        Assert.Equal(first.Initiatives, back.Initiatives);
        Assert.Equal([Kind.Undeleted, Kind.Deleted, Kind.Created], (await Grain.Revisions(0, 10)).Select(each => each.Kind));
    }

    [Fact]
    public async Task Delete_EtagOfBefore_IsRefused()
    {
        var first = await Grain.Write(Some.Portfolio(), New);
        await Grain.Write(Without("plan"), Existing);
        Assert.Equal(Refusal.EtagMismatch, await Refused(() => Grain.Delete(first.Etag, Existing)));
    }

    [Fact]
    public async Task Delete_Deleted_IsNotFoundAndCannotBeWritten()
    {
        await Grain.Write(Some.Portfolio(), New);
        Assert.Equal(Refusal.AlreadyExists, await Refused(() => Grain.Undelete("", Existing)));
        await Grain.Delete("", Existing);
        Assert.Equal(Refusal.NotFound, await Refused(() => Grain.Delete("", Existing)));
        Assert.Equal(Refusal.FailedPrecondition, await Refused(() => Grain.Write(Some.Portfolio(), Existing)));
        Assert.Equal(Refusal.AlreadyExists, await Refused(() => Grain.Write(Some.Portfolio(), New)));
    }

    [Fact]
    public async Task Delete_SameRequestId_HasNoFurtherEffect()
    {
        await Grain.Write(Some.Portfolio(), New);
        var once = await Grain.Delete("", Existing with { RequestId = "r" });
        Assert.Equal(once, await Grain.Delete("", Existing with { RequestId = "r" }));
    }

    [Fact]
    public async Task Initiative_LeftOutAndBack_KeepsItsHistory()
    {
        var first = await Grain.Write(Some.Portfolio(), New);
        await Grain.Write(Without("read"), Existing);
        Assert.NotNull((await Initiative("read").Read(0)).DeleteTime);
        Assert.Equal(["read"], (await Grain.DeletedInitiatives()).Select(each => each.Id));
        var back = await Grain.Write(Some.Portfolio(), Existing);
        Assert.Equal((3L, null), (back.Initiatives[1].Revision, back.Initiatives[1].DeleteTime));
        Assert.Equal([(3L, Kind.Undeleted, "ben"), (2L, Kind.Deleted, "ben"), (1L, Kind.Created, "ada")],
            (await Initiative("read").Revisions(0, 10)).Select(each => (each.Number, each.Kind, each.Change.Author)));
        Assert.Equal(first.Initiatives[1], (await Initiative("read").Revision(1)).Initiative);
    }

    [Fact]
    public async Task Initiative_Nothing_IsRefused()
    {
        await Grain.Write(Some.Portfolio(), New);
        Assert.Equal(Refusal.NotFound, await Refused(() => Initiative("nobody").Read(0)));
    }

    [Fact]
    public async Task Predecessors_OfADeletedOne_AreThoseOfWhereItStood()
    {
        await Grain.Write(Some.Portfolio(), New);
        await Grain.Write(Without("plan"), Existing);
        await Grain.Write(Without("plan", "read"), Existing);
        Assert.Equal(["scan", "read"], await Grain.Predecessors("plan"));
        Assert.Equal(["scan"], await Grain.Predecessors("read"));
        Assert.Empty(await Grain.Predecessors("nobody"));
    }

    static Change By(string author, string reason) => new() { Author = author, Reason = reason };

    static PortfolioDefinition Without(params string[] ids)
    {
        var portfolio = Some.Portfolio();
        foreach (var gone in portfolio.Initiatives.Where(each => ids.Contains(each.Id)).ToList())
            portfolio.Initiatives.Remove(gone);
        return portfolio;
    }

    static (long Number, Kind Kind, string Author, string Reason) Told(Revision revision) =>
        (revision.Number, revision.Kind, revision.Change.Author, revision.Change.Reason);

    static async Task<Refusal> Refused(Func<Task> call) => (await Assert.ThrowsAsync<RefusedException>(call)).Refusal;
}
