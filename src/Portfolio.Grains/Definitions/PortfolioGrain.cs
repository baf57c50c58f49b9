using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Definitions;

/// <inheritdoc cref="IPortfolioGrain"/>
sealed class PortfolioGrain(
    [PersistentState(StateNames.Portfolios, StateNames.Provider)] IPersistentState<PortfolioState> state, TimeProvider time) : Grain, IPortfolioGrain
{
    string Name => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task<PortfolioDefinition> Write(PortfolioDefinition definition, WriteMode mode)
    {
        var revisions = state.State.Revisions;
        if (mode.RequestId.Length > 0 && state.State.Requests.TryGetValue(mode.RequestId, out var made))
            return await Read(made);
        Presence.Require(revisions.Count > 0, mode, Name);
        Revision.RequireCurrent(definition.Etag, revisions.LastOrDefault()?.Definition.Etag ?? "", Name);

        // The etag covers the initiatives too, though each keeps its own definition.
        definition.Name = definition.Etag = "";
        (definition.Revision, definition.UpdateTime) = (0, null);
        foreach (var initiative in definition.Initiatives)
        {
            initiative.Name = initiative.Etag = "";
            (initiative.Revision, initiative.UpdateTime) = (0, null);
        }

        if (revisions.Count > 0 && revisions[^1].Definition.Etag == Revision.Etag(revisions.Count, definition))
            return await Read(0);

        var etag = Revision.Etag(revisions.Count + 1, definition);
        var revision = new PortfolioRevision();
        revision.Members.AddRange(await Task.WhenAll(definition.Initiatives.Select(WriteMember)));
        revision.Definition = definition.Clone();
        revision.Definition.Initiatives.Clear();
        revision.Definition.Name = Name;
        revision.Definition.Etag = etag;
        revision.Definition.Revision = revisions.Count + 1;
        revision.Definition.UpdateTime = time.GetUtcNow().ToTimestamp();
        revisions.Add(revision);
        if (mode.RequestId.Length > 0)
            state.State.Requests[mode.RequestId] = revision.Definition.Revision;
        await state.Keep();
        return await Read(0);
    }

    /// <inheritdoc/>
    public async Task<PortfolioDefinition> Read(long revision)
    {
        var revisions = state.State.Revisions;
        var found = revisions[Revision.IndexOf(revision, revisions.Count, Name)];
        var definition = found.Definition.Clone();
        definition.Initiatives.AddRange(await Task.WhenAll(found.Members.Select(member => GrainOf(member.Initiative).Read(member.Revision))));
        return definition;
    }

    /// <inheritdoc/>
    public Task<PortfolioDefinition> Summary()
    {
        var revisions = state.State.Revisions;
        return Task.FromResult(revisions[Revision.IndexOf(0, revisions.Count, Name)].Definition);
    }

    async Task<Member> WriteMember(Initiative initiative) =>
        new() { Initiative = initiative.Id, Revision = await GrainOf(initiative.Id).Write(initiative) };

    IInitiativeGrain GrainOf(string initiative) => GrainFactory.GetGrain<IInitiativeGrain>($"{Name}/initiatives/{initiative}");
}
