using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Retention;

/// <inheritdoc cref="IRetentionGrain"/>
/// <remarks>
/// A reminder comes every hour, whichever silo is there; the first of a day (UTC) deletes, and the others find that done. So a day whose
/// first hours had no server, or a store that failed, is made up for within the hour, and several silos never delete the same twice.
/// </remarks>
sealed class RetentionGrain(
    [PersistentState(StateNames.Retention, StateNames.Provider)] IPersistentState<RetentionState> state, Pruning pruning, TimeProvider time, ILogger<RetentionGrain> log)
    : StoredGrain, IRetentionGrain, IRemindable
{
    const string Reminder = "apply";

    /// <summary>Not at once: for Orleans a first time that has passed is over, and the next one an hour away.</summary>
    static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Every = TimeSpan.FromHours(1);

    bool IsDue => state.State.KeepDays > 0 && !(state.State.AppliedTime?.ToDateTimeOffset().UtcDateTime.Date >= time.GetUtcNow().UtcDateTime.Date);

    /// <inheritdoc/>
    public async Task Keep(int days)
    {
        if (days == 0)
        {
            await KeepForEver();
            return;
        }

        if (state.State.KeepDays != days)
        {
            state.State = new RetentionState { KeepDays = days };
            await state.Keep();
        }

        await this.RegisterOrUpdateReminder(Reminder, First, Every);
    }

    /// <inheritdoc/>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (!IsDue)
            return;
        try
        {
            await Apply();
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or RefusedException)
        {
            log.NotPruned(exception);
        }
    }

    async Task Apply()
    {
        var days = state.State.KeepDays;
        var begin = time.GetUtcNow();
        var pruned = await pruning.Prune(TimeSpan.FromDays(days), onlyCount: false, CancellationToken.None);
        state.State.AppliedTime = begin.ToTimestamp();
        await state.Keep();
        if (pruned.Runs + pruned.Batches + pruned.Studies + pruned.Rehearsals > 0)
            log.Pruned(pruned.Runs, pruned.Batches, pruned.Studies, pruned.Rehearsals, days);
    }

    /// <summary>The reminder goes first: where that fails, the state that is left lets it be tried again.</summary>
    async Task KeepForEver()
    {
        if (!state.RecordExists)
            return;
        if (await this.GetReminder(Reminder) is { } reminder)
            await this.UnregisterReminder(reminder);
        await state.ClearStateAsync();
    }
}
