using Orleans.Storage;
using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Runs;

/// <summary>
/// The life of durable work, of a run or a study: it is created once, computes, goes on after whatever was lost, can be
/// cancelled, and ends; nobody is told what is not kept.
/// </summary>
/// <param name="unfinished">A mark while it has not ended, so that a server that starts knows what to go on with.</param>
abstract class LongWork(IPersistentState<UnfinishedRun> unfinished) : Grain, IDisposable
{
    /// <summary>How often what was merged is kept.</summary>
    protected static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(2);

    readonly CancellationTokenSource cancelling = new();
    Task creation = Task.CompletedTask;
    Task execution = Task.CompletedTask;

    /// <summary>Its resource name.</summary>
    protected string Name => this.GetPrimaryKeyString();

    /// <summary>Wakes its watchers.</summary>
    protected News News { get; } = new();

    /// <summary>Cancelled with the work, and when the grain leaves this silo.</summary>
    protected CancellationToken Cancelling => cancelling.Token;

    /// <summary>Done as soon as an end that has begun is kept.</summary>
    protected Task Ending { get; private set; } = Task.CompletedTask;

    /// <summary>Whether it was ever created.</summary>
    protected abstract bool Exists { get; }

    /// <summary>Where it stands.</summary>
    protected abstract State State { get; set; }

    /// <summary>Whether it will not change any more.</summary>
    protected bool Ended => State is State.Succeeded or State.Failed or State.Cancelled;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A process that was killed may have left a mark whose work was never kept, or has ended.
        if (unfinished.RecordExists && (!Exists || Ended))
            await unfinished.ClearStateAsync(cancellationToken);
        if (!Exists)
            return;
        GoBackToCheckpoint();
        if (!Ended)
            execution = Execute();
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await cancelling.CancelAsync();
        await execution.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <inheritdoc/>
    public void Dispose() => cancelling.Dispose();

    /// <summary>Creates it, where it is new, and waits until that is kept.</summary>
    /// <param name="make">Makes its state.</param>
    protected async Task Create(Action make)
    {
        if (!Exists)
            creation = Begin(make);
        await creation;
    }

    /// <summary>Cancels what is computed, and ends it.</summary>
    protected async Task CancelWork()
    {
        await cancelling.CancelAsync();
        await execution.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await (Ended ? Ending : End(State.Cancelled));
    }

    /// <summary>Deletes it, once it has ended, with all it found. A deletion that was interrupted can be asked for again: what it was goes last.</summary>
    protected async Task DeleteWork()
    {
        if (!Ended)
            throw new RefusedException(Refusal.FailedPrecondition, Name, "it has not ended; cancel it first");
        await Ending;
        await Forget();
        DeactivateOnIdle();
    }

    /// <summary>Removes what it found from the store, and then what it was.</summary>
    protected abstract Task Forget();

    /// <summary>Says how far it had come when it was last kept.</summary>
    protected abstract void GoBackToCheckpoint();

    /// <summary>Computes what is left, and keeps what it came to.</summary>
    protected abstract Task Compute();

    /// <summary>Keeps what was merged, if anything was.</summary>
    protected abstract Task KeepMerged();

    /// <summary>Keeps that it was created, or has ended.</summary>
    protected abstract Task KeepState();

    /// <summary>Takes note that it goes on in another activation.</summary>
    protected abstract void NoteMoved(Exception exception);

    /// <summary>Takes note of why it failed.</summary>
    protected abstract void NoteFailed(Exception exception);

    /// <summary>Says when it ended.</summary>
    protected abstract void StampEnd();

    /// <summary>Keeps it and starts it; what cannot be kept is forgotten.</summary>
    async Task Begin(Action make)
    {
        make();
        State = State.Queued;
        unfinished.State = new UnfinishedRun { Run = Name };
        try
        {
            await unfinished.WriteStateAsync();
            await KeepState();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }

        execution = Execute();
    }

    async Task Execute()
    {
        try
        {
            await Task.Yield();
            await Compute();
            await End(State.Succeeded);
        }
        catch (OperationCanceledException) when (cancelling.IsCancellationRequested)
        {
            // Cancelled work keeps what was merged; one whose grain merely moves goes on from there.
            await KeepMerged();
        }
        catch (Exception exception) when (exception is InconsistentStateException || StoreException.In(exception) is not null)
        {
            // Another activation has written since, or the store has failed: this one gives way, and another goes on from what is kept.
            NoteMoved(exception);
            DeactivateOnIdle();
        }
        catch (Exception exception)
        {
            NoteFailed(exception);
            await KeepMerged();
            await End(State.Failed);
        }
    }

    /// <summary>Ends it; nobody is told before the end is kept.</summary>
    Task End(State final) => Ending = KeepEnd(final);

    async Task KeepEnd(State final)
    {
        State = final;
        StampEnd();
        await KeepState();
        await unfinished.ClearStateAsync();
        News.Announce();
    }
}
