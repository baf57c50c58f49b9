using Portfolio.Model;
using Portfolio.Model.Events;

namespace Portfolio.Definitions.Tests.Resolving;

/// <summary>A group is one definition of several initiatives; its id stands for all of them.</summary>
public class GroupsTests
{
    const string Group = "{id: x, sites: {eligible: 9}}, {id: g, count: 3, theme: t, sites: {eligible: 9}}, {id: y, sites: {eligible: 9}}";

    [Theory]
    [InlineData(1, "g", "g"), InlineData(3, "g-001", "g-003"), InlineData(999, "g-001", "g-999")]
    public void Expand_Count_SuffixesTheIds(int count, string first, string last)
    {
        var initiatives = Some.Compiled(Some.Yaml(initiatives: $"{{id: g, count: {count}, sites: {{eligible: 9}}}}")).Model.Initiatives;
        Assert.Equal((count, first, last), (initiatives.Count, initiatives[0].Id, initiatives[^1].Id));
    }

    [Fact]
    public void Expand_AGroup_StandsWhereItWasWritten() =>
        Assert.Equal(["x", "g-001", "g-002", "g-003", "y"], Some.Compiled(Some.Yaml(initiatives: Group)).Model.Initiatives.Select(each => each.Id));

    [Fact]
    public void Ids_OfAGroup_StandForAllOfIt()
    {
        var ids = Some.Compiled(Some.Yaml(initiatives: Group)).Resolved.Ids;
        Assert.Equal([1, 2, 3], ids["g"]);
        Assert.Equal([2], ids["g-002"]);
        Assert.Equal([4], ids["y"]);
    }

    [Fact]
    public void Targets_OfAGroupThemeOrAll_CountTheirInitiatives()
    {
        var yaml = Some.Yaml("targets: [{id: of-group, initiative: g, sites: 3, by: 2020-09}, {id: of-theme, theme: t, sites: 3, by: 2020-04}, {id: of-all, sites: 0.5, by: 2022-03}]", Group);
        var targets = Some.Compiled(yaml).Model.Targets;
        Assert.Equal([[1, 2, 3], [1, 2, 3], [0, 1, 2, 3, 4]], targets.Select(target => target.Initiatives));
        Assert.Equal([5, 0, 23], targets.Select(target => target.By));
    }

    [Fact]
    public void DependsOn_AGroup_WaitsForAllOfIt()
    {
        var yaml = Some.Yaml(initiatives: Group.Replace("id: x", "id: x, dependsOn: [{initiative: g, reached: validation}, {initiative: y, reached: adoption}]"));
        Prerequisite[] expected = [new(1, Stage.Validation), new(2, Stage.Validation), new(3, Stage.Validation), new(4, Stage.Adoption)];
        Assert.Equal(expected, Some.Compiled(yaml).Model.Initiatives[0].Prerequisites);
    }

    [Fact]
    public void Ranks_OfAGroupAndOfOneCopy_TheCopysOwnCounts()
    {
        var allocation = Some.Compiled(Some.Yaml("allocation: {policy: ranked, ranks: [g-002, levers, g]}", Group)).Model.Allocation;
        Assert.Equal([3, 2, 0, 2, 3], allocation.InitiativeRanks);
        Assert.Equal((1, 4), (allocation.LeverRank, allocation.Tiers));
    }

    [Fact]
    public void Events_OfAGroup_HappenToAllOfIt()
    {
        var events = EventsOf(
            "{id: d, leaderDeparts: {posts: [g, programme], month: 2020-05}}, {id: c, commitSites: {initiative: g, month: 2020-05, count: 1}}, "
            + "{id: o, openness: {initiatives: [g, y], factor: 1}}");
        var departs = Assert.IsType<LeaderChange>(events[0]);
        Assert.True(departs.Programme);
        Assert.Equal([1, 2, 3], departs.Initiatives);
        Assert.Equal([1, 2, 3], Assert.IsType<SitesCommitted>(events[1]).Initiatives);
        Assert.Equal([1, 2, 3, 4], Assert.IsType<OpennessChange>(events[2]).Initiatives);
    }

    [Fact]
    public void Events_GrantToAGroup_IsSharedByAllOfIt() =>
        Assert.Equal([1, 2, 3], Assert.IsType<MoneyGranted>(EventsOf("{id: e, grant: {claimant: g, amount: 1}}")[0]).Initiatives);

    [Fact]
    public void Events_OfACopy_HappenToIt() =>
        Assert.Equal([2], Assert.IsType<InitiativeStop>(EventsOf("{id: e, stopInitiative: {initiative: g-002, month: 2020-05}}")[0]).Initiatives);

    [Fact]
    public void Events_NamingNobody_HappenToAll() =>
        Assert.Equal([0, 1, 2, 3, 4], Assert.IsType<ProcurementChange>(EventsOf("{id: e, procurement: {factor: 1}}")[0]).Initiatives);

    [Theory]
    [InlineData("{id: g, count: 2}, {id: g}", "g")]
    [InlineData("{id: g}, {id: g, count: 2}", "g")]
    [InlineData("{id: g}, {id: g}", "g")]
    [InlineData("{id: g, count: 2}, {id: g-002}", "g-002")]
    [InlineData("{id: g-002}, {id: g, count: 2}", "g-002")]
    public void Expand_AnIdThatIsTaken_IsRefused(string initiatives, string id)
    {
        var problem = Some.ProblemOf(Some.Yaml("defaults: {sites: {eligible: 9}}", initiatives));
        Assert.Equal($"test.yaml:4: initiatives.{id}.id: two initiatives have this id", problem.ToString());
    }

    [Theory]
    [InlineData("0"), InlineData("1000"), InlineData("2.5"), InlineData("-1")]
    public void Count_OutOfRange_IsRefused(string count) =>
        Assert.Equal(
            $"{count} is not allowed; allowed: a whole number, 1 to 999, initiatives",
            Some.ProblemOf(Some.Yaml(initiatives: $"{{id: g, count: {count}, sites: {{eligible: 9}}}}")).Text);

    [Fact]
    public void Expand_MoreThanAPortfolioMayHave_IsRefusedAtOnce()
    {
        var groups = string.Join(", ", Enumerable.Range(0, 11).Select(i => $"{{id: g{i}, count: 999}}"));
        Assert.Equal("test.yaml:4: initiatives: there are 10989, copies counted; allowed: at most 10000", Some.ProblemOf(Some.Yaml(initiatives: groups)).ToString());
    }

    [Fact]
    public void Check_SomethingWrongInAGroup_IsSaidOnce()
    {
        var problem = Some.ProblemOf(Some.Yaml(initiatives: "{id: g, count: 50, sites: {eligible: 9, live: 10}}"));
        Assert.Equal(("initiatives.g.sites", 4), (problem.Path, problem.Position!.Line));
    }

    static IReadOnlyList<ModelEvent> EventsOf(string events) => Some.Compiled(Some.Yaml(initiatives: Group, scenarios: $"{{id: s, events: [{events}]}}"), "s").Model.Events;
}
