using Grpc.Core;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Watching what changes in a portfolio: what is recorded, and what becomes of its definitions.</summary>
public sealed class ChangeWatchTests(SharedServer shared) : IAsyncLifetime
{
    string portfolio = "";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string Scan => $"{portfolio}/initiatives/scan";

    string Read => $"{portfolio}/initiatives/read";

    public async ValueTask InitializeAsync() => portfolio = (await shared.Client.Create()).Name;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task WatchChanges_Everything_SeesRevisionsAndEntriesInOneOrder()
    {
        var watching = Watch([], after: 0, count: 7);
        await shared.Client.Record(Scan, Reported.Live("a"));
        await Update(definition => definition.Description = "of another name");
        await shared.Client.Record(Read, Reported.Live("b"));
        await AddScenario("cut");
        await shared.Client.Scenarios.DeleteScenarioAsync(new() { Name = $"{portfolio}/scenarios/cut" }, cancellationToken: Cancellation);
        await shared.Client.Record(portfolio, Reported.Spend("c", 1));
        var id = portfolio.Split('/')[^1];
        Assert.Equal($"1 {id}@1 Created, 2 a, 3 {id}@2 Updated, 4 b, 5 {id}/scenarios/cut@1 Created, 6 {id}/scenarios/cut@2 Deleted, 7 c", await watching);
    }

    [Theory]
    [InlineData("themes/cancer", 2, "3 b, 6 e")]
    [InlineData("read", 2, "3 b, 6 e")]
    [InlineData("programme", 2, "4 c, 7 f")]
    public async Task WatchChanges_OfSome_SeesOnlyTheirs(string subject, int count, string expected)
    {
        await RecordSix();
        Assert.Equal(expected, await Watch([subject], after: 1, count));
    }

    [Fact]
    public async Task WatchChanges_OfAnInitiative_SeesOnlyRevisionsThatChangedIt()
    {
        await Update(definition => definition.Description = "of another name");
        await Update(definition => definition.Initiatives.Single(initiative => initiative.Id == "scan").Family = "imaging");
        await Update(definition => definition.Initiatives.Single(initiative => initiative.Id == "read").Family = "imaging");
        Assert.EndsWith("@3 Updated", await Watch(["scan"], after: 1, count: 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WatchChanges_OfAScenario_SeesItsRevisions()
    {
        await AddScenario("cut");
        await AddScenario("more");
        Assert.EndsWith("/scenarios/more@1 Created", await Watch(["scenarios/more"], after: 0, count: 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WatchChanges_RevisionOfAPortfolio_SaysWhoWhyAndWhichInitiativesChanged()
    {
        var definition = await shared.Client.Portfolios.GetPortfolioAsync(new() { Name = portfolio }, cancellationToken: Cancellation);
        definition.Initiatives.Single(initiative => initiative.Id == "read").Family = "imaging";
        await shared.Client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = definition, Change = new Change { Author = "ada", Reason = "renamed" } }, cancellationToken: Cancellation);
        var revision = Assert.Single(await Frames([], after: 1, count: 1)).Revision;
        Assert.Equal(("ada", "renamed", Revision.DefinitionOneofCase.None), (revision.Change.Author, revision.Change.Reason, revision.DefinitionCase));
        Assert.Equal(new InitiativeChange { Initiative = "read", Number = 2, Kind = Revision.Types.Kind.Updated }, Assert.Single(revision.Initiatives));
        var listed = await shared.Client.Revisions.ListRevisionsAsync(new() { Parent = portfolio }, cancellationToken: Cancellation);
        Assert.Equal(revision, listed.Revisions[0]);
    }

    [Fact]
    public async Task WatchChanges_BehindASequence_BeginsThere()
    {
        await RecordSix();
        Assert.Equal("6 e, 7 f", await Watch([], after: 5, count: 2));
    }

    [Fact]
    public async Task WatchChanges_FromNow_SaysWhereThatIsAndSeesOnlyWhatComes()
    {
        await RecordSix();
        using var patience = new CancellationTokenSource(Calls.Patience);
        await using var watching = shared.Client.WatchChanges(portfolio, [], null, patience.Token).GetAsyncEnumerator(patience.Token);
        Assert.True(await watching.MoveNextAsync());
        Assert.Equal(new ChangeFrame { Sequence = 7 }, watching.Current);
        await shared.Client.Record(Scan, Reported.Live("new"));
        Assert.True(await watching.MoveNextAsync());
        Assert.Equal((8, "new"), (watching.Current.Sequence, watching.Current.Entry.Key));
    }

    [Fact]
    public async Task WatchChanges_BeyondTheNewest_IsOutOfRange()
    {
        await RecordSix();
        var refused = await Refused.By(() => Watch([], after: 8, count: 1));
        Assert.Equal((StatusCode.OutOfRange, "SEQUENCE_OUT_OF_RANGE"), (refused.Code, refused.Reason));
    }

    [Theory]
    [InlineData("scam", "did you mean \"scan\"?")]
    [InlineData("themes/canser", "did you mean \"themes/cancer\"?")]
    [InlineData("scenarios/cat", "did you mean \"scenarios/cut\"?")]
    public async Task WatchChanges_OfNobody_NamesTheNearest(string subject, string hint)
    {
        await AddScenario("cut");
        var refused = await Refused.By(() => Watch([subject], after: 0, count: 1));
        Assert.Equal((StatusCode.InvalidArgument, "subjects"), (refused.Code, Assert.Single(refused.Fields)));
        Assert.Contains(hint, refused.Status.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, false, "after_sequence")]
    [InlineData(3, true, "from_now")]
    public async Task WatchChanges_NoSuchBeginning_IsRefused(long after, bool fromNow, string field)
    {
        var request = new WatchChangesRequest { Parent = portfolio, AfterSequence = after, FromNow = fromNow };
        var refused = await Refused.By(async () => await shared.Client.Changes.WatchChanges(request, cancellationToken: Cancellation).ResponseStream.MoveNext(Cancellation));
        Assert.Equal(field, Assert.Single(refused.Fields));
    }

    async Task RecordSix()
    {
        var number = 0;
        foreach (var key in new[] { "a", "b", "c", "d", "e", "f" })
            await shared.Client.Record(new[] { Scan, Read, portfolio }[number++ % 3], Reported.Spend(key, number));
    }

    async Task Update(Action<PortfolioDefinition> change)
    {
        var definition = await shared.Client.Portfolios.GetPortfolioAsync(new() { Name = portfolio }, cancellationToken: Cancellation);
        change(definition);
        await shared.Client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = definition }, cancellationToken: Cancellation);
    }

    async Task AddScenario(string id) =>
        await shared.Client.Scenarios.CreateScenarioAsync(new() { Parent = portfolio, Scenario = new Scenario { Id = id } }, cancellationToken: Cancellation);

    /// <summary>The first changes of a watch: sequence of each, and its key or its name.</summary>
    async Task<string> Watch(string[] subjects, long after, int count) =>
        string.Join(", ", (await Frames(subjects, after, count)).Select(frame => $"{frame.Sequence} {frame.Entry?.Key ?? NameOf(frame.Revision)}"));

    static string NameOf(Revision revision) => $"{revision.Name.Split("/portfolios/")[1].Replace("/revisions/", "@", StringComparison.Ordinal)} {revision.Kind}";

    async Task<List<ChangeFrame>> Frames(string[] subjects, long after, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Calls.Patience);
        var seen = new List<ChangeFrame>();
        await foreach (var frame in shared.Client.WatchChanges(portfolio, subjects, after, patience.Token).Where(frame => frame.ChangeCase != ChangeFrame.ChangeOneofCase.None))
        {
            seen.Add(frame);
            if (seen.Count == count)
                break;
        }

        return seen;
    }
}
