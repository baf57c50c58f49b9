using Orleans.Core.Internal;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Journals;

namespace Portfolio.Grains.Tests.Journals;

/// <summary>Entries and orders as tests write them.</summary>
static class Said
{
    /// <summary>Where the plan of every subject here begins.</summary>
    public static Beginning Planned { get; } = new() { Month = "2022-01", Stage = Stage.Validation, StageSince = "2022-01", Live = 1 };

    /// <summary>An initiative that nobody else uses, of a portfolio that nobody else uses.</summary>
    public static string Subject() => $"{Feed()}/initiatives/scan";

    /// <summary>A portfolio that nobody else uses.</summary>
    public static string Feed() => $"workspaces/default/portfolios/{Guid.NewGuid():N}";

    /// <summary>Sites that went live.</summary>
    public static Entry Live(string key, int sites, string month = "2022-03", string source = "register", long corrects = 0) =>
        new() { Key = key, Month = month, Source = source, Corrects = corrects, SitesLive = new SiteCount { Sites = sites } };

    /// <summary>Takes an entry back.</summary>
    public static Entry Withdrawn(string key, long number, string month = "2022-03") =>
        new() { Key = key, Month = month, Source = "register", Corrects = number, Withdrawn = new Occurred() };

    /// <summary>Believes the source of an entry.</summary>
    public static Entry Accepted(string key, long number, string month = "2022-03") =>
        new() { Key = key, Month = month, Source = "board", Accepted = new Accepted { Entry = number } };

    /// <summary>Many entries of one site each, with the keys <c>k1</c>, <c>k2</c>…</summary>
    public static Entry[] Many(int count) => [.. Enumerable.Range(1, count).Select(number => Live($"k{number}", 1))];

    /// <summary>Records entries, all or none.</summary>
    public static Task<Recorded> Record(this IJournalGrain journal, params Entry[] entries) => journal.Record(new RecordOrder(entries, Partial: false, ValidateOnly: false));

    /// <summary>Live sites at the end of a month.</summary>
    public static async Task<int> LiveAt(this IJournalGrain journal, string month = "", DateTimeOffset? known = null) => (await journal.Believe(Planned, month, known)).Live;

    /// <summary>Numbers of the entries there are, such as <c>1 2 3</c>.</summary>
    public static async Task<string> Numbers(this IJournalGrain journal) => string.Join(' ', (await journal.Read(0, int.MaxValue)).Select(entry => entry.Number));

    /// <summary>Each problem: index, field and what it says.</summary>
    public static string[] Words(this Recorded recorded) => [.. recorded.Problems.Select(problem => $"{problem.Index} {problem.Field}: {problem.Description}")];

    /// <summary>Ends the activation; the next call makes another.</summary>
    public static async Task Restart(this IJournalGrain journal) => await journal.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
}
