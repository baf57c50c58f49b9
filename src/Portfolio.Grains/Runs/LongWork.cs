using System.Runtime.CompilerServices;
using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Runs;

/// <summary>
/// The life of durable work, of a run, a batch or a study: it is created once, computes, goes on after whatever was lost, can be
/// paused, resumed and cancelled, and ends; nobody is told what is not kept.
/// </summary>
/// <param name="unfinished">A mark while it is to be computed, so that a server that starts knows what to go on with.</param>
/// <param name="time">The clock.</param>
abstract class LongWork(IPersistentState<UnfinishedRun> unfinished, TimeProvider time) : StoredGrain, IDisposable
{
    /// <summary>How often what was merged is kept.</summary>
    protected static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(2);

    /// <summary>So often it is begun again in a row without anything merged: far more often than silos are lost one after the other, and less than changes are kept.</summary>
    const int MostBegunInVain = StreamLog.MostKept / 2;

    readonly SemaphoreSlim turn = new(1);
    CancellationTokenSource halting = new();
    Task creation = Task.CompletedTask;
    Task execution = Task.CompletedTask;

    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>Its resource name.</summary>
    protected string Name => this.GetPrimaryKeyString();

    /// <summary>Wakes its watchers.</summary>
    protected News News { get; } = new();

    /// <summary>Cancelled when the work is paused or cancelled, and when the grain leaves this silo.</summary>
    protected CancellationToken Halting => halting.Token;

    /// <summary>Done as soon as where it stands is kept.</summary>
    protected Task Keeping { get; private set; } = Task.CompletedTask;

    /// <summary>Whether it was ever created.</summary>
    protected abstract bool Exists { get; }

    /// <summary>Where it stands.</summary>
    protected abstract State State { get; set; }

    /// <summary>Replications merged.</summary>
    protected abstract int Done { get; }

    /// <summary>How its state changed.</summary>
    protected abstract WorkLog Log { get; }

    /// <summary>Positions of its stream.</summary>
    protected StreamLog Stream => new(Log);

    /// <summary>Whether it will not change any more.</summary>
    protected bool Ended => State is State.Succeeded or State.Failed or State.Cancelled;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A process that was killed may have left a mark whose work was never kept, is paused, or has ended; or work whose mark was not kept.
        if (unfinished.RecordExists && (!Exists || Rests))
            await unfinished.ClearStateAsync(cancellationToken);
        if (!Exists)
            return;
        GoBackToCheckpoint();
        if (!Rests)
        {
            if (!unfinished.RecordExists)
                await Mark();
            Stream.Renew();
            Start();
        }
        else if (Stream.IsEmpty)
        {
            // It was stored before changes were.
            Stream.Record(State, time.GetUtcNow(), Done);
        }
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Halt();

    /// <inheritdoc/>
    public void Dispose()
    {
        halting.Dispose();
        turn.Dispose();
    }

    /// <summary>Creates it, where it is new, and waits until that is kept.</summary>
    /// <param name="make">Makes its state.</param>
    protected async Task Create(Action make)
    {
        if (!Exists)
            creation = Begin(make);
        await creation;
    }

    /// <summary>Cancels what is computed, and ends it.</summary>
    protected Task CancelWork() => InTurn(async () =>
    {
        await Halt();
        await (Ended ? Keeping : Rest(State.Cancelled));
    });

    /// <summary>Leaves off computing until it is resumed.</summary>
    /// <exception cref="RefusedException">It has ended.</exception>
    protected Task PauseWork() => InTurn(async () =>
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
    protected Task ResumeWork() => InTurn(async () =>
    {
        RefuseEnded("resumed");
        if (State != State.Paused)
            return;
        await GoOn();
    });

    /// <summary>Computes again what is missing of what has ended.</summary>
    /// <param name="prepare">Forgets what is to be computed again.</param>
    /// <exception cref="RefusedException">It has not ended.</exception>
    protected Task BeginAgain(Func<Task> prepare) => InTurn(async () =>
    {
        if (!Ended)
            throw new RefusedException(Refusal.FailedPrecondition, Name, "it has not ended");
        await Keeping;
        await prepare();
        await GoOn();
    });

    /// <summary>What is new in its stream behind a position, by now.</summary>
    /// <exception cref="RefusedException">There is no such position, or it is too old.</exception>
    protected async Task<IReadOnlyList<StreamItem>> New(StreamPosition after)
    {
        await Keeping;
        var begin = Place(after);
        List<StreamItem> items = after.IsStart ? [] : [new StreamItem(begin, StreamItemKind.Resumed)];
        for (var seen = begin; Next(seen) is { } item; seen = item.At)
            items.Add(item);
        return items;
    }

    /// <summary>What is new in its stream behind a position, and comes to be, to its end; with signs of life.</summary>
    /// <exception cref="RefusedException">There is no such position, or it is too old.</exception>
    protected async IAsyncEnumerable<StreamItem> Follow(StreamPosition after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Keeping;
        var seen = Place(after);
        if (!after.IsStart)
            yield return new StreamItem(seen, StreamItemKind.Resumed);
        for (var beaten = 0L; ;)
        {
            var news = News.Next;
            await Keeping;
            if (Next(seen) is { } item)
            {
                seen = item.At;
                yield return item;
                if (item.Kind == StreamItemKind.End)
                    yield break;
            }
            else if (!await News.Within(news, BeatEvery, time, cancellation) || (State == State.Running && time.GetElapsedTime(beaten) >= BeatEvery))
            {
                beaten = time.GetTimestamp();
                yield return new StreamItem(Stream.Newest(Done), StreamItemKind.Beat);
            }
        }
    }

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

    /// <summary>Keeps that it was created, or has ended.</summary>
    protected abstract Task KeepState();

    /// <summary>Takes note that it goes on in another activation.</summary>
    protected abstract void NoteMoved(Exception exception);

    /// <summary>Takes note of why it failed.</summary>
    protected abstract void NoteFailed(Exception exception);

    /// <summary>Says when it ended.</summary>
    protected abstract void StampEnd();

    /// <summary>Does what is to be done once it is known to have succeeded. May be left undone by a silo that is lost.</summary>
    protected virtual Task Succeeded() => Task.CompletedTask;

    /// <summary>The next item behind a position: of what is merged only the newest, of changes each.</summary>
    StreamItem? Next(StreamPosition seen)
    {
        var merged = Stream.Merged(Done);
        var change = Stream.NextChange(seen);
        if (change is not null && (Done == 0 || merged <= seen || StreamLog.PositionOf(change) < merged))
            return new StreamItem(StreamLog.PositionOf(change), IsEnd(change) ? StreamItemKind.End : StreamItemKind.Change, change.Change);
        return Done > 0 && merged > seen ? new StreamItem(merged, StreamItemKind.Merged) : null;
    }

    /// <summary>Behind what a reader begins: one that was never there begins with what is merged, where anything is; and each stream of what has ended ends with its end.</summary>
    StreamPosition Place(StreamPosition after)
    {
        if (after.IsStart)
            return Done == 0 ? default : Before(Stream.Merged(Done));
        var asked = Stream.Resume(after, Done, Name);
        return Ended && asked == Stream.Newest(Done) ? Before(asked) : asked;
    }

    static StreamPosition Before(StreamPosition position) => position with { Sequence = position.Sequence - 1 };

    TimeSpan BeatEvery => State == State.Running ? News.BusyBeatEvery : News.IdleBeatEvery;

    bool IsEnd(KeptChange change) => Ended && change == Log.Changes[^1];

    /// <summary>Whether nothing of it is to be computed: it has ended, or is paused.</summary>
    bool Rests => Ended || State == State.Paused;

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
    void Start() => execution = Execute(Keep(State.Running));

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
        StoreException.In(exception) is not null || (exception is OrleansException or TimeoutException && Stream.BegunInVain(Done) < MostBegunInVain);

    /// <summary>Stops what is computed, and waits until it has stopped.</summary>
    async Task Halt()
    {
        await halting.CancelAsync();
        await execution.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <summary>One change of state at a time: they wait for what is computed to stop, and meanwhile others may be asked for.</summary>
    async Task InTurn(Func<Task> change)
    {
        await turn.WaitAsync();
        try
        {
            await change();
        }
        finally
        {
            turn.Release();
        }
    }

    void RefuseEnded(string verb)
    {
        if (Ended)
            throw new RefusedException(Refusal.FailedPrecondition, Name, $"it has {State.ToString().ToLowerInvariant()}, and what has ended cannot be {verb}");
    }

    async Task GoOn()
    {
        await Mark();
        halting.Dispose();
        halting = new CancellationTokenSource();
        Start();
        await Keeping;
    }

    Task Mark()
    {
        unfinished.State = new UnfinishedRun { Run = Name };
        return unfinished.WriteStateAsync();
    }

    /// <summary>Changes its state, as the next position of its stream, and keeps that.</summary>
    Task Keep(State state)
    {
        async Task Write()
        {
            await KeepState();
            News.Announce();
        }

        Change(state);
        return Keeping = Write();
    }

    /// <summary>Ends or pauses it; nobody is told before that is kept.</summary>
    Task Rest(State state)
    {
        async Task Write()
        {
            await KeepState();
            await unfinished.ClearStateAsync();
            News.Announce();
        }

        Change(state);
        if (Ended)
            StampEnd();
        return Keeping = Write();
    }

    void Change(State state)
    {
        State = state;
        Stream.Record(state, time.GetUtcNow(), Done);
    }
}
