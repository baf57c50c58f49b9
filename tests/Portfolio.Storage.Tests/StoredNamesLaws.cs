using CsCheck;
using Portfolio.Contracts.V1;
using Portfolio.Storage.Tests.Stores;
using Portfolio.Tests;

namespace Portfolio.Storage.Tests;

/// <summary>Lists of names: in their order or the newest first, page by page, nothing twice and nothing left out.</summary>
public abstract class StoredNamesLaws(TestedStore store) : Laws(store)
{
    const string Kind = "portfolios";
    const string Prefix = "workspaces/default/portfolios/";

    [Fact]
    public async Task InOrder_Pages_AreTheSortedNames()
    {
        foreach (var id in new[] { "kiwi", "fig", "date", "apple", "banana", "élan", "a-9", "a_9" })
            await Write(Kind, Prefix + id);
        var all = await Store.Names.InOrder(Kind, Prefix, "", 100);
        Assert.Equal(["a-9", "a_9", "apple", "banana", "date", "fig", "kiwi", "élan"], all.Select(name => name[Prefix.Length..]));

        await Gen.Int[1, 9].SampleAsync(async size => Assert.Equal(all, await PagesInOrder(size)), iter: 9, threads: 1);
    }

    [Fact]
    public async Task InOrder_OtherParentsAndKinds_AreLeftOut()
    {
        await Write(Kind, Prefix + "mine");
        await Write(Kind, "workspaces/default2/portfolios/other");
        await Write(Kind, "workspaces/DEFAULT/portfolios/other");
        await Write("scenarios", Prefix + "mine/scenarios/s");
        Assert.Equal([Prefix + "mine"], await Store.Names.InOrder(Kind, Prefix, "", 100));
    }

    [Fact]
    public async Task InOrder_PrefixWithWildcards_StandsForItself()
    {
        await Write(Kind, "workspaces/a_b/portfolios/p");
        await Write(Kind, "workspaces/axb/portfolios/p");
        Assert.Equal(["workspaces/a_b/portfolios/p"], await Store.Names.InOrder(Kind, "workspaces/a_b/portfolios/", "", 100));
    }

    [Fact]
    public async Task NewestFirst_Pages_AreInTheOrderOfMaking()
    {
        string[] made = ["m", "z", "a", "q", "b"];
        foreach (var id in made)
            await Write(Kind, Prefix + id);
        Assert.Equal(made.Reverse(), (await PagesNewestFirst(size: 2)).Select(name => name[Prefix.Length..]));
    }

    [Fact]
    public async Task NewestFirst_Rewritten_KeepsItsPlace()
    {
        var first = await Write(Kind, Prefix + "first");
        await Write(Kind, Prefix + "second");
        await Store.States.WriteStateAsync(Kind, GrainId.Create("t", Prefix + "first"), first);
        Assert.Equal([Prefix + "second", Prefix + "first"], await PagesNewestFirst(size: 100));
    }

    async Task<List<string>> PagesInOrder(int size)
    {
        var all = new List<string>();
        for (var after = ""; ; after = all[^1])
        {
            var page = await Store.Names.InOrder(Kind, Prefix, after, size);
            all.AddRange(page);
            if (page.Count < size)
                return all;
        }
    }

    async Task<List<string>> PagesNewestFirst(int size)
    {
        var all = new List<string>();
        for (var before = long.MaxValue; ;)
        {
            var page = await Store.Names.NewestFirst(Kind, Prefix, before, size);
            all.AddRange(page.Select(each => each.Name));
            if (page.Count < size)
                return all;
            before = page[^1].Position;
        }
    }

    async Task<GrainState<UnfinishedRun>> Write(string kind, string name)
    {
        var state = new GrainState<UnfinishedRun>(new UnfinishedRun { Run = name });
        await Store.States.WriteStateAsync(kind, GrainId.Create("t", name), state);
        return state;
    }
}

/// <inheritdoc/>
public sealed class SqliteNamesTests() : StoredNamesLaws(new TestedSqlite());

/// <inheritdoc/>
public sealed class PostgresNamesTests(PostgresServer server) : StoredNamesLaws(new TestedPostgres(server));
