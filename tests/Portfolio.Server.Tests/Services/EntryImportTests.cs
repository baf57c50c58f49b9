using Grpc.Core;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Importing entries of many subjects: an answer for each, and all or nothing unless somebody wants it otherwise.</summary>
public sealed class EntryImportTests(SharedServer shared) : IAsyncLifetime
{
    string portfolio = "";

    string Scan => $"{portfolio}/initiatives/scan";

    string Read => $"{portfolio}/initiatives/read";

    public async ValueTask InitializeAsync() => portfolio = (await shared.Client.Create()).Name;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task ImportEntries_OfManySubjects_RecordsThemInTheirOrder()
    {
        var response = await shared.Client.Import(portfolio, partial: false, Reported.Live("a", 2, Scan), Reported.Live("b", 1, Read), Reported.Live("c", 1, Scan), Reported.Spend("d", 5, portfolio));
        Assert.Equal((4, 0, 0), (response.Recorded, response.Known, response.Problems.Count));
        Assert.Equal(("1 a, 2 c", "1 b", "1 d"), (await shared.Client.Listed(Scan), await shared.Client.Listed(Read), await shared.Client.Listed(portfolio)));
    }

    [Fact]
    public async Task ImportEntries_AgainAndLonger_RecordsOnlyWhatIsNew()
    {
        var correction = Reported.Live("c", 4, Scan);
        correction.Corrects = 1;
        Entry[] entries = [Reported.Live("a", 2, Scan), Reported.Live("b", 1, Read), correction];
        await shared.Client.Import(portfolio, partial: false, entries);
        var again = await shared.Client.Import(portfolio, partial: false, [.. entries, Reported.Live("d", 1, Read)]);
        Assert.Equal((1, 3, 0), (again.Recorded, again.Known, again.Problems.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ImportEntries_SomeWrong_TellsEachAndRecordsNothingOrTheRest(bool partial)
    {
        await shared.Client.Record(Read, Reported.Live("taken"));
        var unfit = Reported.Live("e", 1, Read);
        unfit.Corrects = 7;
        var response = await shared.Client.Import(
            portfolio,
            partial,
            Reported.Live("a", 2, Scan),
            Reported.Live("b", 1, $"{portfolio}/initiatives/scam"),
            Reported.Live("c", -3, Scan),
            Reported.Live("taken", 5, Read),
            unfit);
        var expected = partial ? new[] { (1, "subject"), (2, "sitesLive.sites"), (3, "key"), (4, "corrects") } : [(1, "subject"), (2, "sitesLive.sites")];
        Assert.Equal(expected, response.Problems.Select(problem => (problem.Index, problem.Field)));
        Assert.Equal((expected.Length, partial ? 1 : 0), (response.Wrong, response.Recorded));
        Assert.Equal((partial ? "1 a" : "", "1 taken"), (await shared.Client.Listed(Scan), await shared.Client.Listed(Read)));
        Assert.Contains("did you mean \"scan\"?", response.Problems[0].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportEntries_MoreProblemsThanAnybodyReads_NamesTheFirstAndCountsTheRest()
    {
        var wrong = Enumerable.Range(0, 600).Select(number => new Entry { Subject = Scan, Key = $"{number}", SitesLive = new SiteCount { Sites = 1 } }).ToArray();
        var response = await shared.Client.Import(portfolio, partial: true, wrong);
        Assert.Equal((1000, 600, 0), (response.Problems.Count, response.Wrong, response.Recorded));
    }

    [Fact]
    public async Task ImportEntries_KeyOfOneSubjectTaken_RecordsNothingOfTheOthers()
    {
        await shared.Client.Record(Read, Reported.Live("taken"));
        var response = await shared.Client.Import(portfolio, partial: false, Reported.Live("a", 2, Scan), Reported.Live("taken", 5, Read));
        Assert.Equal((0, 1, "key"), (response.Recorded, response.Problems[0].Index, response.Problems[0].Field));
        Assert.Equal("", await shared.Client.Listed(Scan));
    }

    [Fact]
    public async Task ImportEntries_ValidateOnly_CountsAndRecordsNothing()
    {
        await shared.Client.Record(Scan, Reported.Live("a", 2));
        var request = new ImportEntriesRequest { Parent = portfolio, ValidateOnly = true, Entries = { Reported.Live("a", 2, Scan), Reported.Live("b", 1, Scan) } };
        var response = await shared.Client.Journals.ImportEntriesAsync(request, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((1, 1), (response.Recorded, response.Known));
        Assert.Equal("1 a", await shared.Client.Listed(Scan));
    }

    [Fact]
    public async Task ImportEntries_IntoNothing_IsNotFound() =>
        Assert.Equal(StatusCode.NotFound, (await Refused.By(() => shared.Client.Import("workspaces/default/portfolios/nowhere", partial: false, Reported.Live("a")))).Code);
}
