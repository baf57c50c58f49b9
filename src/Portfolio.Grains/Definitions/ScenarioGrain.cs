using Portfolio.Contracts.V1;
using Portfolio.Definitions.Schema;
using Kind = Portfolio.Contracts.V1.Revision.Types.Kind;

namespace Portfolio.Grains.Definitions;

/// <inheritdoc cref="IScenarioGrain"/>
sealed class ScenarioGrain(
    [PersistentState(StateNames.Scenarios, StateNames.Provider)] IPersistentState<ScenarioState> state, TimeProvider time) : Grain, IScenarioGrain
{
    string Name => this.GetPrimaryKeyString();

    RevisionLog Log => new(state.State.Revisions, Name);

    /// <inheritdoc/>
    public async Task<Scenario> Write(Scenario definition, WriteMode mode)
    {
        if (Log.MadeBy(mode.RequestId) is > 0 and var made)
            return await Read(made);
        Log.RequireWritable(mode, definition.Etag);
        Outputs.Clear(definition);
        var (hash, source) = (Fingerprint.Of(definition), Fingerprint.Of(mode.Source));
        if (Log.Says(hash, source))
            return await Read(0);

        var record = new DefinitionRecord { Scenario = definition, Source = mode.Source };
        await GrainFactory.RecordOf(Name, Fingerprint.Etag(Log.Last + 1, hash, source)).Keep(record);
        Log.Add(hash, source, mode, time.GetUtcNow());
        await state.Keep();
        return await Read(0);
    }

    /// <inheritdoc/>
    public Task<Scenario> Delete(string etag, WriteMode mode) => Mark(Kind.Deleted, () => Log.RequireDeletable(etag), mode);

    /// <inheritdoc/>
    public Task<Scenario> Undelete(string etag, WriteMode mode) => Mark(Kind.Undeleted, () => Log.RequireDeleted(etag), mode);

    /// <inheritdoc/>
    public async Task<Scenario> Read(long revision)
    {
        var number = Log.Find(revision);
        var entry = Log[number];
        var scenario = (await GrainFactory.RecordOf(Name, entry.Record).Read()).Scenario;
        (scenario.Name, scenario.Revision, scenario.Etag, scenario.UpdateTime) = (Name, number, entry.Etag, entry.CreateTime);
        scenario.DeleteTime = entry.Kind == Kind.Deleted ? entry.CreateTime : null;
        return scenario;
    }

    /// <inheritdoc/>
    public Task<List<Revision>> Revisions(long before, int limit) => Task.FromResult(Log.List(before, limit));

    /// <inheritdoc/>
    public async Task<Revision> Revision(long revision)
    {
        var number = Log.Find(revision);
        var found = Log.Describe(number);
        found.Scenario = await Read(number);
        found.Source = await GrainFactory.RecordOf(Name, Log[number].Record).Source();
        return found;
    }

    async Task<Scenario> Mark(Kind kind, Action require, WriteMode mode)
    {
        if (Log.MadeBy(mode.RequestId) is > 0 and var made)
            return await Read(made);
        require();
        Log.Add(kind, mode, time.GetUtcNow());
        await state.Keep();
        return await Read(0);
    }
}
