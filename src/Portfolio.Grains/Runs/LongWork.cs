using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Runs;

/// <summary>
/// The life of durable work, of a run, a batch or a study: it is created once, computes, goes on after whatever was lost, can be
/// paused, resumed and cancelled, and ends.
/// </summary>
/// <param name="unfinished">A mark while it is to be computed, so that a server that starts knows what to go on with.</param>
/// <param name="time">The clock.</param>
abstract class LongWork(IPersistentState<UnfinishedRun> unfinished, TimeProvider time) : KeptWork(unfinished, time), IDisposable
{
    /// <summary>How often what was done is kept of work whose parts are short: with the part that is under way, two seconds are done again at most.</summary>
    protected static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(1.5);

    /// <summary>So often it is begun again in a row without anything merged: far more often than silos are lost one after the other, and less than changes are kept.</summary>
    const int MostBegunInVain = StreamLog.MostKept / 2;

    /// <summary>Changes of state: they wait for what is computed to stop, and meanwhile others may be asked for.</summary>
    readonly OneAtATime changes = new();
    CancellationTokenSource halting = new();
    Task creation = Task.CompletedTask;
    Task execution = Task.CompletedTask;

    /// <summary>Cancelled when the work is paused or cancelled, and when the grain leaves this silo.</summary>
    protected CancellationToken Halting => halting.Token;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await MendMark();
        if (!Exists)
            return;
        GoBackToCheckpoint();
        if (!Rests)
        {
            Positions.Renew();
            Start();
        }
        else if (Positions.IsEmpty)
        {
            // It was stored before changes were.
            Change(State);
        }
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Halt();

    /// <inheritdoc/>
    public void Dispose() => halting.Dispose();

    /// <summary>Creates it, where it is new, and waits until that is kept.</summary>
    /// <param name="request">Hash of what was asked for (<see cref="PlanHash.OfRequest"/>); empty where no request of its own does.</param>
    /// <param name="isSame">Whether it is the same as what it would be created as: asked where it is there, and one of the two requests is not known.</param>
    /// <param name="make">Makes its state.</param>
    /// <exception cref="RefusedException">It was created as another.</exception>
    protected async Task Create(string request, Func<bool> isSame, Action make)
    {
        if (!Exists)
        {
            creation = Begin(() =>
            {
                make();
                Log.RequestHash = request;
                NoteEngine();
            });
        }
        else if (request.Length > 0 && Log.RequestHash.Length > 0 ? Log.RequestHash != request : !isSame())
        {
            throw OfAnotherRequest();
        }

        await creation;
    }

    /// <summary>Whether it is there, and created by a request; once that is kept.</summary>
    /// <param name="request">Hash of what was asked for.</param>
    /// <exception cref="RefusedException">Another request created it.</exception>
    protected async Task<bool> WasCreatedBy(string request)
    {
        if (!Exists || Log.RequestHash.Length == 0)
            return false;
        if (Log.RequestHash != request)
            throw OfAnotherRequest();
        await creation;
        await Keeping;
        return Exists;
    }

    /// <summary>Cancels what is computed, and ends it.</summary>
    protected Task CancelWork() => changes.Do(async () =>
    {
        await Halt();
        await (Ended ? Keeping : Rest(State.Cancelled));
    });

    /// <summary>Leaves off computing until it is resumed.</summary>
    /// <exception cref="RefusedException">It has ended.</exception>
    protected Task PauseWork() => changes.Do(async () =>
    {
        RefuseEnded("paused");
        if (State == State.Paused)
            return;
        await Halt();
        RefuseEnded("paused");
        await Rest(State.Paused);
    });

    /// <summary>Goes on, where it is paused.</summary>
    /// <exception cref="RefusedException">It has ended.</exception>
    protected Task ResumeWork() => changes.Do(async () =>
    {
        RefuseEnded("resumed");
        if (State != State.Paused)
            return;
        await GoOn();
    });

    /// <summary>Computes again what is missing of what has ended.</summary>
    /// <param name="prepare">Forgets what is to be computed again.</param>
    /// <exception cref="RefusedException">It has not ended.</exception>
    protected Task BeginAgain(Func<Task> prepare) => changes.Do(async () =>
    {
        if (!Ended)
            throw new RefusedException(Refusal.FailedPrecondition, Name, "it has not ended");
        await Keeping;
        await prepare();
        await GoOn();
    });

    /// <summary>Deletes it, once it has ended, with all it found. A deletion that was interrupted can be asked for again: what it was goes last.</summary>
    protected async Task DeleteWork()
    {
        if (!Ended)
            throw new RefusedException(Refusal.FailedPrecondition, Name, "it has not ended; cancel it first");
        await Keeping;
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

    /// <summary>Takes note of the engine that is about to compute it, which may not be the one that it was created with.</summary>
    protected virtual void NoteEngine()
    {
    }

    /// <summary>Takes note that it goes on in another activation.</summary>
    protected abstract void NoteMoved(Exception exception);

    /// <summary>Takes note of why it failed.</summary>
    protected abstract void NoteFailed(Exception exception);

    /// <summary>Does what is to be done once it is known to have succeeded. May be left undone by a silo that is lost.</summary>
    protected virtual Task Succeeded() => Task.CompletedTask;

    /// <summary>Keeps it and starts it, in one commit of the store and so that nobody waits twice; what cannot be kept is forgotten.</summary>
    async Task Begin(Action make)
    {
        make();
        try
        {
            Change(State.Queued);
            await Task.WhenAll(Mark(), Keep(State.Running));
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }

        execution = Execute(Keeping);
    }

    /// <summary>Computes what is left. From now on nobody sees anything of it before it is kept that it runs.</summary>
    void Start()
    {
        NoteEngine();
        execution = Execute(Keep(State.Running));
    }

    async Task Execute(Task kept)
    {
        try
        {
            await Task.Yield();
            await kept;
            await Compute();
            await Rest(State.Succeeded);
            await Succeeded();
        }
        catch (OperationCanceledException) when (halting.IsCancellationRequested)
        {
            // What is paused or cancelled keeps what was merged; one whose grain merely moves goes on from there.
            await KeepMerged();
        }
        catch (Exception exception) when (MayPass(exception))
        {
            // Another activation has written since, the silo stops, or the store has failed: this one gives way, and another goes on from what is kept.
            NoteMoved(exception);
            DeactivateOnIdle();
        }
        catch (Exception exception)
        {
            NoteFailed(exception);
            await KeepMerged();
            await Rest(State.Failed);
        }
    }

    /// <summary>Whether another activation may do better. The store may be away for long; what fails again and again for another reason will never end.</summary>
    bool MayPass(Exception exception) =>
        StoreException.In(exception) is not null || (exception is OrleansException or TimeoutException && Positions.BegunInVain(Done) < MostBegunInVain);

    /// <summary>Stops what is computed, and waits until it has stopped.</summary>
    async Task Halt()
    {
        await halting.CancelAsync();
        await execution.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    RefusedException OfAnotherRequest() => new(Refusal.AlreadyExists, Name, "the request id was used for another request");

    void RefuseEnded(string verb)
    {
        if (Ended)
            throw new RefusedException(Refusal.FailedPrecondition, Name, $"it {(State == State.Cancelled ? "was" : "has")} {State.ToString().ToLowerInvariant()}, and what has ended cannot be {verb}");
    }

    async Task GoOn()
    {
        await Mark();
        halting.Dispose();
        halting = new CancellationTokenSource();
        Start();
        await Keeping;
    }
}
