using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Definitions;

/// <inheritdoc cref="IInitiativeGrain"/>
sealed class InitiativeGrain(
    [PersistentState(StateNames.Initiatives, StateNames.Provider)] IPersistentState<InitiativeState> state, TimeProvider time) : Grain, IInitiativeGrain
{
    string Name => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task<long> Write(Initiative definition)
    {
        var revisions = state.State.Revisions;
        definition.Name = definition.Etag = "";
        (definition.Revision, definition.UpdateTime) = (0, null);
        var etag = Revision.Etag(revisions.Count, definition);
        if (revisions.Count > 0 && revisions[^1].Etag == etag)
            return revisions.Count;

        definition.Etag = Revision.Etag(revisions.Count + 1, definition);
        definition.Name = Name;
        definition.Revision = revisions.Count + 1;
        definition.UpdateTime = time.GetUtcNow().ToTimestamp();
        revisions.Add(definition);
        await state.Keep();
        return revisions.Count;
    }

    /// <inheritdoc/>
    public Task<Initiative> Read(long revision)
    {
        var revisions = state.State.Revisions;
        return Task.FromResult(revisions[Revision.IndexOf(revision, revisions.Count, Name)]);
    }
}
