using System.Globalization;
using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Journals;

namespace Portfolio.Grains.Definitions;

/// <summary>Rows that the feed must have once a state is kept, and has as soon as it is: a store writes both in one transaction.</summary>
/// <param name="Feed">Name of the feed.</param>
/// <param name="Journal">Name of the journal that the rows belong to.</param>
/// <param name="Behind">The rows behind a number; none where there are no more.</param>
public sealed record RowsOfState(string Feed, string Journal, Func<long, IReadOnlyList<NewRow>> Behind);

/// <summary>
/// Revisions as the feed tells them: row n of the journal <c>{resource}/revisions</c> is revision n of the resource. So what is missing
/// there can be told of the state alone, and no revision is told twice.
/// </summary>
public static class ToldRevisions
{
    const string Journal = "/revisions";
    const string Scenarios = "/scenarios/";

    /// <summary>What a state has to tell; null where it is none of a definition.</summary>
    /// <param name="resource">The resource whose state it is.</param>
    /// <param name="state">The state.</param>
    public static RowsOfState? Of(string resource, object? state) => state switch
    {
        PortfolioState portfolio => new RowsOfState(resource, resource + Journal, last => Rows(new PortfolioHistory(portfolio, resource).List, portfolio.Revisions.Count, last)),
        ScenarioState scenario => new RowsOfState(FeedOf(resource), resource + Journal, last => Rows(new RevisionLog(scenario.Revisions, resource).List, scenario.Revisions.Count, last)),
        _ => null,
    };

    /// <summary>The portfolio in whose feed a scenario's revisions are.</summary>
    internal static string FeedOf(string scenario) => scenario[..scenario.LastIndexOf(Scenarios, StringComparison.Ordinal)];

    /// <summary>Whether a row is a revision and no entry.</summary>
    internal static bool IsRevision(JournalRow row) => row.Journal.EndsWith(Journal, StringComparison.Ordinal);

    /// <summary>The revision of a row.</summary>
    internal static Revision Read(JournalRow row) => Revision.Parser.ParseFrom(row.Body);

    /// <summary>The resource whose revision a row is.</summary>
    internal static string ResourceOf(JournalRow row) => row.Journal[..^Journal.Length];

    static List<NewRow> Rows(Func<long, int, List<Revision>> list, int count, long last)
    {
        var revisions = last >= count ? [] : list(0, count - (int)last);
        revisions.Reverse();
        return revisions.ConvertAll(revision => new NewRow(revision.Number.ToString(CultureInfo.InvariantCulture), revision.ToByteArray()));
    }
}
