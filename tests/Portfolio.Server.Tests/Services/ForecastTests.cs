using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Runs that start from what has really happened, and what was planned, has happened and may follow on one axis.</summary>
public sealed class ForecastTests(SharedServer shared)
{
    readonly PortfolioClient client = shared.Client;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateRun_Forecast_PinsWhatWasKnownAndNamesWhatWasNot()
    {
        var portfolio = await Recorded();
        var run = await client.Start(Forecast(portfolio, "2021-04"));
        Assert.NotNull(run.Forecast.KnownTime);
        Assert.Contains(run.Forecast.Assumptions, each => each.Path == "initiatives.read.progress");
        Assert.Equal(Run.Types.State.Succeeded, (await client.End(run.Name)).State);
    }

    [Fact]
    public async Task CreateRun_Forecast_PinsTheJournalsItStartsFrom()
    {
        var portfolio = await Recorded();
        var start = (await client.Start(Forecast(portfolio, "2021-04"))).Manifest.Start;
        Assert.Equal("2021-04", start.Month);
        Assert.NotEmpty(start.Journals);
        foreach (var journal in start.Journals)
        {
            var verified = await client.Journals.VerifyJournalAsync(new() { Subject = journal.Subject }, cancellationToken: Cancellation);
            Assert.Equal((verified.Verified, verified.Hash), (journal.LastEntry, journal.LastHash));
        }
    }

    [Fact]
    public async Task CreateRun_KnownBeforeAnythingWasRecorded_IsAnotherForecast()
    {
        var portfolio = await Recorded();
        var (now, then) = (Forecast(portfolio, "2021-04"), Forecast(portfolio, "2021-04"));
        then.Forecast.KnownTime = Timestamp.FromDateTime(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var (first, second) = (await client.Start(now), await client.Start(then));
        Assert.NotEqual(first.PlanHash, second.PlanHash);
        Assert.Contains(second.Forecast.Assumptions, each => each.Path == "initiatives.scan");
    }

    [Theory]
    [InlineData("2021-4", "\"2021-4\" is not a month; allowed: yyyy-MM")]
    [InlineData("2031-04", "2031-04 lies outside the portfolio's months; allowed: 2020-04 to 2022-03")]
    public async Task CreateRun_ImpossibleMonth_IsRefused(string month, string expected)
    {
        var portfolio = (await client.Create()).Name;
        var refused = await Refused.By(() => client.Start(Forecast(portfolio, month)));
        Assert.Equal((StatusCode.InvalidArgument, $"forecast.month: {expected}"), (refused.Code, refused.Status.Message));
    }

    [Fact]
    public async Task GetOutlook_PlanAndForecast_TellsEveryMonthOnce()
    {
        var portfolio = await Recorded();
        var (plan, forecast) = (await client.Start(Some.Run(portfolio)), await client.Start(Forecast(portfolio, "2021-04")));
        await client.End(plan.Name);
        await client.End(forecast.Name);
        var outlook = await client.Runs.GetOutlookAsync(
            new() { Plan = plan.Name, Forecast = forecast.Name, Subjects = { "portfolio", "initiatives/scan" }, Series = { Series.Live, Series.Received } }, cancellationToken: Cancellation);

        Assert.Equal(["portfolio Live", "portfolio Received", "initiatives/scan Live", "initiatives/scan Received"], outlook.Lines.Select(line => $"{line.Subject} {line.Series}"));
        Assert.All(outlook.Lines, line => Assert.Equal(24, line.Months.Count));
        Assert.All(outlook.Lines, line => Assert.Equal(12, line.Months.Count(month => month.HasActual)));
        Assert.All(outlook.Lines, line => Assert.Equal(12, line.Months.Count(month => month.Forecast is not null)));
        var live = outlook.Lines[2].Months;
        Assert.Equal([1, 1, 3, 3], live.Skip(3).Take(4).Select(month => month.Actual));
        Assert.True(live[12].Forecast.Quantiles[0] >= 1);
    }

    [Fact]
    public async Task GetOutlook_WrongRuns_AreRefused()
    {
        var portfolio = await Recorded();
        var (plan, forecast) = (await client.Start(Some.Run(portfolio)), await client.Start(Forecast(portfolio, "2021-04")));
        Assert.Equal(["forecast"], (await Refused.By(() => Outlook(plan.Name, plan.Name))).Fields);
        Assert.Equal(["plan"], (await Refused.By(() => Outlook(forecast.Name, forecast.Name))).Fields);
        Assert.Equal(["plan"], (await Refused.By(() => Outlook("runs/none", forecast.Name))).Fields);
        Assert.Equal(["series"], (await Refused.By(() => Outlook(plan.Name, forecast.Name, Series.Npv))).Fields);
    }

    static Run Forecast(string portfolio, string month)
    {
        var run = Some.Run(portfolio);
        run.Forecast = new ForecastStart { Month = month };
        run.Series.Add([Series.Live, Series.Received]);
        return run;
    }

    async Task Outlook(string plan, string forecast, params Series[] series) =>
        await client.Runs.GetOutlookAsync(new() { Plan = plan, Forecast = forecast, Series = { series } }, cancellationToken: Cancellation);

    /// <summary>A portfolio of which one initiative's sites are known.</summary>
    async Task<string> Recorded()
    {
        var portfolio = (await client.Create()).Name;
        Entry Sites(string key, Action<Entry> fact)
        {
            var entry = new Entry { Month = "2020-09", Source = "register", Key = key };
            fact(entry);
            return entry;
        }

        await client.Journals.RecordEntriesAsync(
            new()
            {
                Subject = $"{portfolio}/initiatives/scan",
                Entries =
                {
                    Sites("1", entry => entry.SitesDecided = new SiteCount { Sites = 4 }),
                    Sites("2", entry => entry.SitesContracted = new SiteCount { Sites = 3 }),
                    Sites("3", entry => entry.SitesLive = new SiteCount { Sites = 2 }),
                },
            },
            cancellationToken: Cancellation);
        return portfolio;
    }
}
