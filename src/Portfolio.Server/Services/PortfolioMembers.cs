using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Portfolio.Grains;

namespace Portfolio.Server.Services;

/// <summary>The initiatives of a portfolio, of which one is to be changed. The others stay what and where they are.</summary>
/// <param name="portfolio">The portfolio as it is now; changed in place.</param>
/// <param name="name">The initiative's resource name.</param>
/// <param name="deleted">The initiative, where it is deleted.</param>
/// <param name="predecessors">Ids of those that stand or stood before it, in order.</param>
sealed class PortfolioMembers(PortfolioDefinition portfolio, string name, Initiative? deleted, IReadOnlyList<string> predecessors)
{
    readonly string id = ResourceName.IdOf(name);

    RepeatedField<Initiative> Members => portfolio.Initiatives;

    /// <summary>The initiative as it is changed.</summary>
    public Initiative Changed { get; private set; } = new();

    /// <summary>Adds the initiative behind the others.</summary>
    public void Create(Initiative initiative)
    {
        if (Index() >= 0)
            throw Refuse(Refusal.AlreadyExists, "there is one already");
        if (deleted is not null)
            throw Refuse(Refusal.AlreadyExists, "there is one already; it is deleted and can be undeleted");
        Members.Add(Changed = initiative);
    }

    /// <summary>Puts another definition in its place, or the parts of it that a mask names.</summary>
    public void Update(Initiative initiative, FieldMask? mask, bool allowMissing)
    {
        if (deleted is not null)
            throw Refuse(Refusal.FailedPrecondition, "it is deleted; undelete it first");
        if (Index() < 0 && allowMissing)
        {
            Create(initiative);
            return;
        }

        var current = Present(initiative.Etag);
        Members[Index()] = Changed = mask is null ? initiative : UpdateMask.Over(mask, initiative, current);
    }

    /// <summary>Takes it out.</summary>
    public void Delete(string etag)
    {
        if (deleted is not null)
            throw Refuse(Refusal.NotFound, "it is deleted already");
        Members.Remove(Changed = Present(etag));
    }

    /// <summary>Puts it back to where it stood: behind the nearest of its predecessors that is still there.</summary>
    public void Undelete(string etag)
    {
        if (deleted is null)
            throw Index() >= 0 ? Refuse(Refusal.AlreadyExists, "it is not deleted") : Refuse(Refusal.NotFound, "there is no such resource");
        RequireCurrent(etag, deleted.Etag);
        var before = predecessors.LastOrDefault(each => Members.Any(member => member.Id == each));
        Members.Insert(before is null ? 0 : IndexOf(before) + 1, Changed = deleted);
    }

    Initiative Present(string etag)
    {
        if (Index() < 0)
            throw Refuse(Refusal.NotFound, "there is no such resource");
        RequireCurrent(etag, Members[Index()].Etag);
        return Members[Index()];
    }

    int Index() => IndexOf(id);

    int IndexOf(string initiative) => Members.ToList().FindIndex(member => member.Id == initiative);

    void RequireCurrent(string given, string current)
    {
        if (given.Length > 0 && given != current)
            throw RefusedException.EtagMismatch(name, given, current);
    }

    RefusedException Refuse(Refusal refusal, string text) => new(refusal, name, text);
}
