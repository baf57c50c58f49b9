using Portfolio.Contracts.V1;
using Kind = Portfolio.Contracts.V1.Revision.Types.Kind;

namespace Portfolio.Grains.Definitions;

/// <inheritdoc cref="IScenarioGrain"/>
sealed class ScenarioGrain([PersistentState(StateNames.Scenarios, StateNames.Provider)] IPersistentState<ScenarioState> state, TimeProvider time)
    : RevisedGrain<ScenarioState, Scenario>(state, time), IScenarioGrain
{
    /// <inheritdoc/>
    protected override string Feed => ToldRevisions.FeedOf(Name);

    /// <inheritdoc/>
    public Task<Scenario> Write(Scenario definition, WriteMode mode) => Revise(
        definition,
        definition.Etag,
        mode,
        (_, entry) => GrainFactory.RecordOf(Name, entry.Record).Keep(new DefinitionRecord { Scenario = definition, Source = mode.Source }));

    /// <inheritdoc/>
    public override async Task<Scenario> Read(long revision)
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

    /// <inheritdoc/>
    protected override RevisionLog LogOf(ScenarioState state) => new(state.Revisions, Name);
}
