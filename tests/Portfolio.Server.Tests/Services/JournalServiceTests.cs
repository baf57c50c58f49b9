using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Journals over gRPC: recording, lists, beliefs and proof.</summary>
public sealed class JournalServiceTests(SharedServer shared) : IAsyncLifetime
{
    string portfolio = "";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    JournalService.JournalServiceClient Journals => shared.Client.Journals;

    string Scan => $"{portfolio}/initiatives/scan";

    public async ValueTask InitializeAsync() => portfolio = (await shared.Client.Create()).Name;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task RecordEntries_OfAnInitiativeAndTheProgramme_KeepsBoth()
    {
        // The first change of the portfolio was that it was made.
        var recorded = await shared.Client.Record(Scan, Reported.Live("a", 2), Reported.Spend("b", 900));
        var programme = await shared.Client.Record(portfolio, Reported.Spend("a", 5000));
        Assert.Equal([(1L, 2L, Scan), (2L, 3L, Scan)], recorded.Select(entry => (entry.Number, entry.Sequence, entry.Subject)));
        Assert.Equal((1L, 4L, portfolio), (programme[0].Number, programme[0].Sequence, programme[0].Subject));
        Assert.All(recorded, entry => Assert.NotNull(entry.RecordTime));
    }

    [Fact]
    public async Task RecordEntries_Again_GivesTheSameEntries()
    {
        var first = await shared.Client.Record(Scan, Reported.Live("a", 2), Reported.Live("b", 1));
        Assert.Equal(first, await shared.Client.Record(Scan, Reported.Live("a", 2), Reported.Live("b", 1)));
        Assert.Equal("1 a, 2 b", await shared.Client.Listed(Scan));
    }

    [Theory]
    [InlineData("entries[1].month", "March 2020", "\"March 2020\" is not a month; allowed: yyyy-MM")]
    [InlineData("entries[1].source", "", "is required")]
    [InlineData("entries[1].key", "", "is required")]
    [InlineData("entries[1].sitesLive.sites", "-1", "-1 is not allowed; allowed: 0 to ")]
    [InlineData("entries[1].frameworkRating", "0.5", "cannot be said of an initiative; allowed: ")]
    [InlineData("entries[1].fact", "", "is required; allowed: ")]
    [InlineData("entries[1].corrects", "9", "there is no entry 9; allowed: 1 to 1")]
    [InlineData("entries[1].key", "a", "\"a\" is the key of entry 1, which says something else")]
    public async Task RecordEntries_OneWrong_NamesItsFieldAndRecordsNone(string field, string value, string expected)
    {
        var wrong = Wrong(field[(field.IndexOf(']', StringComparison.Ordinal) + 2)..], value);
        var refused = await Refused.By(() => shared.Client.Record(Scan, Reported.Live("a"), wrong));
        Assert.Equal((StatusCode.InvalidArgument, field), (refused.Code, Assert.Single(refused.Fields)));
        Assert.Contains(expected, refused.Status.Message, StringComparison.Ordinal);
        Assert.Equal("", await shared.Client.Listed(Scan));
    }

    [Fact]
    public async Task RecordEntries_SeveralWrong_NamesAll()
    {
        var refused = await Refused.By(() => shared.Client.Record(Scan, Wrong("month", "x"), Reported.Live("b"), Wrong("source", "")));
        Assert.Equal(["entries[0].month", "entries[2].source"], refused.Fields);
    }

    [Theory]
    [InlineData("initiatives/scam", "there is no initiative \"scam\"")]
    [InlineData("targets/scan", "is not a name of the form")]
    public async Task RecordEntries_OfNobody_IsRefused(string subject, string expected)
    {
        var refused = await Refused.By(() => shared.Client.Record($"{portfolio}/{subject}", Reported.Live("a")));
        Assert.Equal((StatusCode.InvalidArgument, "subject"), (refused.Code, Assert.Single(refused.Fields)));
        Assert.Contains(expected, refused.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordEntries_OfAPortfolioThatIsNotThere_IsNotFound() =>
        Assert.Equal(StatusCode.NotFound, (await Refused.By(() => shared.Client.Record("workspaces/default/portfolios/nowhere/initiatives/scan", Reported.Live("a")))).Code);

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task RecordEntries_NoneOrTooMany_IsRefused(int count)
    {
        var refused = await Refused.By(() => shared.Client.Record(Scan, [.. Enumerable.Range(0, count).Select(each => Reported.Live($"k{each}"))]));
        Assert.Equal("entries", Assert.Single(refused.Fields));
    }

    [Fact]
    public async Task ListEntries_InPages_GivesEachOnceInOrder()
    {
        await shared.Client.Record(Scan, [.. Enumerable.Range(1, 5).Select(each => Reported.Live($"k{each}"))]);
        var (numbers, token) = (new List<long>(), "");
        do
        {
            var page = await Journals.ListEntriesAsync(new ListEntriesRequest { Subject = Scan, PageSize = 2, PageToken = token }, cancellationToken: Cancellation);
            numbers.AddRange(page.Entries.Select(entry => entry.Number));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal([1L, 2, 3, 4, 5], numbers);
    }

    [Fact]
    public async Task GetBelief_MonthAndKnownTime_SaysWhatWasKnown()
    {
        var first = (await shared.Client.Record(Scan, Reported.Live("a", 2)))[0];
        await shared.Client.Record(Scan, Reported.Live("b", 3, month: "2020-09"));
        Assert.Equal((1, 3, 6), (await Live(month: "2020-05"), await Live(month: "2020-06"), await Live()));
        Assert.Equal(1, await Live(known: first.RecordTime.ToDateTimeOffset().AddSeconds(-1)));
    }

    [Fact]
    public async Task GetBelief_PlanChangedMeanwhile_BeginsWhereItBeginsNow()
    {
        await shared.Client.Record(Scan, Reported.Live("a", 2));
        var definition = Some.Portfolio(portfolio.Split('/')[^1]);
        definition.Name = portfolio;
        definition.Initiatives[0].Sites.Live = new Number { Value = 4 };
        await shared.Client.Portfolios.UpdatePortfolioAsync(new UpdatePortfolioRequest { Portfolio = definition }, cancellationToken: Cancellation);
        Assert.Equal(4 + 2, await Live());
    }

    [Fact]
    public async Task ListBeliefs_OfAPortfolio_ProgrammeFirst()
    {
        await shared.Client.Record(portfolio, Reported.Spend("a", 70));
        var beliefs = (await Journals.ListBeliefsAsync(new ListBeliefsRequest { Parent = portfolio, Month = "2020-12" }, cancellationToken: Cancellation)).Beliefs;
        Assert.Equal([portfolio, Scan, $"{portfolio}/initiatives/read"], beliefs.Select(belief => belief.Subject));
        Assert.Equal([70.0, 0, 0], beliefs.Select(belief => belief.Spent));
        Assert.All(beliefs, belief => Assert.Equal("2020-12", belief.Month));
    }

    [Fact]
    public async Task GetActuals_UntilAMonth_BeginsWithThePlan()
    {
        await shared.Client.Record(Scan, Reported.Live("a", 2));
        var months = (await Journals.GetActualsAsync(new GetActualsRequest { Subject = Scan, Month = "2020-07" }, cancellationToken: Cancellation)).Months;
        Assert.Equal([("2020-04", 1), ("2020-05", 1), ("2020-06", 3), ("2020-07", 3)], months.Select(month => (month.Month, month.Live)));
    }

    [Fact]
    public async Task GetBelief_WrongMonth_SaysWhatIsAllowed()
    {
        var refused = await Refused.By(() => Live(month: "2020-13"));
        Assert.Equal((StatusCode.InvalidArgument, "month"), (refused.Code, Assert.Single(refused.Fields)));
    }

    [Fact]
    public async Task VerifyJournal_OfWhatWasRecorded_ProvesIt()
    {
        await shared.Client.Record(Scan, Reported.Live("a"), Reported.Live("b"));
        var proof = await Journals.VerifyJournalAsync(new VerifyJournalRequest { Subject = Scan }, cancellationToken: Cancellation);
        Assert.Equal((Scan, 2, ""), (proof.Subject, proof.Verified, proof.Problem));
        Assert.Matches("^[0-9a-f]{64}$", proof.Hash);
    }

    async Task<int> Live(string month = "", DateTimeOffset? known = null)
    {
        var request = new GetBeliefRequest { Subject = Scan, Month = month, KnownTime = known is { } time ? Timestamp.FromDateTimeOffset(time) : null };
        return (await Journals.GetBeliefAsync(request, cancellationToken: Cancellation)).Live;
    }

    /// <summary>An entry that is wrong in one field.</summary>
    static Entry Wrong(string field, string value)
    {
        var entry = Reported.Live("wrong", 2);
        switch (field)
        {
            case "month": entry.Month = value; break;
            case "source": entry.Source = value; break;
            case "key": entry.Key = value; break;
            case "fact": entry.ClearFact(); break;
            case "corrects": entry.Corrects = 9; break;
            case "frameworkRating": entry.FrameworkRating = new Rating { Share = 0.5 }; break;
            default: entry.SitesLive.Sites = -1; break;
        }

        return entry;
    }
}
