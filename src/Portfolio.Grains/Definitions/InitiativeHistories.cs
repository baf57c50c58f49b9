using Google.Protobuf.Collections;
using Portfolio.Contracts.V1;
using Kind = Portfolio.Contracts.V1.Revision.Types.Kind;

namespace Portfolio.Grains.Definitions;

/// <summary>The histories of all initiatives that a portfolio ever had.</summary>
/// <param name="histories">The histories by id; new revisions are added to them.</param>
sealed class InitiativeHistories(MapField<string, InitiativeHistory> histories)
{
    /// <summary>Ids of the initiatives that are there no more, in their order.</summary>
    public IEnumerable<string> Deleted => histories.Where(each => each.Value.Revisions[^1].Kind == Kind.Deleted).Select(each => each.Key).Order(StringComparer.Ordinal);

    /// <summary>An initiative's revisions; none where there never was one.</summary>
    public IReadOnlyList<InitiativeEntry> Of(string id) => histories.TryGetValue(id, out var history) ? [.. history.Revisions] : [];

    /// <summary>What revisions of the portfolio, from a number on, did to its initiatives.</summary>
    public ILookup<long, InitiativeChange> ChangedFrom(long revision) => histories
        .OrderBy(each => each.Key, StringComparer.Ordinal)
        .SelectMany(each => ChangedFrom(revision, each.Key, each.Value.Revisions))
        .ToLookup(each => each.PortfolioRevision, each => each.Change);

    /// <summary>Makes what a portfolio's revision holds the newest of each initiative.</summary>
    /// <param name="initiatives">The initiatives, without what only the server says.</param>
    /// <param name="revision">The portfolio's revision.</param>
    /// <returns>The members, and the etag of each definition that is new.</returns>
    public (List<Member> Members, List<(Initiative Initiative, string Etag)> New) Take(IReadOnlyList<Initiative> initiatives, long revision)
    {
        var fresh = new List<(Initiative, string)>();
        var members = initiatives.Select(initiative => Take(initiative, revision, fresh)).ToList();
        var present = initiatives.Select(initiative => initiative.Id).ToHashSet();
        foreach (var (_, gone) in histories.Where(each => !present.Contains(each.Key) && each.Value.Revisions[^1].Kind != Kind.Deleted))
            Add(gone, Kind.Deleted, gone.Revisions[^1].DefinitionHash, revision);
        return (members, fresh);
    }

    static IEnumerable<(long PortfolioRevision, InitiativeChange Change)> ChangedFrom(long revision, string id, IReadOnlyList<InitiativeEntry> entries)
    {
        for (var number = entries.Count; number > 0 && entries[number - 1].PortfolioRevision >= revision; number--)
            yield return (entries[number - 1].PortfolioRevision, new InitiativeChange { Initiative = id, Number = number, Kind = entries[number - 1].Kind });
    }

    Member Take(Initiative initiative, long revision, List<(Initiative, string)> fresh)
    {
        if (!histories.TryGetValue(initiative.Id, out var history))
            histories.Add(initiative.Id, history = new InitiativeHistory());
        var hash = Fingerprint.Of(initiative);
        var newest = history.Revisions.LastOrDefault();
        if (newest is null || newest.Kind == Kind.Deleted || newest.DefinitionHash != hash)
            Add(history, newest is null ? Kind.Created : newest.Kind == Kind.Deleted ? Kind.Undeleted : Kind.Updated, hash, revision);
        if (newest?.DefinitionHash != hash)
            fresh.Add((initiative, history.Revisions[^1].Record));
        return new Member { Initiative = initiative.Id, Revision = history.Revisions.Count };
    }

    static void Add(InitiativeHistory history, Kind kind, string hash, long revision)
    {
        var before = history.Revisions.LastOrDefault();
        var etag = Fingerprint.Etag(history.Revisions.Count + 1, hash);
        history.Revisions.Add(new InitiativeEntry
        {
            Kind = kind,
            Etag = etag,
            Record = before?.DefinitionHash == hash ? before.Record : etag,
            PortfolioRevision = revision,
            DefinitionHash = hash,
        });
    }
}
