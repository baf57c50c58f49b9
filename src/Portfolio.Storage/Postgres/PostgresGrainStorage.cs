using System.Transactions;
using Orleans.Storage;
using Portfolio.Grains;
using Portfolio.Grains.Definitions;

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
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Task Write() => provider.WriteStateAsync(stateName, grainId, grainState);
        return Named(stateName, grainId, () => ToldRevisions.Of(grainId.Key.ToString()!, grainState.State) is { } told ? Together(Write, told) : Write());
    }

    /// <inheritdoc/>
    /// <remarks>Who has seen nothing deletes nothing; the provider would delete what another activation wrote meanwhile.</remarks>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is not null)
            return Named(stateName, grainId, () => provider.ClearStateAsync(stateName, grainId, grainState));
        grainState.State = Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }

    /// <summary>Writes and tells the feed in one transaction. The provider opens a connection of its own; the one opened next in the scope is the same.</summary>
    async Task Together(Func<Task> write, RowsOfState told)
    {
        var readCommitted = new TransactionOptions { IsolationLevel = IsolationLevel.ReadCommitted };
        using var scope = new TransactionScope(TransactionScopeOption.Required, readCommitted, TransactionScopeAsyncFlowOption.Enabled);
        await write();
        await using (var connection = await store.Source.OpenConnectionAsync())
            await PostgresJournalRows.Tell(connection, told);
        scope.Complete();
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
