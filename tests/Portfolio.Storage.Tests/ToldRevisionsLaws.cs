using Orleans.Storage;
using Portfolio.Contracts.V1;
using Portfolio.Grains;
using Portfolio.Storage.Tests.Stores;
using Portfolio.Tests;

namespace Portfolio.Storage.Tests;

/// <summary>A state that keeps revisions and the feed that tells them are written together: none is told that was not kept, and none is kept that is not told.</summary>
public abstract class ToldRevisionsLaws(TestedStore store) : Laws(store)
{
    const string Portfolio = "workspaces/default/portfolios/p";
    const string Scenario = Portfolio + "/scenarios/s";

    [Fact]
    public async Task Write_RevisionsOfAPortfolioAndAScenario_AreToldInTheOrderOfWriting()
    {
        var state = new GrainState<PortfolioState>(new PortfolioState { Revisions = { Entry("a") } });
        await Write(state);
        await Store.States.WriteStateAsync(StateNames.Scenarios, GrainId.Create("scenario", Scenario), new GrainState<ScenarioState>(new ScenarioState { Revisions = { Entry("b") } }));
        state.State!.Revisions.Add([Entry("c"), Entry("d")]);
        await Write(state);
        Assert.Equal([$"{Portfolio}/revisions/1 a", $"{Scenario}/revisions/1 b", $"{Portfolio}/revisions/2 c", $"{Portfolio}/revisions/3 d"], await Told());
    }

    [Fact]
    public async Task Write_NoNewRevision_TellsNothing()
    {
        var state = new GrainState<PortfolioState>(new PortfolioState { Revisions = { Entry("a") } });
        await Write(state);
        await Write(state);
        Assert.Single(await Told());
    }

    [Fact]
    public async Task Write_SomebodyWasFaster_TellsNothing()
    {
        await Write(new GrainState<PortfolioState>(new PortfolioState { Revisions = { Entry("a") } }));
        var late = new GrainState<PortfolioState>(new PortfolioState { Revisions = { Entry("b"), Entry("c") } });
        await Assert.ThrowsAsync<InconsistentStateException>(() => Write(late));
        Assert.Equal([$"{Portfolio}/revisions/1 a"], await Told());
    }

    /// <summary>As in a store of before revisions were told.</summary>
    [Fact]
    public async Task Write_RevisionsThatWereNeverTold_AreToldWithTheNextOne()
    {
        var state = new GrainState<PortfolioState>(new PortfolioState { Revisions = { Entry("a"), Entry("b") } });
        await Write(state);
        foreach (var table in new[] { "journal_rows", "journals", "feeds" })
            await Store.Execute($"DELETE FROM {table}");
        await Reopen();
        state.State!.Revisions.Add(Entry("c"));
        await Write(state);
        Assert.Equal([$"{Portfolio}/revisions/1 a", $"{Portfolio}/revisions/2 b", $"{Portfolio}/revisions/3 c"], await Told());
    }

    static RevisionEntry Entry(string etag) => new() { Etag = etag };

    Task Write(GrainState<PortfolioState> state) => Store.States.WriteStateAsync(StateNames.Portfolios, GrainId.Create("portfolio", Portfolio), state);

    async Task<List<string>> Told()
    {
        var told = new List<string>();
        await foreach (var row in Store.Journals.ReadFeed(Portfolio, 0, Cancellation))
        {
            var revision = Revision.Parser.ParseFrom(row.Body);
            Assert.Equal((told.Count + 1, revision.Number), (row.Position, row.Number));
            told.Add($"{revision.Name} {revision.Etag}");
        }

        return told;
    }
}

/// <inheritdoc/>
public sealed class SqliteToldRevisionsTests() : ToldRevisionsLaws(new TestedSqlite());

/// <inheritdoc/>
public sealed class PostgresToldRevisionsTests(PostgresServer server) : ToldRevisionsLaws(new TestedPostgres(server));
