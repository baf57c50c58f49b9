using Portfolio.Contracts.V1;
using Portfolio.Grains.Definitions;

namespace Portfolio.Grains.Tests.Definitions;

/// <summary>Scenarios keep every revision.</summary>
public sealed class ScenarioGrainTests(SharedCluster shared)
{
    static readonly WriteMode New = new(MustBeNew: true, MayBeNew: true, "");
    static readonly WriteMode Change = new(MustBeNew: false, MayBeNew: false, "");

    readonly string name = $"workspaces/default/portfolios/some/scenarios/{Guid.NewGuid():N}";

    IScenarioGrain Grain => shared.Cluster.Grains.GetGrain<IScenarioGrain>(name);

    [Fact]
    public async Task Write_Changes_AreRevisionsThatCanBeRead()
    {
        var first = await Grain.Write(Scenario("one"), New);
        var second = await Grain.Write(Scenario("two"), Change);
        Assert.Equal((name, 1L, 2L), (first.Name, first.Revision, second.Revision));
        Assert.Equal(first, await Grain.Read(1));
        Assert.Equal(second, await Grain.Read(0));
        Assert.NotEqual(first.Etag, second.Etag);
    }

    [Fact]
    public async Task Write_EqualWithItsMapInAnotherOrder_MakesNoRevision()
    {
        var first = await Grain.Write(Scenario("one", "a.b", "c.d"), New);
        Assert.Equal(first, await Grain.Write(Scenario("one", "c.d", "a.b"), Change));
    }

    [Fact]
    public async Task Write_EtagOfBefore_IsRefused()
    {
        var first = await Grain.Write(Scenario("one"), New);
        await Grain.Write(Scenario("two"), Change);
        Assert.Equal(Refusal.EtagMismatch, (await Assert.ThrowsAsync<RefusedException>(() => Grain.Write(first, Change))).Refusal);
    }

    [Fact]
    public async Task Write_SameRequestId_HasNoFurtherEffect()
    {
        var first = await Grain.Write(Scenario("one"), New with { RequestId = "r" });
        Assert.Equal(first, await Grain.Write(Scenario("other"), New with { RequestId = "r" }));
        Assert.Equal(first, await Grain.Read(0));
    }

    [Fact]
    public async Task Write_AllowedToBeMissing_MakesIt() =>
        Assert.Equal(1, (await Grain.Write(Scenario("one"), Change with { MayBeNew = true })).Revision);

    [Fact]
    public async Task Read_Nothing_IsRefused() =>
        Assert.Equal(Refusal.NotFound, (await Assert.ThrowsAsync<RefusedException>(() => Grain.Read(0))).Refusal);

    [Fact]
    public async Task Delete_Then_Undelete_KeepsWhatItSaid()
    {
        var first = await Grain.Write(Scenario("one"), New);
        var deleted = await Grain.Delete(first.Etag, Change);
        Assert.Equal((2L, "one", deleted.UpdateTime), (deleted.Revision, deleted.Description, deleted.DeleteTime));
        Assert.Equal(Refusal.FailedPrecondition, (await Assert.ThrowsAsync<RefusedException>(() => Grain.Write(Scenario("two"), Change))).Refusal);
        var back = await Grain.Undelete("", Change);
        Assert.Equal((3L, "one", null), (back.Revision, back.Description, back.DeleteTime));
    }

    static Scenario Scenario(string description, params string[] paths)
    {
        var scenario = new Scenario { Id = "s", Description = description };
        foreach (var path in paths)
            scenario.Set[path] = Google.Protobuf.WellKnownTypes.Value.ForNumber(1);
        return scenario;
    }
}
