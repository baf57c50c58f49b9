using Portfolio.Contracts.V1;
using Portfolio.Grains.Definitions;
using Portfolio.Grains.Journals;
using Kind = Portfolio.Contracts.V1.Revision.Types.Kind;

namespace Portfolio.Grains.Tests.Definitions;

/// <summary>Every revision stands in the feed once, in the order in which revisions were made.</summary>
public sealed class ToldRevisionsTests(SharedCluster shared)
{
    static readonly WriteMode New = new(MustBeNew: true, MayBeNew: true, "") { Change = new Change { Author = "ada" } };
    static readonly WriteMode Existing = WriteMode.Existing("", new Change { Author = "ben" });

    readonly string name = $"workspaces/default/portfolios/{Guid.NewGuid():N}";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    IPortfolioGrain Grain => shared.Cluster.Grains.GetGrain<IPortfolioGrain>(name);

    IScenarioGrain Scenario => shared.Cluster.Grains.GetGrain<IScenarioGrain>($"{name}/scenarios/cut");

    [Fact]
    public async Task Feed_ChangesOfPortfolioAndScenario_TellsEachRevisionOnce()
    {
        await Grain.Write(Some.Portfolio(), New);
        await Scenario.Write(new Scenario { Id = "cut" }, New);
        await Grain.Write(Some.Portfolio(), Existing);
        await Scenario.Delete("", Existing);
        await Grain.Delete("", Existing);
        await Grain.Undelete("", Existing);
        Assert.Equal(
            [$"{name}/revisions/1", $"{name}/scenarios/cut/revisions/1", $"{name}/scenarios/cut/revisions/2", $"{name}/revisions/2", $"{name}/revisions/3"],
            (await Watched(5)).Select(frame => frame.Revision.Name));
    }

    [Fact]
    public async Task Feed_InitiativesThatChanged_AreNamedWithTheirRevisions()
    {
        await Grain.Write(Some.Portfolio(), New);
        var changed = Some.Portfolio();
        changed.Initiatives.RemoveAt(2);
        changed.Initiatives[0].Theme = "other";
        await Grain.Write(changed, Existing);
        var frames = await Watched(2);
        Assert.Equal([("plan", 1L, Kind.Created), ("read", 1, Kind.Created), ("scan", 1, Kind.Created)], frames[0].Revision.Initiatives.Select(Told));
        Assert.Equal([("plan", 2L, Kind.Deleted), ("scan", 2, Kind.Updated)], frames[1].Revision.Initiatives.Select(Told));
    }

    [Fact]
    public async Task Feed_RefusedChange_TellsNothing()
    {
        await Grain.Write(Some.Portfolio(), New);
        await Assert.ThrowsAsync<RefusedException>(() => Grain.Delete("another etag", Existing));
        await Grain.Delete("", Existing);
        Assert.Equal([1L, 2], (await Watched(2)).Select(frame => frame.Sequence));
    }

    static (string, long, Kind) Told(InitiativeChange change) => (change.Initiative, change.Number, change.Kind);

    async Task<List<ChangeFrame>> Watched(int count) =>
        await shared.Cluster.Grains.GetGrain<IFeedGrain>(name).Watch([], 0, Cancellation).Take(count).ToListAsync(Cancellation);
}
