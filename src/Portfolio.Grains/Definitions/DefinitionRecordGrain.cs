using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Definitions;

/// <inheritdoc cref="IDefinitionRecordGrain"/>
sealed class DefinitionRecordGrain(
    [PersistentState(StateNames.DefinitionRecords, StateNames.Provider)] IPersistentState<DefinitionRecord> state) : StoredGrain, IDefinitionRecordGrain
{
    /// <inheritdoc/>
    public async Task Keep(DefinitionRecord record)
    {
        if (state.RecordExists)
            return;
        state.State = record;
        await state.Keep();
    }

    /// <inheritdoc/>
    public Task<DefinitionRecord> Read()
    {
        if (!state.RecordExists)
            throw new InvalidOperationException($"there is no record {this.GetPrimaryKeyString()}, though a revision names it");
        var record = state.State.Clone();
        record.Source = null;
        return Task.FromResult(record);
    }

    /// <inheritdoc/>
    public Task<SourceFile?> Source() => Task.FromResult<SourceFile?>(state.State.Source);
}
