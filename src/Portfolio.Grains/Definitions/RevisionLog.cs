using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Kind = Portfolio.Contracts.V1.Revision.Types.Kind;

namespace Portfolio.Grains.Definitions;

/// <summary>The revisions of one resource, numbered from 1 without gaps: which there are, and which may follow.</summary>
/// <param name="entries">The revisions, the first one first; new ones are added to it.</param>
/// <param name="resource">Name of the resource.</param>
sealed class RevisionLog(IList<RevisionEntry> entries, string resource)
{
    /// <summary>Number of the newest revision; 0 where there is none.</summary>
    public long Last => entries.Count;

    /// <summary>The newest revision; null where there is none.</summary>
    public RevisionEntry? Newest => entries.Count == 0 ? null : entries[^1];

    /// <summary>Whether there is something that can be changed.</summary>
    public bool IsAlive => Newest is { Kind: not Kind.Deleted };

    /// <summary>The revision that a request made, if it made one; 0 otherwise.</summary>
    public long MadeBy(string requestId)
    {
        for (var i = entries.Count - 1; i >= 0 && requestId.Length > 0; i--)
        {
            if (entries[i].RequestId == requestId)
                return i + 1;
        }

        return 0;
    }

    /// <summary>The number of a revision that somebody asks for; 0 asks for the newest.</summary>
    /// <exception cref="RefusedException">There is no such revision.</exception>
    public long Find(long revision)
    {
        if (entries.Count == 0)
            throw new RefusedException(Refusal.NotFound, resource, "there is no such resource");
        if (revision < 0 || revision > entries.Count)
            throw new RefusedException(Refusal.NotFound, resource, $"there is no revision {revision}; revisions are 1 to {entries.Count}");
        return revision == 0 ? entries.Count : revision;
    }

    /// <summary>A revision that there is.</summary>
    public RevisionEntry this[long revision] => entries[(int)revision - 1];

    /// <summary>Refuses to create what exists, to change what does not or is deleted, and to change another state than the one meant.</summary>
    public void RequireWritable(WriteMode mode, string etag)
    {
        if (Newest is not null && mode.MustBeNew)
            throw new RefusedException(Refusal.AlreadyExists, resource, IsAlive ? "there is one already" : "there is one already; it is deleted and can be undeleted");
        if (Newest is null && !mode.MayBeNew)
            throw new RefusedException(Refusal.NotFound, resource, "there is no such resource");
        RequireCurrent(etag);
        if (Newest is not null && !IsAlive)
            throw new RefusedException(Refusal.FailedPrecondition, resource, "it is deleted; undelete it first");
    }

    /// <summary>Refuses to delete what is not there.</summary>
    public void RequireDeletable(string etag)
    {
        Find(0);
        if (!IsAlive)
            throw new RefusedException(Refusal.NotFound, resource, "it is deleted already");
        RequireCurrent(etag);
    }

    /// <summary>Refuses to bring back what is not deleted.</summary>
    public void RequireDeleted(string etag)
    {
        Find(0);
        if (IsAlive)
            throw new RefusedException(Refusal.AlreadyExists, resource, "it is not deleted");
        RequireCurrent(etag);
    }

    /// <summary>Whether a definition, and the file it came from if there is one, are those of the newest revision.</summary>
    public bool Says(string definition, string source) =>
        IsAlive && Newest!.DefinitionHash == definition && (source.Length == 0 || Newest.SourceHash == source);

    /// <summary>Adds a revision with a definition of its own.</summary>
    public RevisionEntry Add(string definition, string source, WriteMode mode, DateTimeOffset now)
    {
        var etag = Fingerprint.Etag(Last + 1, definition, source);
        return Add(new RevisionEntry { Kind = Last == 0 ? Kind.Created : Kind.Updated, Etag = etag, Record = etag, DefinitionHash = definition, SourceHash = source }, mode, now);
    }

    /// <summary>Adds a revision that says what the one before said, but of which the resource is deleted or back.</summary>
    public RevisionEntry Add(Kind kind, WriteMode mode, DateTimeOffset now)
    {
        var before = Newest!;
        return Add(
            new RevisionEntry
            {
                Kind = kind,
                Etag = Fingerprint.Etag(Last + 1, before.DefinitionHash, before.SourceHash),
                Record = before.Record,
                DefinitionHash = before.DefinitionHash,
                SourceHash = before.SourceHash,
            },
            mode,
            now);
    }

    /// <summary>Revisions as resources without definitions, the newest first.</summary>
    /// <param name="before">Only revisions below this number; 0 for all.</param>
    /// <param name="limit">Most revisions wanted.</param>
    public List<Revision> List(long before, int limit)
    {
        Find(0);
        var first = before == 0 ? Last : Math.Min(Last, before - 1);
        return [.. Enumerable.Range(0, (int)Math.Min(limit, first)).Select(i => Describe(first - i))];
    }

    /// <summary>A revision as a resource without definition.</summary>
    public Revision Describe(long revision)
    {
        var entry = this[revision];
        return new Revision
        {
            Name = $"{resource}/revisions/{revision}",
            Number = revision,
            Etag = entry.Etag,
            Kind = entry.Kind,
            Change = entry.Change,
            CreateTime = entry.CreateTime,
        };
    }

    RevisionEntry Add(RevisionEntry entry, WriteMode mode, DateTimeOffset now)
    {
        (entry.Change, entry.RequestId, entry.CreateTime) = (mode.Change ?? new Change(), mode.RequestId, now.ToTimestamp());
        entries.Add(entry);
        return entry;
    }

    void RequireCurrent(string given)
    {
        var current = Newest?.Etag ?? "";
        if (given.Length > 0 && given != current)
            throw RefusedException.EtagMismatch(resource, given, current);
    }
}
