using Orleans.Storage;
using Portfolio.Grains;

namespace Portfolio.Storage.Postgres;

/// <summary>Keeps grain state in PostgreSQL by Orleans' own provider, and tells its faults as faults of the store.</summary>
/// <param name="store">The database.</param>
/// <param name="provider">Orleans' provider, with the project's statements (<c>Migrations/0005-grain-state.sql</c>).</param>
public sealed class PostgresGrainStorage(PostgresStore store, IGrainStorage provider) : IGrainStorage
{
    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Named(stateName, grainId, () => provider.ReadStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Named(stateName, grainId, () => provider.WriteStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    /// <remarks>Who has seen nothing deletes nothing; the provider would delete what another activation wrote meanwhile.</remarks>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is not null)
            return Named(stateName, grainId, () => provider.ClearStateAsync(stateName, grainId, grainState));
        grainState.State = Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }

    async Task Named(string stateName, GrainId grainId, Func<Task> use)
    {
        try
        {
            await store.Guarded(use);
        }
        catch (StoreException fault) when (fault.Fault is StoreFault.TooNew or StoreFault.Damaged)
        {
            throw MessageForm.Of(fault, stateName, grainId);
        }
    }
}
