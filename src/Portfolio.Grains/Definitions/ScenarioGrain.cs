using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Definitions;

/// <inheritdoc cref="IScenarioGrain"/>
sealed class ScenarioGrain(
    [PersistentState(StateNames.Scenarios, StateNames.Provider)] IPersistentState<ScenarioState> state, TimeProvider time) : Grain, IScenarioGrain
{
    string Name => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task<Scenario> Write(Scenario definition, WriteMode mode)
    {
        var revisions = state.State.Revisions;
        if (mode.RequestId.Length > 0 && state.State.Requests.TryGetValue(mode.RequestId, out var made))
            return revisions[(int)made - 1];
        Presence.Require(revisions.Count > 0, mode, Name);
        Revision.RequireCurrent(definition.Etag, revisions.LastOrDefault()?.Etag ?? "", Name);

        definition.Name = definition.Etag = "";
        (definition.Revision, definition.UpdateTime) = (0, null);
        if (revisions.Count > 0 && revisions[^1].Etag == Revision.Etag(revisions.Count, definition))
            return revisions[^1];

        definition.Etag = Revision.Etag(revisions.Count + 1, definition);
        definition.Name = Name;
        definition.Revision = revisions.Count + 1;
        definition.UpdateTime = time.GetUtcNow().ToTimestamp();
        revisions.Add(definition);
        if (mode.RequestId.Length > 0)
            state.State.Requests[mode.RequestId] = definition.Revision;
        await state.Keep();
        return definition;
    }

    /// <inheritdoc/>
    public Task<Scenario> Read(long revision)
    {
        var revisions = state.State.Revisions;
        return Task.FromResult(revisions[Revision.IndexOf(revision, revisions.Count, Name)]);
    }
}
