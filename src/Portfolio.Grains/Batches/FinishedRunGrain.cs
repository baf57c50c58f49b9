using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Batches;

/// <inheritdoc cref="IFinishedRunGrain"/>
sealed class FinishedRunGrain([PersistentState(StateNames.FinishedRuns, StateNames.Provider)] IPersistentState<FinishedRun> state) : StoredGrain, IFinishedRunGrain
{
    /// <inheritdoc/>
    public async Task<string?> Find()
    {
        if (!state.RecordExists || await IsThere(state.State.Run))
            return state.RecordExists ? state.State.Run : null;

        // A run may have been deleted since.
        await state.ClearStateAsync();
        return null;
    }

    /// <inheritdoc/>
    public async Task Keep(string run)
    {
        if (await Find() is not null)
            return;
        state.State = new FinishedRun { Run = run };
        await state.Keep();
    }

    /// <inheritdoc/>
    public Task Forget(string run) => state.RecordExists && state.State.Run == run ? state.ClearStateAsync() : Task.CompletedTask;

    async Task<bool> IsThere(string run)
    {
        try
        {
            return (await GrainFactory.GetGrain<IRunGrain>(run).Read()).State == State.Succeeded;
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.NotFound)
        {
            return false;
        }
    }
}
