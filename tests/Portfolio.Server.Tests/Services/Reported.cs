using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Entries as tests report them.</summary>
static class Reported
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Sites that went live.</summary>
    public static Entry Live(string key, int sites = 1, string subject = "", string month = "2020-06") =>
        new() { Key = key, Subject = subject, Month = month, Source = "register", SitesLive = new SiteCount { Sites = sites } };

    /// <summary>Money that was spent.</summary>
    public static Entry Spend(string key, double pounds, string subject = "") =>
        new() { Key = key, Subject = subject, Month = "2020-07", Source = "accounts", Spend = new Money { Pounds = pounds } };

    /// <summary>Records entries of one subject.</summary>
    public static async Task<IReadOnlyList<Entry>> Record(this PortfolioClient client, string subject, params Entry[] entries) =>
        (await client.Journals.RecordEntriesAsync(new RecordEntriesRequest { Subject = subject, Entries = { entries } }, cancellationToken: Cancellation)).Entries;

    /// <summary>Records entries of many subjects.</summary>
    public static async Task<ImportEntriesResponse> Import(this PortfolioClient client, string portfolio, bool partial, params Entry[] entries) =>
        await client.Journals.ImportEntriesAsync(new ImportEntriesRequest { Parent = portfolio, Partial = partial, Entries = { entries } }, cancellationToken: Cancellation);

    /// <summary>A subject's entries, such as <c>1 a, 2 b</c>: number and key.</summary>
    public static async Task<string> Listed(this PortfolioClient client, string subject) =>
        string.Join(", ", (await client.Journals.ListEntriesAsync(new ListEntriesRequest { Subject = subject }, cancellationToken: Cancellation)).Entries.Select(entry => $"{entry.Number} {entry.Key}"));
}
